import { describe, expect, it } from 'vitest';
import type { Driver } from '../../../src/events/driver.ts';
import type { SessionFacts } from '../../../src/events/session.ts';
import { runningOrder, type Seen } from '../../../src/features/board/order.ts';
import { type Lap, type PresentDriver, type Standing, standingKey } from '../../../src/race/state.ts';

const facts = (more: Partial<SessionFacts> = {}): SessionFacts => ({
  index: 0,
  kind: 'race',
  name: 'Race',
  minutes: 0,
  laps: 12,
  track: 'spa',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 18,
  roadC: 24,
  weather: 'clear',
  ...more,
});

const driver = (carId: number, guid = `7656119800000000${carId}`): Driver => ({ carId, guid, name: `Driver ${carId}` });

const laps = (...ms: number[]): Lap[] => ms.map((lapMs) => ({ lapMs, cuts: 0, at: 0 }));

const standing = (who: Driver, more: Partial<Standing> = {}): Standing => ({
  driver: who,
  laps: [],
  finished: false,
  ...more,
});

const UNSEEN: Seen = { isUnderWay: false, progressOf: () => undefined, between: () => undefined };

interface World {
  readonly standings: readonly Standing[];
  readonly away?: readonly number[];
  readonly seen?: Seen;
  readonly session?: Partial<SessionFacts>;
  readonly disqualified?: readonly number[];
}

function orderOf({ standings, away = [], seen = UNSEEN, session, disqualified = [] }: World) {
  const present = standings.filter(({ driver: { carId } }) => !away.includes(carId));
  const drivers = new Map(
    present.map(({ driver: who }): [number, PresentDriver] => [
      who.carId,
      { ...who, model: 'bmw_z4_gt3', skin: '', joinedAt: 0, loaded: true },
    ]),
  );
  const known = new Map(standings.map((each) => [standingKey(each.driver), each]));
  const isDisqualified = (guid: string): boolean => disqualified.some((carId) => driver(carId).guid === guid);
  return runningOrder({
    session: { standings: known, facts: facts(session) },
    drivers,
    seen,
    isDisqualified,
    marks: 200,
    now: 0,
  });
}

/** Each car's marks in the race, as its positions give them. */
const seenAt = (marks: Readonly<Record<number, number>>, at: Readonly<Record<number, number>> = {}): Seen => ({
  isUnderWay: true,
  progressOf: (carId) => (marks[carId] === undefined ? undefined : { marks: marks[carId] ?? 0, at: at[carId] ?? 0 }),
  between: (ahead, behind) => ({ laps: 0, ms: ((marks[ahead] ?? 0) - (marks[behind] ?? 0)) * 100 }),
});

describe('a race', () => {
  it('is ordered by the positions of the cars on track', () => {
    const standings = [1, 2, 3].map((carId) => standing(driver(carId)));
    const rows = orderOf({ standings, seen: seenAt({ 1: 100, 2: 140, 3: 120 }) });
    expect(rows.map(({ carId, gap, interval }) => [carId, gap?.ms, interval?.ms])).toEqual([
      [2, undefined, undefined],
      [3, 2000, 2000],
      [1, 4000, 2000],
    ]);
  });

  it('puts the car that reached a place first ahead of another at the same place', () => {
    const standings = [1, 2].map((carId) => standing(driver(carId)));
    const rows = orderOf({ standings, seen: seenAt({ 1: 100, 2: 100 }, { 1: 30_000, 2: 29_000 }) });
    expect(rows.map(({ carId }) => carId)).toEqual([2, 1]);
  });

  it('is ordered by laps and times if there are no positions, with gaps taken at the line', () => {
    const standings = [
      standing(driver(1), { laps: laps(100_000, 101_000), raced: { laps: 2, totalMs: 201_000 } }),
      standing(driver(2), { laps: laps(99_000, 100_500), raced: { laps: 2, totalMs: 199_500 } }),
      // Completed its lap when the leader had completed one and driven 30 s more.
      standing(driver(3), { laps: laps(129_000), raced: { laps: 1, totalMs: 129_000 } }),
      // And a lapped car: 205 s for one lap, when the leader had completed two.
      standing(driver(4), { laps: laps(205_000), raced: { laps: 1, totalMs: 205_000 } }),
    ];
    expect(orderOf({ standings }).map(({ carId, gap }) => [carId, gap])).toEqual([
      [2, undefined],
      [1, { laps: 0, ms: 1500 }],
      [3, { laps: 0, ms: 30_000 }],
      [4, { laps: 1, ms: 5500 }],
    ]);
  });

  it('puts disqualified drivers last, and counts no gap to them or from them', () => {
    const standings = [1, 2, 3].map((carId) => standing(driver(carId)));
    const rows = orderOf({ standings, seen: seenAt({ 1: 100, 2: 140, 3: 120 }), disqualified: [2] });
    expect(rows.map(({ carId, gap, isDisqualified }) => [carId, gap?.ms, isDisqualified])).toEqual([
      [3, undefined, undefined],
      [1, 2000, undefined],
      [2, undefined, true],
    ]);
  });

  it('gives the gap in laps only if some laps were missed', () => {
    const standings = [
      standing(driver(1), { laps: laps(100_000), raced: { laps: 3, totalMs: 300_000 } }),
      standing(driver(2), { laps: laps(100_000, 100_000) }),
    ];
    expect(orderOf({ standings })[1]?.gap).toEqual({ laps: 1 });
  });

  it('orders finished cars by their times, even after they have left', () => {
    const standings = [
      standing(driver(1), { laps: laps(100_000), finished: true, raced: { laps: 12, totalMs: 1_201_000 } }),
      standing(driver(2), { laps: laps(100_000), finished: true, raced: { laps: 12, totalMs: 1_200_000 } }),
    ];
    const rows = orderOf({ standings, away: [2], seen: seenAt({ 1: 2400, 2: 2400 }) });
    expect(rows.map(({ carId, isFinished, isOut }) => [carId, isFinished, isOut])).toEqual([
      [2, true, undefined],
      [1, true, undefined],
    ]);
  });

  it('puts drivers who left last, and omits those who left without a lap', () => {
    const standings = [standing(driver(1), { laps: laps(90_000) }), standing(driver(2)), standing(driver(3))];
    const rows = orderOf({ standings, away: [1, 3], seen: seenAt({ 2: 50 }) });
    expect(rows.map(({ carId, isOut, gap }) => [carId, isOut, gap])).toEqual([
      [2, undefined, undefined],
      [1, true, undefined],
    ]);
  });

  it('shows a driver who changed cars once, in the current car', () => {
    const guid = '76561198000000009';
    const standings = [
      standing(driver(1, guid), { laps: laps(90_000, 90_000) }),
      standing(driver(2, guid), { laps: laps(95_000) }),
    ];
    expect(orderOf({ standings, away: [1] }).map(({ carId }) => carId)).toEqual([2]);
  });
});

describe('qualifying and practice', () => {
  it('are ordered by best lap, with drivers without one last', () => {
    const standings = [
      standing(driver(1), { bestLapMs: 101_000, laps: laps(101_000) }),
      standing(driver(2)),
      standing(driver(3), { bestLapMs: 100_500, laps: laps(100_500) }),
    ];
    const rows = orderOf({ standings, session: { kind: 'qualify' } });
    expect(rows.map(({ carId, gap }) => [carId, gap?.ms])).toEqual([
      [3, undefined],
      [1, 500],
      [2, undefined],
    ]);
  });
});
