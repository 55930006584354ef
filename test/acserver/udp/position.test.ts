import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeFromServer, encode } from '../../../src/acserver/udp/codec.ts';
import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import { copyOf, PositionReader } from '../../../src/acserver/udp/position.ts';
import { recordingOf } from './vectors.ts';

const float = fc.float({ noNaN: true, noDefaultInfinity: true });
const vector = fc.tuple(float, float, float);
const positions = fc.record({
  type: fc.constant('carUpdate' as const),
  carId: fc.nat(255),
  pos: vector,
  velocity: vector,
  gear: fc.nat(255),
  rpm: fc.nat(0xffff),
  normalizedSplinePos: float,
});

const POSITION: PacketOf<'carUpdate'> = {
  type: 'carUpdate',
  carId: 3,
  pos: [1.5, -2.25, 410],
  velocity: [41.5, 0, -0.125],
  gear: 5,
  rpm: 6500,
  normalizedSplinePos: 0.75,
};
const OTHER: PacketOf<'carUpdate'> = {
  type: 'carUpdate',
  carId: 7,
  pos: [-8, 0.5, 2],
  velocity: [0, 1, 2],
  gear: 0,
  rpm: 900,
  normalizedSplinePos: 0.25,
};

it('the position reader reads any position as the decoder does', () => {
  const reader = new PositionReader();
  fc.assert(
    fc.property(positions, (position) => {
      const datagram = encode(position);
      expect(reader.read(datagram)).toEqual(decodeFromServer(datagram));
    }),
  );
});

it('the position reader leaves every other packet of a recorded race to the decoder', () => {
  const reader = new PositionReader();
  for (const { datagram } of recordingOf('red-bull-ring.ndjson')) expect(reader.read(datagram)).toBeUndefined();
});

it('the position reader leaves positions that are cut off or too long to the decoder', () => {
  const reader = new PositionReader();
  fc.assert(
    fc.property(positions, fc.nat(32), (position, length) => {
      const datagram = encode(position);
      expect(reader.read(datagram.subarray(0, length))).toBeUndefined();
      expect(reader.read(Buffer.concat([datagram, Buffer.alloc(1)]))).toBeUndefined();
    }),
  );
});

it.each([2, 6, 10, 14, 18, 22, 29])(
  'the position reader leaves a number at byte %d that is not finite to the decoder',
  (at) => {
    const reader = new PositionReader();
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      const datagram = encode(POSITION);
      datagram.writeFloatLE(value, at);
      expect(reader.read(datagram)).toBeUndefined();
    }
    // The sum of these two is not a number.
    const both = encode(POSITION);
    both.writeFloatLE(Infinity, at);
    both.writeFloatLE(-Infinity, at === 2 ? 6 : 2);
    expect(reader.read(both)).toBeUndefined();
  },
);

it('the position reader reuses its object for the next position, and a copy is not changed', () => {
  const reader = new PositionReader();
  const read = reader.read(encode(POSITION));
  const copy = read && copyOf(read);
  expect(copy).toEqual(POSITION);
  expect(reader.read(encode(OTHER))).toBe(read);
  expect(read).toEqual(OTHER);
  expect(copy).toEqual(POSITION);
});
