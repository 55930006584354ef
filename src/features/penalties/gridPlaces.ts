/** Grid penalties: which grid they apply to, and that they are used up when the driver starts. */
import type { EventBody, EventType, RaceEvent } from '../../events/events.ts';
import type { GridTarget, Penalty } from '../../events/penalty.ts';
import type { Bus } from '../../race/bus.ts';
import { sessionOf } from '../../race/sessionOf.ts';
import type { RaceState, Session } from '../../race/state.ts';
import { ownReason } from '../../texts/reasons.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import { byRule } from '../judging/bench.ts';
import { take } from './decisions.ts';
import type { Ledger } from './ledger.ts';

/** What is known of a race, or of the next one. */
export interface GridRace {
  readonly name: string;
  /** The event it belongs to. If absent, it belongs to none, and no grid places are lost in it. */
  readonly event?: number | undefined;
}

export interface GridPlacesOptions {
  readonly bus: Pick<Bus, 'durable'>;
  readonly ledger: Ledger;
  readonly calendar: Pick<Calendar, 'of' | 'keysOf'>;
}

const NEXT_RACE: GridTarget = { on: 'next race' };

/** Whether a penalty is due on the grid of that race. */
export function isDueOn({ grid = NEXT_RACE }: Penalty, { name, event }: GridRace): boolean {
  const isNamed = grid.race === undefined || grid.race.trim().toLowerCase() === name.trim().toLowerCase();
  return isNamed && event !== undefined && (grid.on === 'next race' || event !== grid.event);
}

/** Grid penalties that are not used up yet. */
export const pendingGridPlaces = (ledger: Pick<Ledger, 'active'>): readonly Penalty[] =>
  ledger.active(undefined, 'grid');

/** Events that show that a race has started. */
const AFTER_START: ReadonlySet<EventType> = new Set([
  'lapCompleted',
  'sectorCompleted',
  'contact',
  'driverLeft',
  'sessionEnded',
]);

export function watchGridPlaces(options: GridPlacesOptions): void {
  const places = new GridPlaces(options);
  options.bus.durable((event, state) => places.hear(event, state));
}

class GridPlaces {
  readonly #options: GridPlacesOptions;
  /** Set while none is pending, until the next penalty event: the ledger is not read for each contact. */
  #isNonePending = false;

  constructor(options: GridPlacesOptions) {
    this.#options = options;
  }

  hear(event: RaceEvent, state: RaceState): readonly EventBody[] | undefined {
    if (event.type === 'penaltyGiven' || event.type === 'penaltyChanged') this.#isNonePending = false;
    const race = !this.#isNonePending && AFTER_START.has(event.type) ? startedRace(event, state) : undefined;
    if (!race) return undefined;
    const pending = pendingGridPlaces(this.#options.ledger);
    this.#isNonePending = pending.length === 0;
    return usedUp(pending, this.#options, { event, race, state });
  }
}

function startedRace(event: RaceEvent, state: RaceState): Session | undefined {
  const session = sessionOf(event, state);
  if (session?.facts.kind !== 'race' || session !== state.session) return undefined;
  const { zeroAt } = session.facts;
  return event.type === 'lapCompleted' || (zeroAt !== undefined && event.at >= zeroAt) ? session : undefined;
}

interface Start {
  readonly event: RaceEvent;
  readonly race: Session;
  readonly state: RaceState;
}

function usedUp(
  pending: readonly Penalty[],
  { ledger, calendar }: GridPlacesOptions,
  { event, race, state }: Start,
): readonly EventBody[] {
  const { run, at } = event;
  const { ordinal: session, facts } = race;
  // A race that continues another has that one's grid.
  const sameRace = calendar.keysOf(run, session);
  const due = pending.filter(
    (penalty) =>
      isLater({ run, session }, penalty) &&
      !sameRace.some((key) => key.run === penalty.run && key.session === penalty.session) &&
      hasStarted(penalty.driver.guid, { event, race, state }) &&
      isDueOn(penalty, { name: facts.name, event: calendar.of(run, session)?.event }),
  );
  const why = ownReason({ key: 'raceStarted', params: { race: facts.name } });
  return due.flatMap((penalty) =>
    take(ledger, penalty, { at, judge: byRule('Automatic'), reason: why.reason, reasonText: why.reasonText }),
  );
}

const isLater = (one: SessionKey, other: SessionKey): boolean =>
  one.run > other.run || (one.run === other.run && one.session > other.session);

/** Whether the driver was there with a loaded game at lights out; others start from the pits, if at all. */
function hasStarted(guid: string, { event, race, state }: Start): boolean {
  if (event.type === 'lapCompleted' && event.driver.guid === guid) return true;
  const { zeroAt } = race.facts;
  const present = [...state.drivers.values()].find((driver) => driver.guid === guid);
  return present?.loaded === true && zeroAt !== undefined && present.joinedAt <= zeroAt;
}
