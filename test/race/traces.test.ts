import { expect, test } from 'vitest';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { keepTraces } from '../../src/race/traces.ts';

const at = (carId: number, x: number, speed = 50): FromServer => ({
  type: 'carUpdate',
  carId,
  pos: [x, 0, 0],
  velocity: [speed * 0.6, 0, speed * 0.8],
  gear: 4,
  rpm: 6000,
  normalizedSplinePos: 0.25,
});

test('the last thirty seconds of each car are kept', () => {
  const traces = keepTraces();
  for (let second = 0; second <= 40; second += 1) traces.note(at(1, second), second * 1000);
  traces.note(at(2, 0), 20_000);
  expect(traces.of(1, 0, 50_000).map((sample) => sample.at)).toEqual(
    Array.from({ length: 31 }, (_, index) => (index + 10) * 1000),
  );
  expect(traces.of(1, 18_000, 19_000)).toHaveLength(2);
  expect(traces.of(2, 0, 30_000)).toHaveLength(1);
  expect(traces.of(3, 0, 30_000)).toEqual([]);
});

test.each([50, 100, 245, 500])('the last thirty seconds are kept of positions every %d ms', (everyMs) => {
  const traces = keepTraces();
  for (let ms = 0; ms <= 120_000; ms += everyMs) traces.note(at(1, ms), ms);
  const kept = traces.of(1, 0, 120_000);
  const [oldest] = kept;
  expect(kept).toHaveLength(Math.floor(30_000 / everyMs) + 1);
  expect(kept.every(({ at: when, position }) => position[0] === when)).toBe(true);
  expect(120_000 - (oldest?.at ?? 0)).toBeLessThanOrEqual(30_000 + everyMs);
});

test('at most 1024 positions of a car are kept', () => {
  const traces = keepTraces();
  for (let ms = 0; ms <= 20_000; ms += 10) traces.note(at(1, ms), ms);
  expect(traces.of(1, 0, 20_000).map((sample) => sample.at)).toEqual(
    Array.from({ length: 1024 }, (_, index) => 20_000 - (1023 - index) * 10),
  );
});

test('a velocity in m/s is kept with its direction and gives a speed in km/h', () => {
  const traces = keepTraces();
  traces.note(at(1, 7), 1000);
  expect(traces.of(1, 0, 1000)).toEqual([
    { at: 1000, position: [7, 0, 0], velocity: [30, 0, 40], speedKmh: 180, place: 0.25 },
  ]);
});

test('a new driver in a car clears its trace', () => {
  const traces = keepTraces();
  traces.note(at(1, 0), 0);
  traces.note(at(2, 0), 0);
  const who = { driverName: 'Bea', driverGuid: '76561197900000002', carModel: 'bmw', carSkin: '' };
  traces.note({ type: 'newConnection', carId: 1, ...who }, 10);
  traces.note({ type: 'connectionClosed', carId: 2, ...who }, 10);
  expect(traces.of(1, 0, 20)).toEqual([]);
  expect(traces.of(2, 0, 20)).toHaveLength(1);
});

test('a repeated position is ignored, unless the car stands still', () => {
  const traces = keepTraces();
  for (const [ms, x] of [
    [0, 1],
    [245, 1],
    [490, 24],
  ] as const)
    traces.note(at(1, x), ms);
  expect(traces.of(1, 0, 500).map((sample) => sample.at)).toEqual([0, 490]);
  for (const ms of [0, 245, 490]) traces.note(at(2, 1, 0), ms);
  expect(traces.of(2, 0, 500)).toHaveLength(3);
});

test('a clock set back starts the trace again', () => {
  const traces = keepTraces();
  traces.note(at(1, 0), 10_000);
  traces.note(at(1, 1), 2000);
  traces.note(at(1, 2), 2245);
  expect(traces.of(1, 0, 20_000).map((sample) => sample.at)).toEqual([2000, 2245]);
});

test('25 servers with 40 cars each need less than 60 MB', () => {
  const before = process.memoryUsage();
  const servers = Array.from({ length: 25 }, keepTraces);
  for (const traces of servers) {
    for (let ms = 0; ms < 40_000; ms += 245) for (let car = 0; car < 40; car += 1) traces.note(at(car, ms), ms);
  }
  const after = process.memoryUsage();
  // Only the arrays: the rest of the heap is garbage that the test itself made.
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(60e6);
  expect(servers.every((traces) => traces.of(39, 0, 40_000).length > 100)).toBe(true);
});
