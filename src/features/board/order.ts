/** The running order of a session, and how far behind everybody is. */
import type { Gap } from '../../race/gaps.ts';
import { lapCount, provisionalOrder, totalMs } from '../../race/standings.ts';
import { type PresentDriver, type Session, type Standing, standingKey } from '../../race/state.ts';
import type { OrderRow } from './board.ts';

/** What positions show. */
export interface Seen {
  /** Whether the race is under way and followed. */
  readonly isUnderWay: boolean;
  progressOf(carId: number): { readonly marks: number; readonly at: number } | undefined;
  between(ahead: number, behind: number, now: number): Gap | undefined;
}

export interface OrderNeeds {
  readonly session: Pick<Session, 'standings' | 'facts'>;
  readonly drivers: ReadonlyMap<number, PresentDriver>;
  readonly seen: Seen;
  readonly isDisqualified: (guid: string) => boolean;
  /** How many marks a lap is divided into. */
  readonly marks: number;
  /** On the clock of `seen`. */
  readonly now: number;
}

/** A row before penalties, pits and the roster are added. */
export type Placed = Omit<OrderRow, 'number' | 'isInPits' | 'toServe' | 'addedS'>;

export function runningOrder(needs: OrderNeeds): readonly Placed[] {
  const entrants = entrantsOf(needs);
  const isDisqualified = ({ standing }: Entrant): boolean => needs.isDisqualified(standing.driver.guid);
  const isRace = needs.session.facts.kind === 'race';
  const ordered = (some: readonly Entrant[]): readonly Placed[] => (isRace ? inRace(some, needs) : byBestLap(some));
  return [
    ...ordered(entrants.filter((each) => !isDisqualified(each))),
    ...ordered(entrants.filter(isDisqualified)).map(withoutPlace),
  ];
}

const withoutPlace = (row: Placed): Placed => ({ ...row, isDisqualified: true, gap: undefined, interval: undefined });

interface Entrant {
  readonly standing: Standing;
  readonly present: PresentDriver | undefined;
}

/** Each person once: in the car they are in now, otherwise in the car they did better in. */
function entrantsOf({ session, drivers }: OrderNeeds): readonly Entrant[] {
  const presentIn = ({ driver }: Standing): PresentDriver | undefined => {
    const present = drivers.get(driver.carId);
    return present && standingKey(present) === standingKey(driver) ? present : undefined;
  };
  const all = [...provisionalOrder(session), ...session.standings.values()].map((standing) => ({
    standing,
    present: presentIn(standing),
  }));
  const personOf = ({ standing: { driver } }: Entrant): string =>
    driver.guid.startsWith('car:') ? standingKey(driver) : driver.guid;
  const chosen = new Map<string, Entrant>();
  for (const entrant of all) {
    const known = chosen.get(personOf(entrant));
    if (!known || (entrant.present && !known.present)) chosen.set(personOf(entrant), entrant);
  }
  // Drivers who came and went without completing a lap were not part of it.
  return [...chosen.values()].filter(({ standing, present }) => present || lapCount(standing) > 0);
}

const placed = ({ standing, present }: Entrant): Placed => ({
  carId: standing.driver.carId,
  guid: standing.driver.guid,
  name: standing.driver.name,
  model: present?.model ?? '',
  laps: lapCount(standing),
  lastLapMs: standing.laps.at(-1)?.lapMs,
  bestLapMs: standing.bestLapMs,
  isLoading: present && !present.loaded ? true : undefined,
});

function byBestLap(entrants: readonly Entrant[]): readonly Placed[] {
  const bestOf = ({ standing }: Entrant): number => standing.bestLapMs ?? Number.POSITIVE_INFINITY;
  const timed = entrants.filter(({ standing }) => standing.bestLapMs !== undefined);
  const rest = entrants.filter(({ standing }) => standing.bestLapMs === undefined);
  const order = [...timed.toSorted((a, b) => bestOf(a) - bestOf(b)), ...rest];
  const behind = (entrant: Entrant, ahead: Entrant | undefined): Gap | undefined =>
    ahead && Number.isFinite(bestOf(entrant)) ? { laps: 0, ms: bestOf(entrant) - bestOf(ahead) } : undefined;
  return order.map((entrant, index) => ({
    ...placed(entrant),
    gap: index === 0 ? undefined : behind(entrant, order[0]),
    interval: behind(entrant, order[index - 1]),
  }));
}

interface Runner extends Entrant {
  readonly isFinished: boolean;
  readonly isOut: boolean;
  readonly marks: number;
  /** When it reached its last mark; undefined if its positions are not known. */
  readonly at: number | undefined;
}

function inRace(entrants: readonly Entrant[], { session, seen, marks, now }: OrderNeeds): readonly Placed[] {
  const distance = session.facts.laps;
  const runners = entrants.map((entrant): Runner => {
    const laps = lapCount(entrant.standing);
    const isFinished = entrant.standing.finished || (distance > 0 && laps >= distance);
    const progress = entrant.present || isFinished ? seen.progressOf(entrant.standing.driver.carId) : undefined;
    // Cars not seen yet are placed behind those standing on the grid.
    const told = laps === 0 ? -marks : laps * marks;
    return {
      ...entrant,
      isFinished,
      isOut: !entrant.present && !isFinished,
      marks: isFinished ? told : (progress?.marks ?? told),
      at: progress?.at,
    };
  });
  const order = runners.toSorted((a, b) => Number(a.isOut) - Number(b.isOut) || b.marks - a.marks || earlier(a, b));
  const behind = (runner: Runner, ahead: Runner | undefined): Gap | undefined => {
    if (!ahead || runner.isOut) return undefined;
    const onTrack = bothSeen(ahead, runner) && seen.isUnderWay;
    if (onTrack) return seen.between(ahead.standing.driver.carId, runner.standing.driver.carId, now);
    return atTheLine(ahead.standing, runner.standing);
  };
  return order.map((runner, index) => ({
    ...placed(runner),
    isFinished: runner.isFinished ? true : undefined,
    isOut: runner.isOut ? true : undefined,
    gap: index === 0 ? undefined : behind(runner, order[0]),
    interval: behind(runner, order[index - 1]),
  }));
}

const bothSeen = (one: Runner, other: Runner): boolean => one.at !== undefined && other.at !== undefined;

/** At the same mark, whoever was there first; at the flag, by the server's own times. */
function earlier(a: Runner, b: Runner): number {
  const isByTime = a.isFinished || b.isFinished || !bothSeen(a, b);
  return isByTime ? totalMs(a.standing) - totalMs(b.standing) : (a.at ?? 0) - (b.at ?? 0);
}

/** Without positions: the gap when the car behind last crossed the line. */
function atTheLine(ahead: Standing, behind: Standing): Gap | undefined {
  const [lapsAhead, lapsBehind] = [lapCount(ahead), lapCount(behind)];
  if (lapsBehind === 0 || lapsAhead < lapsBehind) return undefined;
  if (ahead.laps.length < lapsAhead || behind.laps.length < lapsBehind) return { laps: lapsAhead - lapsBehind };
  const reachedAt = totalMs(behind);
  const until = (laps: number): number =>
    totalMs(ahead) - ahead.laps.slice(laps).reduce((sum, lap) => sum + lap.lapMs, 0);
  let laps = lapsBehind;
  while (laps < lapsAhead && until(laps + 1) <= reachedAt) laps += 1;
  return { laps: laps - lapsBehind, ms: Math.max(0, reachedAt - until(laps)) };
}
