/** A day's race: 60 cars, 960 laps each, as events and as the state after them. */
import type { Driver, EventOf, RaceEvent, SessionFacts } from '../../src/events/events.ts';
import { emptyState, fold, type RaceState } from '../../src/race/state.ts';

export const CARS = 60;
export const LAPS = 960;

const BEGAN = Date.UTC(2026, 10, 21, 15);

const FACTS: SessionFacts = {
  index: 0,
  kind: 'race',
  name: 'Race',
  minutes: 1440,
  laps: 0,
  track: 'ks_nurburgring',
  layout: 'layout_gp_a',
  serverName: 'A day',
  ambientC: 18,
  roadC: 24,
  weather: '3_clear',
  zeroAt: BEGAN,
};

const driverIn = (carId: number): Driver => ({ carId, guid: `765611979000000${10 + carId}`, name: `Driver ${carId}` });

const stamp = (at: number) => ({ at, server: 'main', run: 1, session: 1, sessionMs: at - BEGAN });

export const opening = (): readonly RaceEvent[] => [
  { ...stamp(BEGAN), type: 'sessionStarted', facts: FACTS, again: false },
  ...Array.from(
    { length: CARS },
    (_, carId): RaceEvent => ({
      ...stamp(BEGAN),
      type: 'driverJoined',
      driver: driverIn(carId),
      model: 'x',
      skin: 'y',
    }),
  ),
];

export const lapOf = (carId: number, lap: number): EventOf<'lapCompleted'> => ({
  ...stamp(BEGAN + lap * 90_000 + carId * 500),
  type: 'lapCompleted',
  driver: driverIn(carId),
  lap,
  lapMs: 90_000 + ((carId * 37 + lap) % 4000),
  cuts: lap % 3 === 0 ? 1 : 0,
  board: [],
});

export const endOf = (state: RaceState): EventOf<'sessionEnded'> => ({
  ...stamp(BEGAN + 86_400_000),
  run: state.run,
  type: 'sessionEnded',
});

export const begun = (): RaceState => opening().reduce(fold, emptyState(1));
