import {
  type Driver,
  type EventBody,
  type EventOf,
  hear,
  type Listeners,
  type RaceEvent,
} from '../../events/events.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState, Session } from '../../race/state.ts';
import { counted } from '../../texts/penalties.ts';
import { change, type Decision, fail, give, serve } from './decisions.ts';
import type { Ledger } from './ledger.ts';
import { firstState, isServedInRace, moved, withLap } from './penalty.ts';
import { emptyTally, judge, type Tally, type Verdict, warningsOf } from './rules.ts';
import type { PenaltySettings } from './settings.ts';

/** Who decides what nobody presses; the manager's own word. */
export const AUTOMATIC = 'Automatic';

export interface PenaltyWatchOptions {
  readonly bus: Pick<Bus, 'durable'>;
  readonly ledger: Ledger;
  readonly settings: PenaltySettings;
  readonly memory: TallyMemory;
}

/** Where the tally is kept: with the events it was made of, so that what is rolled back was never counted. */
export interface TallyMemory {
  load(): Tally | undefined;
  save(tally: Tally): void;
}

export interface PenaltyWatch {
  /** What a driver has been warned of in the newest session. */
  warningsOf(guid: string): ReturnType<typeof warningsOf>;
}

/**
 * Applies the rules, counts laps down and closes what a race leaves open, in the transaction of the event that leads
 * to it. What it says follows from an event is journaled behind it.
 */
export function watchPenalties({ bus, ledger, settings, memory }: PenaltyWatchOptions): PenaltyWatch {
  const { rules } = settings;
  const isWatching = Object.keys(rules).length > 0;
  const known = (): Tally => memory.load() ?? emptyTally;

  const reactions: Listeners<readonly EventBody[], [RaceState]> = {
    sessionStarted: (event) => (event.facts.kind === 'race' ? begun(ledger, event) : []),
    sessionEnded: (event, state) =>
      sessionOf(event, state)?.facts.kind === 'race' && !event.restarted ? overdue(ledger, settings, event) : [],
    lapCompleted: (event, state) => (sessionOf(event, state)?.facts.kind === 'race' ? lapDriven(ledger, event) : []),
    driverLeft: ({ driver, at }) => departed(ledger, driver, at),
  };

  bus.durable((event, state) => {
    const served = hear(reactions, event, state) ?? [];
    if (!isWatching || !JUDGED.has(event.type)) return served;
    const { tally, verdicts } = judge(rules, known(), event);
    memory.save(tally);
    return [...served, ...verdicts.flatMap((verdict) => charge(ledger, event, { verdict, state }))];
  });
  return { warningsOf: (guid) => (isWatching ? warningsOf(rules, known(), guid) : []) };
}

const JUDGED: ReadonlySet<RaceEvent['type']> = new Set(['sessionStarted', 'sessionEnded', 'lapCompleted', 'contact']);

const sessionOf = (event: RaceEvent, { session, previous }: RaceState): Session | undefined =>
  [session, previous].find((each) => each?.ordinal === event.session);

/** What was given before the race is served in it. */
const begun = (ledger: Ledger, { at }: RaceEvent): EventBody[] =>
  ledger
    .active()
    .filter((penalty) => penalty.state === 'issued' && isServedInRace(penalty))
    .map((penalty) =>
      change(ledger, penalty, moved(penalty, 'begin'), { at, by: AUTOMATIC, reason: 'the race begins' }),
    );

function lapDriven(ledger: Ledger, event: EventOf<'lapCompleted'>): EventBody[] {
  const decision: Decision = { at: event.at, by: AUTOMATIC, reason: `lap ${event.lap}` };
  return ledger.active(event.driver.guid).flatMap((penalty) => {
    const after = withLap(penalty, event);
    return after === penalty ? [] : [change(ledger, penalty, after, decision)];
  });
}

/** A drive-through that nobody has called served by the end of its race; it can still be called so. */
function overdue(ledger: Ledger, { driveThrough }: PenaltySettings, event: EventOf<'sessionEnded'>): EventBody[] {
  const { at, run, session } = event;
  const decision = { at, by: AUTOMATIC, reason: 'the race is over, and nobody has called it served' };
  const conversion = {
    ...{ run, session, seconds: driveThrough.seconds },
    cause: 'finished with an unserved penalty',
  } as const;
  return ledger
    .active()
    .filter(({ type, state }) => type === 'drive-through' && state === 'serving')
    .flatMap((penalty) => fail(ledger, penalty, conversion, decision));
}

/** Whoever was to be kicked has left. */
const departed = (ledger: Ledger, { guid }: Driver, at: number): EventBody[] =>
  ledger
    .active(guid)
    .filter(({ type }) => type === 'kick')
    .flatMap((penalty) => serve(ledger, penalty, { at, by: AUTOMATIC, reason: 'left the server' }));

interface Charge {
  readonly verdict: Verdict;
  readonly state: RaceState;
}

function charge(ledger: Ledger, event: RaceEvent, { verdict, state }: Charge): EventBody[] {
  if (!('driver' in event) || !event.driver) return [];
  const { penalty, ...facts } = verdict;
  const { carId, guid, name } = event.driver;
  const told: EventBody = { type: 'infraction', driver: { carId, guid, name }, ...facts };
  if (!penalty) return [told];
  const session = sessionOf(event, state);
  const { bodies } = give(ledger, {
    ...{ run: event.run, session: event.session, driver: { carId, guid, name }, ...penalty },
    ...(penalty.laps === undefined ? {} : { lapsLeft: penalty.laps }),
    ...{ cause: verdict.infraction, source: 'automatic', by: AUTOMATIC, at: event.at },
    reason: reasonOf(verdict),
    state: firstState(penalty.type, session?.over ? undefined : session?.facts.kind),
    counted: lapsSoFar(event, session, guid),
  });
  return [told, ...bodies];
}

const reasonOf = ({ infraction, lap, warningsBeforePenalty }: Verdict): string => {
  const after = warningsBeforePenalty ? ` after ${counted(warningsBeforePenalty, 'warning')}` : '';
  return `${infraction} in lap ${lap}${after}`;
};

function lapsSoFar({ run, session: ordinal }: RaceEvent, session: Session | undefined, guid: string) {
  const own = [...(session?.standings.values() ?? [])].filter(({ driver }) => driver.guid === guid);
  return Object.fromEntries(own.map(({ driver, laps }) => [`${run}/${ordinal}/${driver.carId}`, laps.length]));
}
