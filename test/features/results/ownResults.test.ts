import { expect, it } from 'vitest';
import type { RaceEvent, SessionFacts } from '../../../src/events/events.ts';
import { classified } from '../../../src/features/results/classification.ts';
import { ownSummary, withOwnLaps } from '../../../src/features/results/ownResults.ts';
import { provisionalOrder } from '../../../src/race/standings.ts';
import { emptyState, fold, type Session } from '../../../src/race/state.ts';

const stamp = { at: 0, server: 'main', run: 1, session: 1 };
const facts: SessionFacts = {
  index: 0,
  kind: 'race',
  name: 'Race',
  minutes: 0,
  laps: 5,
  track: 'imola',
  layout: '',
  serverName: '',
  ambientC: 18,
  roadC: 24,
  weather: '',
};
const elena = { carId: 3, guid: '76561197900000001', name: 'Elena' };
const bea = { carId: 4, guid: '76561197900000002', name: 'Bea' };
type Who = typeof elena;

const joined = (driver: Who): RaceEvent => ({ ...stamp, type: 'driverJoined', driver, model: '', skin: '' });
const lap = (driver: Who, lapMs: number, board: readonly (readonly [Who, number, number])[] = []): RaceEvent => ({
  ...stamp,
  type: 'lapCompleted',
  driver,
  lapMs,
  cuts: 0,
  lap: 1,
  board: board.map(([{ carId }, timeMs, laps]) => ({ carId, timeMs, laps, finished: false })),
});

function sessionAfter(changes: Partial<SessionFacts>, ...events: RaceEvent[]): Session {
  const began: RaceEvent = { ...stamp, type: 'sessionStarted', facts: { ...facts, ...changes }, again: false };
  const { session } = [began, ...events].reduce(fold, emptyState(1));
  if (!session) throw new Error('a session was begun');
  return session;
}
const ownResults = (session: Session) =>
  withOwnLaps(ownSummary(session), new Map([...session.standings].map(([key, { laps }]) => [key, laps])));
const rowsOf = (session: Session) =>
  classified(ownResults(session), []).rows.map(({ name, position, laps, timeMs }) => [name, position, laps, timeMs]);

it("takes the race time from the server's leaderboard, which includes laps Pitwall missed", () => {
  const session = sessionAfter(
    {},
    joined(elena),
    joined(bea),
    lap(bea, 60_000, [[bea, 125_000, 2]]),
    lap(elena, 59_000, [
      [elena, 121_500, 2],
      [bea, 125_000, 2],
    ]),
    lap(elena, 62_000),
  );
  expect(rowsOf(session)).toEqual([
    ['Elena', 1, 2, 121_500],
    ['Bea', 2, 2, 125_000],
  ]);
  expect(provisionalOrder(session).map(({ driver }) => driver.name)).toEqual(['Elena', 'Bea']);
});

it('adds a lap that is on no leaderboard yet', () => {
  const session = sessionAfter({}, joined(elena), lap(elena, 65_000, [[elena, 66_000, 1]]), lap(elena, 60_000));
  expect(rowsOf(session)).toEqual([['Elena', 1, 2, 126_000]]);
});

it("gives the leaderboard time of a car to its current driver, and keeps the former driver's", () => {
  const gil = { ...elena, guid: '76561197900000009', name: 'Gil' };
  const session = sessionAfter(
    {},
    joined(elena),
    lap(elena, 65_000, [[elena, 66_000, 1]]),
    joined(gil),
    lap(gil, 70_000, [[gil, 70_500, 1]]),
  );
  expect(rowsOf(session)).toEqual([
    ['Elena', 1, 1, 66_000],
    ['Gil', 2, 1, 70_500],
  ]);
});

it('tells apart two drivers without a GUID who share a car', () => {
  const gil = { carId: 3, guid: 'car:3', name: 'Gil' };
  const hal = { carId: 3, guid: 'car:3', name: 'Hal' };
  const session = sessionAfter({}, joined(gil), lap(gil, 60_000), lap(gil, 60_000), joined(hal), lap(hal, 61_000));
  expect(rowsOf(session)).toEqual([
    ['Gil', 1, 2, 120_000],
    ['Hal', 2, 1, 61_000],
  ]);
});

it('ranks a driver with two cars by the better one', () => {
  const again = { ...elena, carId: 7 };
  const session = sessionAfter({ kind: 'qualify' }, lap(elena, 61_000), lap(bea, 60_500), lap(again, 60_000));
  expect(rowsOf(session)).toEqual([
    ['Elena', 1, 1, 60_000],
    ['Bea', 2, 1, 60_500],
  ]);
  expect(provisionalOrder(session).map(({ driver }) => driver.carId)).toEqual([7, 4]);
});
