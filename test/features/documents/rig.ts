import type { DecisionList, RaceDocument } from '../../../src/events/document.ts';
import type { RaceEvent } from '../../../src/events/events.ts';
import { openAppealRows } from '../../../src/features/appeals/open.ts';
import { LeagueEvents } from '../../../src/features/calendar/leagueEvents.ts';
import { type DocumentsNeeds, openDocuments } from '../../../src/features/documents/open.ts';
import { documentTables } from '../../../src/features/documents/table.ts';
import { Docket } from '../../../src/features/judging/docket.ts';
import type { PenaltyOrder } from '../../../src/features/penalties/order.ts';
import { DEFAULT_SETTINGS, type PenaltySettings } from '../../../src/features/penalties/settings.ts';
import { emptyTally } from '../../../src/features/penalties/tally.ts';
import { watchPenalties } from '../../../src/features/penalties/watch.ts';
import { car, contact, type IncidentRig, type IncidentRigOptions, incidentRig, startRace } from '../incidents/rig.ts';

const SETTINGS: PenaltySettings = { ...DEFAULT_SETTINGS, driveThrough: { laps: 3, seconds: 20 } };

/** Turns incidents and decisions of one server into documents. `kill` kills Pitwall and starts it again. */
export function documentsRig(
  more: Partial<Pick<DocumentsNeeds, 'appealUntil' | 'numberOf' | 'publishesEvidence'>> = {},
  options: IncidentRigOptions = {},
) {
  let failing: { readonly piece: number; readonly error: Error } | undefined;
  let pieces = 0;
  const open = (rig: IncidentRig) => {
    const { feed, ledger, calendar, actions, store } = rig;
    const memory = { load: () => emptyTally, save() {} };
    watchPenalties({ bus: feed.bus, ledger, calendar, settings: SETTINGS, memory });
    const { table } = openAppealRows({ id: 'gt3', store });
    const appealsAgainst = (decision: number) => table.against(decision);
    const documents = openDocuments(
      {
        id: 'gt3',
        store,
        bus: feed.bus,
        state: feed.state,
        goOn: (work) =>
          feed.goOn(() => {
            const bodies = work();
            pieces += 1;
            if (pieces === failing?.piece) throw failing.error;
            return bodies;
          }),
      },
      { ledger, calendar, incidents: actions, judging: { docket: new Docket(store, 'gt3') }, appealsAgainst, ...more },
    );
    return { rig, documents };
  };
  let { rig, documents } = open(incidentRig({ ...options, tables: [documentTables] }));
  /** From the lives before this one. */
  const told: RaceEvent[] = [];
  const all = (): readonly RaceEvent[] => [...told, ...rig.feed.events];

  return {
    get rig() {
      return rig;
    },
    resume: () => documents.resume(),
    /** How many pieces followed the first one. */
    pieces: () => pieces,
    failAt(piece: number, error: Error) {
      failing = { piece, error };
    },
    isOnPaper: (number: number) => documents.isOnPaper(rig.ledger.get(number)),
    /** Starts a named event. Without one, each day is an event. */
    startEvent: (name: string, series?: string) =>
      rig.store.transaction(() => new LeagueEvents(rig.store, 'gt3').start(name, series, rig.clock.now())),
    /** Documents announced as new. */
    issued: (): readonly RaceDocument[] =>
      all().flatMap((event) => (event.type === 'documentIssued' ? [event.document] : [])),
    superseded: (): readonly (readonly [number, number | undefined])[] =>
      all().flatMap((event) =>
        event.type === 'documentSuperseded' ? [[event.document.number, event.document.replacedBy] as const] : [],
      ),
    lists: (): readonly DecisionList[] =>
      all().flatMap((event) => (event.type === 'decisionsListed' ? [event.list] : [])),
    kill() {
      told.push(...rig.feed.events);
      ({ rig, documents } = open(rig.reopen()));
    },
    remove: () => rig.remove(),
  };
}

export type DocumentsRig = ReturnType<typeof documentsRig>;

export const STIG = { by: 'Stig', byId: 'discord:1', reason: 'late braking' };

/** What happens and is decided, on the current rig. */
export const raceOn = (opened: () => DocumentsRig) => ({
  /** A race in which cars 1 and 2 have touched. */
  raced() {
    startRace(opened().rig);
    opened().rig.tell(contact(1, 2, { kmh: 38.4 }));
  },
  flag: () => opened().rig.tell({ type: 'sessionEnded' }),
  decide: (
    outcome: 'time' | 'no further action' | 'racing incident' | 'warning',
    of: readonly number[],
    amount?: number,
  ) => opened().rig.actions.decide(1, { outcome, amount, drivers: of.map(car), infringement: 'collision' }, STIG),
  give: (n: number, order: PenaltyOrder) => opened().rig.penalties.give(car(n), order, STIG),
  says: () =>
    opened()
      .issued()
      .map(({ number, decision, replaces }) => [number, decision.says, replaces]),
});
