import type { Driver } from '../../events/driver.ts';
import type { Penalty } from '../../events/penalty.ts';
import { messageOf } from '../../kit/errors.ts';
import type { Signal } from '../../kit/signal.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { openJournal } from '../../race/journal.ts';
import { type Catalogue, inWords, type Text } from '../../texts/catalogue.ts';
import { ownReason } from '../../texts/reasons.ts';
import type { Calendar } from '../calendar/calendar.ts';
import { DEFAULT_INFRINGEMENTS } from '../decisions/infringements.ts';
import { rulesVersion } from '../decisions/rules.ts';
import { type OpenedLater, openDecisions } from '../decisions/table.ts';
import type { DriverActions } from '../drivers/actions.ts';
import type { Judging } from '../judging/open.ts';
import { type PenaltyActions, type PenaltyParts, penaltyActions } from './actions.ts';
import { change } from './decisions.ts';
import { isConfirmed } from './execution.ts';
import { isDueOn, pendingGridPlaces, watchGridPlaces } from './gridPlaces.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { type PenaltyLoads, penaltyLoads } from './loads.ts';
import { keepManagers } from './managers.ts';
import { moved } from './penalty.ts';
import { remindOfOverdue } from './reminders.ts';
import type { PenaltySettings } from './settings.ts';
import { StoredTally } from './tallyMemory.ts';
import { type PenaltyWatch, watchPenalties } from './watch.ts';

/** The decisions against the drivers of one game server, and the automatic counts. */
export interface PenaltyLedger {
  readonly ledger: Ledger;
  readonly calendar: Calendar;
  readonly settings: PenaltySettings;
  readonly warningsOf: PenaltyWatch['warningsOf'];
  readonly loads: PenaltyLoads;
  /** Grid penalties that are due on the grid of the next race of that name. */
  readonly gridPlaces: (race: string) => readonly Penalty[];
}

export interface LedgerNeeds {
  readonly settings: PenaltySettings;
  readonly calendar: Calendar;
  /** Team and race number by GUID, if the league has entered the driver; otherwise undefined. */
  readonly enteredAs?:
    | ((guid: string) => { readonly team?: string | undefined; readonly raceNumber?: string | undefined } | undefined)
    | undefined;
  /** Which decisions belong to an incident that was opened after them; none when absent. */
  readonly openedLater?: OpenedLater | undefined;
}

/** Opens the ledger, which the rules write. It is opened before everything that reads it. */
export function openPenaltyLedger(
  {
    id,
    store,
    bus,
    clock,
    dialect,
    state,
    rules,
  }: Pick<LiveServer, 'clock' | 'id' | 'store' | 'bus' | 'dialect' | 'state' | 'rules'>,
  { settings, calendar, enteredAs, openedLater }: LedgerNeeds,
): PenaltyLedger {
  const carOf = (guid: string) => [...state().drivers.values()].find((driver) => driver.guid === guid)?.model;
  const decisions = openDecisions(store, id, {
    rules: rulesVersion(settings),
    infringements: settings.infringements ?? DEFAULT_INFRINGEMENTS,
    entrantOf: (guid) => ({ car: carOf(guid), ...enteredAs?.(guid) }),
    openedLater,
  });
  const ledger = openLedger(store, id, calendar, decisions);
  const { warningsOf } = watchPenalties({
    bus,
    ledger,
    calendar,
    settings,
    memory: new StoredTally(openJournal(store, id)),
    isConfirmed: (type) => isConfirmed(type, dialect),
    extraLap: () => rules().extraLap,
  });
  watchGridPlaces({ bus, ledger, calendar });
  if (dialect === 'acsm') keepManagers({ bus, ledger, calendar });
  return {
    ledger,
    calendar,
    gridPlaces(name) {
      const event = calendar.eventAt(clock.now());
      return pendingGridPlaces(ledger).filter((each) => isDueOn(each, { name, event }));
    },
    settings,
    warningsOf,
    loads: penaltyLoads(ledger),
  };
}

