import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FromServer } from '../../../src/acserver/udp/packets.ts';
import type { EventBody, Position, RaceEvent, SessionFacts, SessionKind } from '../../../src/events/events.ts';
import type { Incident } from '../../../src/events/incident.ts';
import { openAppealRows, openAppeals } from '../../../src/features/appeals/open.ts';
import { appealTables } from '../../../src/features/appeals/table.ts';
import { openCalendar } from '../../../src/features/calendar/open.ts';
import { calendarTables } from '../../../src/features/calendar/table.ts';
import { fromVerdicts } from '../../../src/features/decisions/fromVerdicts.ts';
import { DEFAULT_INFRINGEMENTS, type Infringement } from '../../../src/features/decisions/infringements.ts';
import type { LicenceRules } from '../../../src/features/decisions/licence.ts';
import { licencePoints } from '../../../src/features/decisions/licencePoints.ts';
import { decisionTables, openDecisions } from '../../../src/features/decisions/table.ts';
import { openDesk } from '../../../src/features/desk/open.ts';
import { incidentActions } from '../../../src/features/incidents/actions.ts';
import { Closing } from '../../../src/features/incidents/closing.ts';
import { encountersIn } from '../../../src/features/incidents/encounters.ts';
import type { Known } from '../../../src/features/incidents/evidence.ts';
import { Handling } from '../../../src/features/incidents/handling.ts';
import type { Search } from '../../../src/features/incidents/lateEvidence.ts';
import { incidentNumbers } from '../../../src/features/incidents/numbers.ts';
import { incidentTables, openIncidentTable } from '../../../src/features/incidents/table.ts';
import { takeBack } from '../../../src/features/incidents/takingBack.ts';
import { Incidents } from '../../../src/features/incidents/watch.ts';
import { Confirming } from '../../../src/features/judging/confirming.ts';
import { proposalTables } from '../../../src/features/judging/docket.ts';
import { openJudging } from '../../../src/features/judging/open.ts';
import { People, type PeopleParts } from '../../../src/features/judging/people.ts';
import { penaltyActions } from '../../../src/features/penalties/actions.ts';
import { DEFAULT_PIT_RULES } from '../../../src/features/penalties/conversion.ts';
import { openLedger, penaltyTables } from '../../../src/features/penalties/ledger.ts';
import type { ContactIncidents } from '../../../src/features/penalties/settings.ts';
import { openPoints } from '../../../src/features/points/open.ts';
import { sessionTables } from '../../../src/features/results/table.ts';
import { journalTables, openJournal } from '../../../src/race/journal.ts';
import { peopleOf } from '../../../src/race/people.ts';
import { keepTraces } from '../../../src/race/traces.ts';
import type { Tables } from '../../../src/store/migrations.ts';
import type { Store } from '../../../src/store/store.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { feedOver } from '../../fakes/feed.ts';
import { openStore } from '../../fakes/openStore.ts';

export interface IncidentRigOptions {
  readonly minKmh?: number;
  /** Without it, contacts do not share cards. */
  readonly foldKmh?: number;
  readonly incidentsIn?: readonly SessionKind[];
  readonly contactIncidents?: ContactIncidents;
  readonly impossible?: Incident['impossible'];
  readonly server?: string;
  readonly stewardsNeeded?: number;
  /** How long drivers can appeal, in minutes. */
  readonly appealMinutes?: number;
  /** The league's rules for licence points. */
  readonly licence?: LicenceRules;
  readonly infringements?: readonly Infringement[];
  readonly known?: Known;
  readonly pointsOf?: (guids: readonly string[]) => ReadonlyMap<string, number>;
  /** Who is linked to which driver; nobody when absent. */
  readonly who?: PeopleParts;
  /** Tables besides those that incidents need. */
  readonly tables?: readonly Tables[];
  /** The store of another server of the same installation, whose rig closes it. */
  readonly sharing?: Store | undefined;
}

