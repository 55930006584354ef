// Datagrams to packets and back.

import { type Fields, u8 } from './fields.ts';
import { frequent } from './frequent.ts';
import { readerOf, writeFields } from './layout.ts';
import {
  type FromPlugin,
  type FromServer,
  fromPlugin,
  fromServer,
  hasSubtypes,
  type Layout,
  type Packet,
  type PacketIn,
  type Subtypes,
  type Table,
} from './packets.ts';
import { PacketError, Reader } from './reader.ts';
import { Writer } from './writer.ts';

/**
 * What a game server sent. Throws PacketError for everything else: unknown id, too short, an invalid number. Zero bytes
 * after the packet are padding and ignored; anything else after it means that it was read wrongly.
 */
export function decodeFromServer(datagram: Uint8Array): FromServer {
  const decoder = decoderOf(datagram, serverDecoders);
  const reader = new Reader(decoder.type, datagram);
  const packet = decoder.read(reader);
  if (reader.rest > 0) refuseUnlessZero(reader);
  return packet;
}

/** What a plugin sent. Anything after it is ignored: Kunos' sample plugin always sends its whole buffer. */
export function decodeFromPlugin(datagram: Uint8Array): FromPlugin {
  const decoder = decoderOf(datagram, pluginDecoders);
  return decoder.read(new Reader(decoder.type, datagram));
}

/**
 * The datagram of a packet of either side. Throws RangeError for a number that its field cannot carry. Text is cut to
 * what fits: 255 code points for wide text, 255 bytes of UTF-8 for narrow text.
 */
export function encode(packet: Packet): Buffer {
  const [id, layout] = definitions[packet.type];
  const writer = new Writer(packet.type);
  u8.write(writer, id, 'id');
  const fields = hasSubtypes(layout) ? beginSubtype(writer, layout, packet) : layout;
  writeFields(writer, fields, { ...packet });
  return writer.datagram();
}

interface Decoder<P> {
  readonly type: string;
  read(reader: Reader): P;
}

/** The decoder of id n is at index n. */
type Decoders<P> = readonly (Decoder<P> | undefined)[];

const definitions: Readonly<Record<Packet['type'], readonly [id: number, layout: Layout]>> = {
  ...fromServer,
  ...fromPlugin,
};
const serverDecoders = decodersOf(fromServer, frequent);
const pluginDecoders = decodersOf(fromPlugin, {});

function decoderOf<P>(datagram: Uint8Array, decoders: Decoders<P>): Decoder<P> {
  const id = datagram[0];
  if (id === undefined) throw new PacketError('empty', 'datagram ends before its id');
  const decoder = decoders[id];
  if (!decoder) throw new PacketError('unknown', `id ${id} is not one that arrives at this side`);
  return decoder;
}

function decodersOf<T extends Table>(
  table: T,
  writtenOut: { readonly [Type in keyof T]?: (reader: Reader) => PacketIn<T> },
): Decoders<PacketIn<T>> {
  const decoders = new Array<Decoder<PacketIn<T>> | undefined>(256).fill(undefined);
  for (const [type, [id, layout]] of Object.entries(table)) {
    // A row's layout reads the packet of that row. The type of a loop variable cannot express this.
    const byTable = readerFrom(type, layout) as (reader: Reader) => PacketIn<T>;
    decoders[id] = { type, read: writtenOut[type] ?? byTable };
  }
  return decoders;
}

function readerFrom(type: string, layout: Layout): (reader: Reader) => unknown {
  return hasSubtypes(layout) ? subtypeReader(type, layout) : readerOf(layout, { type });
}

function subtypeReader(type: string, { subtypes }: Subtypes): (reader: Reader) => unknown {
  const readers = new Map(
    Object.entries(subtypes).map(([subtype, [id, fields]]) => [id, readerOf(fields, { type, subtype })]),
  );
  return (reader) => {
    const id = u8.read(reader, 'subtype');
    const read = readers.get(id);
    if (!read) throw reader.fail('subtype', `${id} is unknown`);
    return read(reader);
  };
}

/** Writes the byte of the packet's subtype and returns the fields that follow it. */
function beginSubtype(writer: Writer, { subtypes }: Subtypes, packet: Packet): Fields {
  const subtype = 'subtype' in packet ? subtypes[packet.subtype] : undefined;
  if (!subtype) throw writer.fail('subtype', `must be one of ${Object.keys(subtypes).join(', ')}`);
  const [id, fields] = subtype;
  u8.write(writer, id, 'subtype');
  return fields;
}

function refuseUnlessZero(reader: Reader): void {
  for (let position = reader.at; position < reader.end; position++) {
    if (reader.byte(position) !== 0) throw reader.fail(`byte ${position}`, 'lies behind the last field and is not 0');
  }
}
