/** A session that begins with many cars in it. */
import { expect, it } from 'vitest';
import type { LoadTable, SentLoad } from '../../../src/features/handicaps/table.ts';
import { Handicaps } from '../../../src/features/handicaps/watch.ts';
import type { Listener } from '../../../src/race/bus.ts';
import { emptyState, fold, type RaceState } from '../../../src/race/state.ts';
import { eventually } from '../../eventually.ts';

const CARS = 5;
const nothing = { ballastKg: 0, restrictorPercent: 0 };
const stamp = { at: 0, server: 'main', run: 1, session: 1 };
const everybody = Array.from({ length: CARS }, (_, carId) => ({ carId, guid: `7656119800000000${carId}`, name: '' }));
const state: RaceState = everybody.reduce<RaceState>(
  (before, driver) => fold(before, { ...stamp, type: 'driverJoined', driver, model: '', skin: '' }),
  { ...emptyState(1), heard: true },
);

function table(): LoadTable {
  const sent = new Map<number, SentLoad>();
  return {
    manual: () => ({}),
    manuals: () => () => ({}),
    setManual: () => {},
    sent: (_, carId) => sent.get(carId),
    setSent: (_, carId, what) => sent.set(carId, what),
    carsToldOf: () => [...sent.keys()],
  };
}

it('a session start reads penalty loads once, and sends each car its load in a separate turn', async () => {
  let begin: Listener = () => {};
  let [readForAll, round] = [0, 0];
  const toldIn: number[] = [];
  const carries = { ballastKg: 10, restrictorPercent: 0 };
  const handicaps = new Handicaps({
    bus: {
      live(listener) {
        begin = listener;
        return () => {};
      },
    },
    log: { error: (fields) => expect.unreachable(JSON.stringify(fields)) },
    clock: { isTurnSpent: () => true },
    state: () => state,
    table: table(),
    tellsEmptyCars: true,
    bases: () => () => nothing,
    limits: () => ({ ballastKg: 200, restrictorPercent: 100 }),
    penalties: {
      of: () => carries,
      all: () => {
        readForAll += 1;
        return () => carries;
      },
    },
    async tell(kind) {
      if (kind === 'ballastKg') toldIn.push(round);
      return undefined;
    },
  });
  const count = (): void => {
    round += 1;
    if (toldIn.length < CARS) setImmediate(count);
  };
  setImmediate(count);
  const facts = { index: 0, kind: 'race', name: 'Race', minutes: 0, laps: 5, track: 'imola', layout: '' } as const;
  begin({ ...stamp, type: 'sessionStarted', facts, again: false } as never, state);
  expect(readForAll).toBe(1);
  await eventually('all are told', () => toldIn.length === CARS);
  expect(new Set(toldIn).size).toBe(CARS);
  handicaps.close();
});
