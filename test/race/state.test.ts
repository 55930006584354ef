import { describe, expect, test } from 'vitest';
import type { EventOf, RaceEvent, SessionFacts } from '../../src/events/events.ts';
import { emptyState, fold, type RaceState, stayIn } from '../../src/race/state.ts';

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
  test('contain the reports between cars, not those with walls', () => {
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

  test('belong to their session, even after its end', () => {
    const state = folded(started(1), contact(0, 3, 4), started(2), contact(500, 4, 3));
    expect(state.session?.recentContacts).toEqual([]);
    expect(state.previous?.recentContacts).toMatchObject([{ reports: [{ at: 0 }, { at: 500 }] }]);
  });
});

test('each stay in a car is a new one, even with the same GUID or if the end of the last was missed', () => {
  const joined: RaceEvent = { ...stamp, at: 0, type: 'driverJoined', driver: driver(3), model: 'abarth500', skin: '' };
  const left: RaceEvent = { ...stamp, at: 0, type: 'driverLeft', driver: driver(3) };
  let state = emptyState(1);
  const stays = [joined, left, joined, joined, { ...joined, run: 2 }].map((event) => {
    state = fold(state, event);
    return stayIn(state, 3);
  });
  const { guid } = driver(3);
  expect(stays).toEqual([
    { run: 1, carId: 3, guid, connection: 1 },
    undefined,
    { run: 1, carId: 3, guid, connection: 2 },
    { run: 1, carId: 3, guid, connection: 3 },
    { run: 2, carId: 3, guid, connection: 1 },
  ]);
});