/** Everything from datagrams to stewards' decisions, over its own store. `reopen` kills and restarts Pitwall. */
export function incidentRig(
  options: IncidentRigOptions = {},
  directory = mkdtempSync(join(tmpdir(), 'pitwall-incidents-')),
  clock = new FakeClock(),
) {
  const { minKmh = 10, foldKmh = 0, incidentsIn, impossible = {}, server = 'gt3', tables = [] } = options;
  const { contactIncidents, known, pointsOf, who, stewardsNeeded = 1 } = options;
  const store =
    options.sharing ??
    openStore(
      directory,
      [
        journalTables,
        decisionTables,
        penaltyTables,
        sessionTables,
        calendarTables,
        incidentTables,
        proposalTables,
        appealTables,
        ...tables,
      ],
      { changes: [fromVerdicts, licencePoints] },
    );
  const traces = keepTraces();
  const feed = feedOver(store, clock, server, undefined, traces);
  const calendar = openCalendar({ id: server, store, bus: feed.bus, config: {} });
  const appealRows = openAppealRows({ id: server, store });
  const decisions = openDecisions(store, server, {
    openedLater: appealRows.openedFor,
    infringements: options.infringements,
  });
  const ledger = openLedger(store, server, calendar, decisions);
  const table = openIncidentTable(store, server);
  const people = new People(who);
  const judging = openJudging(
    { id: server, store, clock, state: feed.state },
    {
      people,
      encounters: encountersIn(table, calendar),
      stewardsNeeded,
      reserve: (count) => ledger.decisions.reserve(count),
      pointsFor: (decided) => ledger.decisions.pointsFor(decided),
      keysOf: (run, session) => calendar.keysOf(run, session),
    },
  );
  const { bench, panel, docket } = judging;
  const penalties = penaltyActions({
    bench,
    panel,
    ledger,
    calendar,
    dialect: 'kunos',
    pits: { ...DEFAULT_PIT_RULES, driveThrough: { laps: 3, seconds: 20 } },
    extraLap: () => false,
    warningsOf: () => [],
    limits: () => ({ ballastKg: 100, restrictorPercent: 100 }),
    state: feed.state,
    now: () => clock.now(),
    decide: feed.decide,
    kick: async () => 'They were kicked.',
    loadOutcome: async () => undefined,
  });
  const closing = new Closing({
    server,
    store,
    numbersOf: incidentNumbers(store, server).behind,
    tell: (numbers) => numbers.map((number) => ({ type: 'incidentUpdated', incident: incidents.get(number) })),
    decide: feed.decide,
    free: () => undefined,
    clock,
    log: { error: (_, message) => void feed.faults.push(new Error(message)) },
  });
  const incidents = new Incidents({
    closing,
    server,
    bus: feed.bus,
    table,
    ledger,
    docket,
    appealsIn: appealRows.ofIncidents,
    people: () => peopleOf(feed.state()),
    traces,
    minKmh,
    foldKmh,
    incidentsIn,
    contactIncidents,
    impossible: () => impossible,
    known,
    pointsOf,
  });
  const journal = openJournal(store, server);
  const searches: Search[] = [];
  const parts = {
    bench,
    panel,
    server,
    incidents,
    table,
    ledger,
    calendar,
    penalties,
    infringements: options.infringements ?? DEFAULT_INFRINGEMENTS,
    state: feed.state,
    now: () => clock.now(),
    decide: feed.decide,
    impossible: () => impossible,
    journal,
    late: { look: (search: Search) => void searches.push(search) },
  };
  const points = openPoints({ clock, bus: feed.bus, state: feed.state }, { ledger, calendar, rules: options.licence });
  const actions = incidentActions(parts);
  const handling = new Handling(parts);
  const serverAppeals = openAppeals(
    {
      id: server,
      store,
      config: { id: server, appealMinutes: options.appealMinutes },
      clock,
      bus: feed.bus,
      state: feed.state,
      decide: feed.decide,
      goOn: feed.goOn,
    },
    {
      rows: appealRows,
      ledger,
      calendar,
      incidents: { actions, openFor: (decision, by) => handling.openFor(decision, by) },
      people,
      judging,
    },
  );
  const appeals = serverAppeals.actions;
  const live = { id: server, bus: feed.bus, clock, log: { error() {} } };
  const desk = openDesk(live, {
    incidents: {
      find: incidents.find.bind(incidents),
      countBefore: incidentNumbers(store, server).countBefore,
      actions,
    },
    calendar,
  });
  const confirming = new Confirming({
    ...judging,
    people,
    now: () => clock.now(),
    decide: feed.decide,
    isReplaced: (number) => ledger.decisions.isReplaced(number),
    refuseSecond: (proposal, by) => appeals.refuseSecond(proposal, by),
    takeBack: (proposal, judge, reason) =>
      takeBack({ incidents, ledger, now: () => clock.now() }, proposal, judge, reason),
    carryOut: (proposal, judge, attempt) =>
      proposal.deed === 'give' || proposal.deed === 'clear'
        ? penalties.confirmed(proposal, judge, attempt)
        : actions.confirmed(proposal, judge, attempt),
  });
  return {
    actions,
    confirming,
    appeals,
    resumeAppeals: serverAppeals.resume,
    appealsUntil: serverAppeals.openUntil,
    desk,
    calendar,
    journal,
    incidents,
    /** The requested searches of stored positions. */
    searches,
    clock,
    feed,
    ledger,
    penalties,
    points,
    store,
    table,
    traces,
    /** One batch of datagrams, as the plugin link passes them on. */
    packets(...packets: FromServer[]) {
      for (const packet of packets) traces.note(packet, clock.now());
      feed.packets(packets);
    },
    tell: (...bodies: (EventBody & { readonly late?: true })[]) => feed.notice(...bodies),
    /** What happened to incidents, in order: the kind of event and the number. */
    told: (): string[] => feed.events.flatMap(told),
    reopen() {
      desk.close();
      serverAppeals.close();
      store.close();
      return incidentRig(options, directory, clock);
    },
    remove() {
      if (!options.sharing) store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export type IncidentRig = ReturnType<typeof incidentRig>;

const told = (event: RaceEvent): string[] =>
  event.type === 'incidentOpened' || event.type === 'incidentUpdated' || event.type === 'incidentDecided'
    ? [`${event.type} ${event.incident.number}`]
    : [];

export const car = (n: number) => ({ carId: n, guid: `7656119790000000${n}`, name: `Driver ${n}` });

const raceFacts: SessionFacts = {
  index: 1,
  kind: 'race',
  name: 'Race',
  minutes: 0,
  laps: 12,
  track: 'spa',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 20,
  roadC: 26,
  weather: '3_clear',
};

/** A race with this many drivers on the grid. Its time zero is now. */
export function startRace({ feed, clock }: Pick<IncidentRig, 'feed' | 'clock'>, drivers = 4): void {
  feed.beginRun();
  feed.notice({ type: 'sessionStarted', facts: { ...raceFacts, zeroAt: clock.now() }, again: false });
  const present = Array.from({ length: drivers }, (_, index) => car(index + 1));
  feed.notice(...present.map((driver): EventBody => ({ type: 'driverJoined', driver, model: 'bmw_z4_gt3', skin: '' })));
}

export const contact = (by: number, other: number, { kmh = 30, x = 0 } = {}): EventBody => ({
  type: 'contact',
  against: 'car',
  driver: car(by),
  other: car(other),
  speedKmh: kmh,
  position: [x, 0, 0],
  relativePosition: [0, 0, 0],
});

export const wall = (by: number, kmh = 80): EventBody => ({
  type: 'contact',
  against: 'wall',
  driver: car(by),
  speedKmh: kmh,
  position: [0, 0, 0],
  relativePosition: [0, 0, 0],
});

/** A position as the game server reports it. */
export const update = (carId: number, pos: Position, kmh: number, place: number): FromServer => ({
  type: 'carUpdate',
  carId,
  pos,
  velocity: [kmh / 3.6, 0, 0],
  gear: 4,
  rpm: 6000,
  normalizedSplinePos: place,
});
