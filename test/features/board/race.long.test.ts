import { beforeAll, describe, expect, test } from 'vitest';
import { driverOf, SimulatedRace } from '../../../bench/board/race.ts';
import type { BoardState } from '../../../src/features/board/board.ts';
import { openBoard } from '../../../src/features/board/open.ts';
import { FakeClock } from '../../fakes/clock.ts';

interface Shown {
  readonly at: number;
  readonly state: BoardState;
}

function raceOf(cars: number, laps: number, chat = 0) {
  const clock = new FakeClock();
  const race = new SimulatedRace({ clock, cars, laps, seed: 7, chat });
  const board = openBoard(race.live, race.features);
  const shown: Shown[] = [];
  board.watch((state) => shown.push({ at: clock.monotonic(), state }));
  return { clock, race, board, shown };
}

describe('a race of 24 cars over 40 laps', () => {
  const { clock, race, board, shown } = raceOf(24, 40, 2);
  beforeAll(() => {
    while (!race.isOver && clock.monotonic() < 2 * 3_600_000) race.step();
  }, 60_000);

  test('is over after about 75 minutes', () => {
    expect(clock.monotonic() / 60_000).toBeGreaterThan(65);
    expect(clock.monotonic() / 60_000).toBeLessThan(85);
  });

  test('edits the board at most 900 times, at least 5 s apart', () => {
    const waits = shown.slice(1).map(({ at }, index) => at - (shown[index]?.at ?? 0));
    expect(shown.length).toBeLessThanOrEqual(900);
    // Gaps change all the time: fewer than one edit in 15 s would mean that the board has stopped.
    expect(shown.length).toBeGreaterThan(clock.monotonic() / 15_000 - 5);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(5000);
  });

  test('ends with every car finished, in order of laps', () => {
    const rows = board.actions.order().rows;
    expect(rows.every(({ isFinished }) => isFinished)).toBe(true);
    const finished = rows.map(({ laps }) => laps);
    expect(finished).toEqual(finished.toSorted((a, b) => b - a));
    expect(rows[0]?.laps).toBe(40);
  });

  test('shows pit stops, penalties, incidents, and the gaps of lapped cars', () => {
    const rows = shown.flatMap(({ state }) => state.rows);
    expect(rows.some(({ isInPits }) => isInPits)).toBe(true);
    expect(rows.some(({ toServe }) => toServe.length > 0)).toBe(true);
    expect(shown.some(({ state }) => state.openIncidents > 0)).toBe(true);
    const lapped = rows.filter(({ gap }) => (gap?.laps ?? 0) > 0);
    expect(lapped.length).toBeGreaterThan(10);
    expect(lapped.filter(({ gap }) => gap?.ms === undefined)).toEqual([]);
  });

  test('never shows a smaller gap further down the order', () => {
    for (const { state } of shown) {
      const behind = state.rows.flatMap(({ gap }) => (gap ? [gap.laps * 1e9 + (gap.ms ?? 0)] : []));
      // Two cars may be measured a moment apart, two marks (half a second) from each other.
      const shrinks = behind.slice(1).filter((gap, index) => gap < (behind[index] ?? 0) - 1500);
      expect(shrinks).toEqual([]);
    }
  });
});

test('before the start the board shows the grid in order, without gaps, and the start time', () => {
  const { race, shown, clock } = raceOf(10, 5);
  for (let step = 0; step < 20; step += 1) race.step();
  const { session, rows } = shown.at(-1)?.state ?? {};
  expect(session).toMatchObject({ startsAt: clock.now() + 20_000 - 20 * 245, lap: undefined });
  expect(rows?.map(({ carId, gap }) => [carId, gap])).toEqual(
    Array.from({ length: 10 }, (_, carId) => [carId, undefined]),
  );
});

describe('a change', () => {
  test('is shown at once after an event if nothing has changed for a while', () => {
    const { race, shown, clock } = raceOf(2, 5);
    // Nobody drives before the start.
    clock.advance(15_000);
    const before = shown.length;
    race.tell({ type: 'driverLeft', driver: driverOf(1) });
    clock.advance(100);
    expect(shown.length).toBe(before + 1);
    expect(shown.at(-1)?.state.rows.map(({ carId }) => carId)).toEqual([0]);
  });

  test('of the server state is shown too: silent, then heard again', () => {
    const { race, shown, clock } = raceOf(2, 5);
    const states = [];
    for (const type of ['serverSilent', 'serverHeard'] as const) {
      race.tell(type === 'serverSilent' ? { type, silentMs: 5000 } : { type });
      clock.advance(6000);
      states.push(shown.at(-1)?.state.state);
    }
    expect(states).toEqual(['deaf', 'running']);
  });
});

test('a new session starts without the laps and gaps of the one before', () => {
  const { race, board } = raceOf(5, 5);
  for (let step = 0; step < 800; step += 1) race.step();
  expect(board.actions.order().rows[1]?.gap?.ms).toBeGreaterThan(0);
  const facts = race.live.state().session?.facts;
  if (!facts) throw new Error('no session runs');
  race.tell({ type: 'sessionStarted', facts: { ...facts, kind: 'qualify', name: 'Qualify' }, again: false });
  expect(board.actions.order().rows.map(({ gap, laps }) => [gap, laps])).toEqual(
    Array.from({ length: 5 }, () => [undefined, 0]),
  );
});
