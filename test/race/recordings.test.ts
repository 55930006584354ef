import { describe, expect, test } from 'vitest';
import type { EventOf } from '../../src/events/events.ts';
import type { Session } from '../../src/race/state.ts';
import { feedInDirectory } from '../fakes/feed.ts';
import { recordedResults, recording } from '../fakes/recordings.ts';

const NO_LAP_MS = 999_999_999;

/** The sessions of a recording as they are at END_SESSION, each with its reported contacts. */
function sessionsOf(name: string) {
  const { feed, bus, remove } = feedInDirectory();
  const ended: { session: Session; contacts: EventOf<'contact'>[] }[] = [];
  let contacts: EventOf<'contact'>[] = [];
  bus.live((event, state) => {
    if (event.type === 'sessionStarted') contacts = [];
    if (event.type === 'contact') contacts.push(event);
    if (event.type === 'sessionEnded' && event.resultsFile && state.session)
      ended.push({ session: state.session, contacts });
  });
  let last = 0;
  for (const { tMs, packet } of recording(name)) {
    feed.clock.advance(tMs - last);
    last = tMs;
    feed.packets([packet]);
  }
  expect(feed.faults).toEqual([]);
  remove();
  return ended;
}

/**
 * Drivers connected at some time during the session that ended with this file, by the packets alone. The file also
 * lists reserved slots whose driver never came.
 */
function participants(name: string, file: string): Set<string> {
  const present = new Set<string>();
  let took = new Set<string>();
  for (const { packet } of recording(name)) {
    if (packet.type === 'newSession') took = new Set(present);
    if (packet.type === 'connectionClosed') present.delete(`${packet.carId} ${packet.driverGuid}`);
    if (packet.type === 'newConnection') {
      present.add(`${packet.carId} ${packet.driverGuid}`);
      took.add(`${packet.carId} ${packet.driverGuid}`);
    }
    if (packet.type === 'endSession' && packet.filename === file) return took;
  }
  throw new Error(`${name} has no ${file}`);
}

const inOrder = (rows: readonly string[]): string[] => [...rows].sort();

describe.each([
  { name: 'red-bull-ring', files: ['2019_2_15_22_3_QUALIFY', '2019_2_15_22_10_RACE'] },
  { name: 'nurburgring_sprint_b', files: ['2019_3_2_21_21_QUALIFY', '2019_3_2_21_36_RACE'] },
  { name: 'suzuka_east', files: ['2019_3_2_22_15_QUALIFY', '2019_3_2_22_28_RACE'] },
])('the recorded event $name', ({ name, files }) => {
  const sessions = sessionsOf(name);

  test('ends its sessions with their results files', () => {
    expect(sessions.map(({ session }) => session.resultsFile)).toEqual(files.map((file) => `results/${file}.json`));
  });

  test('contains every lap of every driver', () => {
    for (const { session } of sessions) {
      const results = recordedResults(session.resultsFile ?? '');
      const laps = [...session.standings.values()].flatMap(({ driver, laps }) =>
        laps.map(({ lapMs, cuts }) => `${driver.carId} ${driver.guid} ${lapMs} ${cuts}`),
      );
      expect(inOrder(laps)).toEqual(
        inOrder(results.Laps.map((lap) => `${lap.CarId} ${lap.DriverGuid} ${lap.LapTime} ${lap.Cuts}`)),
      );
    }
  });

  test('contains the best lap of every driver who joined or drove', () => {
    for (const { session } of sessions) {
      const file = session.resultsFile ?? '';
      const took = participants(name, file);
      const expected = recordedResults(file)
        .Result.map(({ CarId, DriverGuid, BestLap }) => [`${CarId} ${DriverGuid}`, BestLap] as const)
        .filter(([who]) => took.has(who));
      const found = new Map(
        [...session.standings.values()].map(({ driver, bestLapMs = NO_LAP_MS }) => [
          `${driver.carId} ${driver.guid}`,
          bestLapMs,
        ]),
      );
      expect(expected.length).toBeGreaterThan(0);
      for (const [who, ms] of expected) expect([who, found.get(who)]).toEqual([who, ms]);
      // For a slot that changed hands, the file keeps only the last driver. Nobody else who took part has a lap in it.
      const others = [...found].filter(([who]) => !expected.some(([each]) => each === who));
      expect(others.map(([, ms]) => ms).filter((ms) => ms !== NO_LAP_MS)).toEqual([]);
    }
  });

  test('contains every contact report of the results file', () => {
    for (const { session, contacts } of sessions) {
      const { Events } = recordedResults(session.resultsFile ?? '');
      const expected = (Events ?? []).map(
        (event) =>
          `${event.CarId} ${event.Driver.Guid} ${event.Type === 'COLLISION_WITH_CAR' ? event.OtherDriver.Guid : 'wall'} ${Math.fround(event.ImpactSpeed)}`,
      );
      const found = contacts.map(
        ({ driver, other, speedKmh }) =>
          `${driver.carId} ${driver.guid} ${other?.guid ?? 'wall'} ${Math.fround(speedKmh)}`,
      );
      expect(inOrder(found)).toEqual(inOrder(expected));
    }
  });
});