/** The penalties of one game server. */
export interface ServerPenalties {
  readonly actions: PenaltyActions;
  close(): void;
}

export type PenaltiesLive = Pick<
  LiveServer,
  'dialect' | 'clock' | 'log' | 'bus' | 'state' | 'decide' | 'limits' | 'rules' | 'speaker'
>;

export interface PenaltiesNeeds {
  readonly ledger: PenaltyLedger;
  readonly judging: Pick<Judging, 'bench' | 'panel'>;
  readonly drivers: Pick<DriverActions, 'kick'>;
  readonly handicaps: {
    /** The result of giving a driver's car its load, once pending orders are done; undefined if nothing was sent. */
    readonly outcomeFor: PenaltyParts['loadOutcome'];
    /** GUIDs of drivers whose cars now carry their load, as far as the game server reports it. */
    readonly carried: Pick<Signal<string>, 'listen'>;
  };
  /** The texts drivers read. */
  readonly words: Catalogue;
}

/** Penalties by stewards: drivers are told, and the game server carries them out. */
export function openPenalties(live: PenaltiesLive, needs: PenaltiesNeeds): ServerPenalties {
  const { dialect, clock, limits, rules, state, decide } = live;
  const { ledger, calendar, settings, warningsOf } = needs.ledger;
  const { drivers, handicaps, words } = needs;
  const { bench, panel } = needs.judging;
  const stopReminding = remindOfOverdue({ bus: live.bus, ledger, tell: teller(live, words) });
  const stopKicking = kickAutomatically(live, drivers);
  const stopBeginning = handicaps.carried.listen((guid) => beginCarried(live, ledger, guid));
  return {
    actions: penaltyActions({
      bench,
      panel,
      ledger,
      calendar,
      dialect,
      pits: settings,
      extraLap: () => rules().extraLap,
      warningsOf,
      decide,
      limits,
      state,
      now: () => clock.now(),
      kick: (driver, order, attempt) => drivers.kick(driver, order, attempt),
      loadOutcome: (guid) => handicaps.outcomeFor(guid),
    }),
    close() {
      stopBeginning();
      stopReminding();
      stopKicking();
    },
  };
}

/** Says something to one driver, in whichever car; dropped if they have left. */
const teller =
  ({ state, speaker }: Pick<PenaltiesLive, 'state' | 'speaker'>, words: Catalogue) =>
  (driver: Driver, text: Text): void => {
    const seat = [...state().drivers.values()].find(({ guid }) => guid === driver.guid);
    if (seat) void speaker.say({ carId: seat.carId, guid: seat.guid }, inWords(words, text));
  };

/** In a race, a penalty that the server has confirmed counts as being served from then on. */
function beginCarried({ dialect, clock, state, decide, log }: PenaltiesLive, ledger: Ledger, guid: string): void {
  const { session } = state();
  if (session?.facts.kind !== 'race' || session.over) return;
  const waiting = (): Penalty[] =>
    ledger.active(guid).filter((each) => each.state === 'issued' && isConfirmed(each.type, dialect));
  if (waiting().length === 0) return;
  const decision = { at: clock.now(), by: 'Pitwall', ...ownReason({ key: 'carried' }) };
  try {
    decide(() => waiting().map((penalty) => change(ledger, penalty, moved(penalty, 'begin'), decision)));
  } catch (err) {
    // The next lap tries again.
    log.error({ err, guid }, 'a penalty could not be begun');
  }
}

/** A kick by command waits for its result; an automatic one does not. */
function kickAutomatically({ bus, log }: PenaltiesLive, drivers: PenaltiesNeeds['drivers']): () => void {
  const kick = ({ number, driver, by, reason }: Penalty): Promise<unknown> =>
    drivers.kick(driver, { by, reason }).catch((error: unknown) => {
      log.warn({ penalty: number, reason: messageOf(error) }, 'a kick could not be carried out');
    });
  return bus.live((event) => {
    if (event.type !== 'penaltyGiven') return;
    const { penalty } = event;
    if (penalty.type === 'kick' && penalty.source === 'automatic') void kick(penalty);
  });
}
