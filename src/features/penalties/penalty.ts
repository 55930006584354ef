/** What a penalty is and how it can change: pure functions of one row of the ledger. */
import type { EventOf, SessionKind } from '../../events/events.ts';
import { isDriven, PENALTY_TYPES, type Penalty, type PenaltyState, type PenaltyType } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { Standing } from '../../race/state.ts';
import { penaltyTexts } from '../../texts/english/penalties.ts';
import { penaltyName } from '../../texts/names.ts';

/** Every way a penalty can change, except for its laps. The history stores `by` and `reason` for each. */
export type Move = 'begin' | 'serve' | 'take' | 'leave' | 'fail' | 'convert' | 'apply' | 'reopen' | 'withdraw';

interface MoveRule {
  readonly from: readonly PenaltyState[];
  readonly to: PenaltyState;
  readonly types: readonly PenaltyType[];
  /** Completes "... cannot" in a refusal. */
  readonly verb: string;
}

/**
 * How a penalty is carried out.
 *
 * - word: it is said, and counts against the driver.
 * - result: it counts in the classification.
 * - pits: the driver drives it within some race laps, and a steward says whether it was served.
 * - load: the car carries it, for some race laps or until it is withdrawn.
 * - grid: it costs places on the grid of a later race.
 * - order: it is sent to the game server, once.
 */
type Way = 'word' | 'result' | 'pits' | 'load' | 'grid' | 'order';

const WAYS: Readonly<Record<PenaltyType, Way>> = {
  reprimand: 'word',
  warning: 'word',
  time: 'result',
  'drive-through': 'pits',
  'stop-and-go': 'pits',
  grid: 'grid',
  ballast: 'load',
  restrictor: 'load',
  disqualification: 'result',
  kick: 'order',
};

const typesBy = (...ways: readonly Way[]): readonly PenaltyType[] =>
  PENALTY_TYPES.filter((type) => ways.includes(WAYS[type]));

/** Decisions can be corrected: one called served was not, or one that was converted had been served after all. */
export const MOVES: Readonly<Record<Move, MoveRule>> = {
  begin: { from: ['issued'], to: 'serving', types: typesBy('pits', 'load'), verb: 'begin' },
  serve: {
    from: ['issued', 'serving', 'not served', 'converted'],
    to: 'served',
    types: typesBy('pits'),
    verb: 'be served',
  },
  // Grid places are lost by starting the race, which is seen, so nobody has to say it.
  take: { from: ['issued'], to: 'served', types: typesBy('grid'), verb: 'be taken' },
  // That a kicked driver has left is seen, too.
  leave: { from: ['issued'], to: 'served', types: typesBy('order'), verb: 'be over' },
  fail: {
    from: ['issued', 'serving', 'served'],
    to: 'not served',
    types: typesBy('pits'),
    verb: 'be called not served',
  },
  convert: {
    from: ['issued', 'serving', 'not served'],
    to: 'converted',
    types: typesBy('pits'),
    verb: 'be converted',
  },
  apply: { from: ['issued'], to: 'applied', types: typesBy('word', 'result'), verb: 'be final' },
  reopen: { from: ['applied'], to: 'issued', types: typesBy('word', 'result'), verb: 'be open again' },
  withdraw: {
    from: ['issued', 'serving', 'not served', 'converted'],
    to: 'withdrawn',
    types: PENALTY_TYPES,
    verb: 'be withdrawn',
  },
};

/** @throws UserError for a move that its type does not allow, or that comes too late */
export function moved(penalty: Penalty, move: Move): Penalty {
  const { from, to, types, verb } = MOVES[move];
  if (!types.includes(penalty.type))
    throw new UserError(`${penaltyName(penalty)} (${penaltyTexts.penalty(penalty)}) cannot ${verb}.`);
  if (!from.includes(penalty.state)) {
    throw new UserError(`${penaltyName(penalty)} cannot ${verb}: it is ${penaltyTexts.penaltyState(penalty)}.`);
  }
  return { ...penalty, state: to };
}

export const canMove = ({ type, state }: Penalty, move: Move): boolean =>
  MOVES[move].types.includes(type) && MOVES[move].from.includes(state);

/** Whether it has an effect now. */
export const isActive = ({ state }: Penalty): boolean => state === 'issued' || state === 'serving';

/** Types that wait for a race and are served there. */
export const isServedInRace = ({ type }: Pick<Penalty, 'type'>): boolean => MOVES.begin.types.includes(type);

/** Types that count in the classification. */
export const isForResult = ({ type }: Pick<Penalty, 'type'>): boolean => WAYS[type] === 'result';

/**
 * The first state of a penalty: one that is served in a race starts at once in a race, and otherwise waits for one.
 *
 * @param isConfirmed whether the server confirms when it has reached the car; then that is awaited
 */
export const firstState = (type: PenaltyType, session: SessionKind | undefined, isConfirmed: boolean): PenaltyState =>
  isServedInRace({ type }) && session === 'race' && !isConfirmed ? 'serving' : 'issued';

type Lap = Pick<EventOf<'lapCompleted'>, 'run' | 'session' | 'lap' | 'driver'>;

/**
 * Counts one completed race lap of the driver, in any car. A lap that was counted before, or is older than the penalty,
 * changes nothing. Ballast and restrictor are served with their last lap; a driven penalty waits for a steward.
 */
export function withLap(penalty: Penalty, lap: Lap): Penalty {
  // No laps are left when a steward must decide, and a penalty without an end counts none.
  if (penalty.state !== 'serving' || !penalty.lapsLeft || !isNews(penalty, lap)) return penalty;
  const lapsLeft = penalty.lapsLeft - 1;
  const counted = { ...penalty.counted, [countKey(lap)]: lap.lap };
  const isServed = lapsLeft === 0 && !isDriven(penalty);
  return { ...penalty, lapsLeft, counted, state: isServed ? 'served' : penalty.state };
}

/** The key under which laps of one car in one session are counted. */
const countKey = ({ run, session, driver }: Pick<Lap, 'run' | 'session' | 'driver'>): string =>
  `${run}/${session}/${driver.carId}`;

/** How many laps a driver has completed in each car of a session, by `countKey`. */
export function lapsDriven(
  { run, session }: Pick<Lap, 'run' | 'session'>,
  standings: Iterable<Pick<Standing, 'driver' | 'laps'>>,
  guid: string,
): Readonly<Record<string, number>> {
  const own = [...standings].filter(({ driver }) => driver.guid === guid);
  return Object.fromEntries(own.map(({ driver, laps }) => [countKey({ run, session, driver }), laps.length]));
}

function isNews(penalty: Penalty, lap: Lap): boolean {
  const isOlder = lap.run < penalty.run || (lap.run === penalty.run && lap.session < penalty.session);
  return lap.driver.guid === penalty.driver.guid && !isOlder && !hasCounted(penalty, lap);
}

export const hasCounted = ({ counted }: Penalty, lap: Lap): boolean => lap.lap <= (counted[countKey(lap)] ?? 0);

/** Kilograms that a driver carries for active penalties. */
export const activeKg = (penalties: readonly Penalty[]): number => activeSum(penalties, 'ballast');

/** Percent of restrictor that a driver has for active penalties. */
export const activeRestrictor = (penalties: readonly Penalty[]): number => activeSum(penalties, 'restrictor');

const activeSum = (penalties: readonly Penalty[], type: PenaltyType): number =>
  penalties.filter((each) => each.type === type && isActive(each)).reduce((sum, { amount }) => sum + amount, 0);
