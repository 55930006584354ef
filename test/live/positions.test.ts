import { beforeEach, expect, test } from 'vitest';
import type { PacketOf } from '../../src/acserver/udp/packets.ts';
import { FollowedPositions } from '../../src/live/positions.ts';
import { FakeClock } from '../fakes/clock.ts';

const position = (carId: number): PacketOf<'carUpdate'> => ({
  type: 'carUpdate',
  carId,
  pos: [0, 0, 0],
  velocity: [0, 0, 0],
  gear: 1,
  rpm: 900,
  normalizedSplinePos: 0,
});

let clock: FakeClock;
let faults: unknown[];
let positions: FollowedPositions;
let heard: [who: string, carId: number, at: number][];

beforeEach(() => {
  clock = new FakeClock();
  [faults, heard] = [[], []];
  positions = new FollowedPositions(clock, (error) => faults.push(error));
});

const follow = (who: string) => positions.listen(({ carId }, { monotonic }) => heard.push([who, carId, monotonic]));

function come(...carIds: number[]): void {
  for (const carId of carIds) positions.add(position(carId), { now: clock.now(), monotonic: clock.monotonic() });
}

test('positions are delivered together within a second, with their arrival times', () => {
  follow('a');
  follow('b');
  come(1);
  clock.advance(400);
  come(2);
  clock.advance(599);
  expect(heard).toEqual([]);
  clock.advance(1);
  expect(heard).toEqual([
    ['a', 1, 0],
    ['a', 2, 400],
    ['b', 1, 0],
    ['b', 2, 400],
  ]);
  clock.advance(5000);
  expect(heard).toHaveLength(4);
});

test('positions are delivered at once on request, and only once', () => {
  follow('a');
  come(1, 2);
  positions.tell();
  expect(heard.map(([, carId]) => carId)).toEqual([1, 2]);
  come(3);
  clock.advance(1000);
  expect(heard.map(([, carId]) => carId)).toEqual([1, 2, 3]);
});

test('each position is delivered with all its values unchanged', () => {
  const seen: unknown[] = [];
  positions.listen((packet, { now }) => seen.push([structuredClone(packet), now]));
  const one = {
    type: 'carUpdate' as const,
    carId: 255,
    pos: [1.5, -2.25, 1e6] as const,
    velocity: [-0.5, 0, 88.75] as const,
    gear: 7,
    rpm: 65_535,
    normalizedSplinePos: 0.125,
  };
  const now = Date.UTC(2026, 10, 22, 3, 0, 0, 7);
  positions.add(one, { now, monotonic: 0.25 });
  positions.add(position(3), { now: now + 1, monotonic: 1.25 });
  positions.tell();
  expect(seen).toEqual([
    [one, now],
    [position(3), now + 1],
  ]);
});

test('a listener that requests delivery while receiving causes no duplicates', () => {
  positions.listen(() => positions.tell());
  follow('b');
  come(1, 2);
  positions.tell();
  expect(heard.map(([, carId]) => carId)).toEqual([1, 2]);
});

test('at most eight hundred positions wait', () => {
  follow('a');
  come(...Array.from({ length: 799 }, () => 1));
  expect(heard).toHaveLength(0);
  come(2);
  expect(heard).toHaveLength(800);
});

test('a listener that throws stops neither the others nor later positions', () => {
  positions.listen(() => {
    throw new Error('broken');
  });
  follow('b');
  come(1);
  clock.advance(1000);
  come(2);
  clock.advance(1000);
  expect(heard.map(([, carId]) => carId)).toEqual([1, 2]);
  expect(faults).toHaveLength(2);
});

test('positions are not kept without a listener', () => {
  const stop = follow('a');
  come(1);
  stop();
  clock.advance(1000);
  come(2);
  follow('c');
  clock.advance(1000);
  expect(heard).toEqual([]);
});
