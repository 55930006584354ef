import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFromPlugin, decodeFromServer, encode } from '../../../src/acserver/udp/codec.ts';
import type { FieldShape, Fields } from '../../../src/acserver/udp/fields.ts';
import { fromPlugin, fromServer, hasSubtypes, type Layout, type Packet } from '../../../src/acserver/udp/packets.ts';
import { PacketError } from '../../../src/acserver/udp/reader.ts';
import { anyCharacter } from '../../strings.ts';

const sides = [
  ...Object.entries(fromServer).map(([type, [, layout]]) => ({ type, layout, decode: decodeFromServer })),
  ...Object.entries(fromPlugin).map(([type, [, layout]]) => ({ type, layout, decode: decodeFromPlugin })),
];

describe.each(sides)('any $type', ({ type, layout, decode }) => {
  const packets = packetOf(type, layout);

  it('is decoded to what was encoded', () => {
    fc.assert(
      fc.property(packets, (packet) => {
        expect(decode(encode(packet))).toEqual(packet);
      }),
    );
  });

  it('is refused if cut off anywhere', () => {
    fc.assert(
      fc.property(packets, fc.nat(), (packet, seed) => {
        const datagram = encode(packet);
        const cut = datagram.subarray(0, seed % datagram.length);
        fc.pre(!isWholeInAnotherDialect(packet, cut));
        expect(() => decode(cut)).toThrow(PacketError);
      }),
    );
  });
});

it('any bytes give a packet or a PacketError, never another error', () => {
  const ids = fc.constantFrom(...Object.values({ ...fromServer, ...fromPlugin }).map(([id]) => id));
  fc.assert(
    fc.property(ids, fc.uint8Array({ maxLength: 200 }), (id, rest) => {
      for (const decode of [decodeFromServer, decodeFromPlugin])
        expectPacketOrError(decode, Uint8Array.of(id, ...rest));
    }),
    { numRuns: 1000 },
  );
});

/** Cuts that look like a whole datagram of another dialect: without the index, or with shorter leaderboard rows. */
function isWholeInAnotherDialect(packet: Packet, cut: Uint8Array): boolean {
  if (packet.type === 'getSessionInfo') return cut.length === 1;
  return packet.type === 'lapCompleted' && cut.length === 12 + 7 * packet.leaderboard.length;
}

function expectPacketOrError(decode: (datagram: Uint8Array) => Packet, datagram: Uint8Array): void {
  try {
    decode(datagram);
  } catch (error) {
    expect(error).toBeInstanceOf(PacketError);
  }
}

function packetOf(type: string, layout: Layout): fc.Arbitrary<Packet> {
  if (!hasSubtypes(layout)) return recordOf(layout, { type });
  const subtypes = Object.entries(layout.subtypes);
  return fc.oneof(...subtypes.map(([subtype, [, fields]]) => recordOf(fields, { type, subtype })));
}

function recordOf(fields: Fields, constants: Record<string, string>): fc.Arbitrary<Packet> {
  const values = Object.entries(fields).map(([name, { shape }]) => [name, fieldOf(shape)] as const);
  const record = fc.record(Object.fromEntries(values));
  return record.map((fieldValues) => ({ ...constants, ...fieldValues }) as Packet);
}

function fieldOf(shape: FieldShape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'integer':
      return fc.integer({ min: shape.min, max: shape.max });
    case 'float':
      return float32();
    case 'vec3':
      return fc.tuple(float32(), float32(), float32());
    case 'flag':
      return fc.boolean();
    case 'bit':
      return fc.constantFrom(0, 1);
    case 'wide':
      return fc.string({ unit: anyCharacter, maxLength: 255 });
    case 'narrow':
      return fc.string({ unit: anyCharacter, maxLength: 63 });
    case 'folder':
      return fc.string({ unit: anyCharacter, maxLength: 63 }).map((text) => text.replaceAll('\0', '_'));
    case 'rows':
      return fc.array(rowOf(shape.row), { maxLength: 40 });
  }
}

const float32 = () => fc.float({ noNaN: true, noDefaultInfinity: true });

const rowOf = (row: Fields) =>
  fc.record(Object.fromEntries(Object.entries(row).map(([name, { shape }]) => [name, fieldOf(shape)])));
