import { expect, test } from 'vitest';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { keepTraces } from '../../src/race/traces.ts';

const at = (carId: number, x: number): FromServer => ({
  type: 'carUpdate',
  carId,
  pos: [x, 0, 0],
  velocity: [30, 0, 40],
  gear: 4,
  rpm: 6000,
  normalizedSplinePos: 0.25,
});

test('the last twenty seconds of each car are kept', () => {
  const traces = keepTraces();
  for (let second = 0; second <= 20; second += 1) traces.note(at(1, second), second * 1000);
  traces.note(at(2, 0), 20_000);
  expect(traces.of(1, 0, 30_000).map((sample) => sample.at)).toEqual(
    Array.from({ length: 20 }, (_, index) => (index + 1) * 1000),
  );
  expect(traces.of(1, 18_000, 19_000)).toHaveLength(2);
  expect(traces.of(2, 0, 30_000)).toHaveLength(1);
  expect(traces.of(3, 0, 30_000)).toEqual([]);
});

test('a velocity in metres per second is a speed in kilometres per hour', () => {
  const traces = keepTraces();
  traces.note(at(1, 7), 1000);
  // 30 m/s and 40 m/s at a right angle are 50 m/s.
  expect(traces.of(1, 0, 1000)).toEqual([{ at: 1000, position: [7, 0, 0], speedKmh: 180, place: 0.25 }]);
});

test('what another driver did in the same car is forgotten', () => {
  const traces = keepTraces();
  traces.note(at(1, 0), 0);
  traces.note(at(2, 0), 0);
  const who = { driverName: 'Bea', driverGuid: '76561197900000002', carModel: 'bmw', carSkin: '' };
  traces.note({ type: 'newConnection', carId: 1, ...who }, 10);
  traces.note({ type: 'connectionClosed', carId: 2, ...who }, 10);
  expect(traces.of(1, 0, 20)).toEqual([]);
  expect(traces.of(2, 0, 20)).toHaveLength(1);
});
