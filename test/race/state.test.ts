import { describe, expect, test } from 'vitest';
import type { EventOf, RaceEvent, SessionFacts } from '../../src/events/events.ts';
import { emptyState, fold, type RaceState } from '../../src/race/state.ts';

const stamp = { server: 'gt3', run: 1, session: 1 };
const facts: SessionFacts = {
  index: 0,
  kind: 'race',
  name: 'Race',
  minutes: 0,
  laps: 5,
  track: 'magione',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 18,
  roadC: 24,
  weather: '3_clear',
};
const started = (session: number): RaceEvent => ({
  ...stamp,
  session,
  at: 0,
  type: 'sessionStarted',
  facts,
  again: false,
});

const driver = (carId: number) => ({ carId, guid: `7656119790000000${carId}`, name: `Driver ${carId}` });
const contact = (at: number, carId: number, otherCarId?: number, session = 1): EventOf<'contact'> => ({
  ...stamp,
  session,
  at,
  type: 'contact',
  driver: driver(carId),
  ...(otherCarId === undefined ? { against: 'wall' } : { against: 'car', other: driver(otherCarId) }),
  speedKmh: 40,
  position: [1, 2, 3],
  relativePosition: [0, 0, 0],
});

const folded = (...events: RaceEvent[]): RaceState => events.reduce(fold, emptyState(1));

describe('recent contacts', () => {
  test('are the reports of cars about cars', () => {
    const { session } = folded(started(1), contact(0, 3, 4), contact(1000, 4, 3), contact(1500, 4));
    expect(session?.contacts).toBe(3);
    expect(session?.recentContacts).toMatchObject([
      {
        number: 1,
        reports: [
          { driver: { carId: 3 }, other: { carId: 4 }, at: 0, speedKmh: 40, position: [1, 2, 3] },
          { driver: { carId: 4 }, other: { carId: 3 }, at: 1000, speedKmh: 40, position: [1, 2, 3] },
        ],
      },
    ]);
  });

  test('are forgotten after nine seconds without another report', () => {
    const { session } = folded(started(1), contact(0, 3, 4), contact(1, 5, 6), contact(9001, 5));
    expect(session?.contacts).toBe(3);
    expect(session?.recentContacts.map(({ number }) => number)).toEqual([2]);
  });

  test('belong to their session, also when it is over', () => {
    const state = folded(started(1), contact(0, 3, 4), started(2), contact(500, 4, 3));
    expect(state.session?.recentContacts).toEqual([]);
    expect(state.previous?.recentContacts).toMatchObject([{ reports: [{ at: 0 }, { at: 500 }] }]);
  });
});
