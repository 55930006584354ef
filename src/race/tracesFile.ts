/**
 * The binary form of a race's traces: a header, then blocks of records with a checksum each. It is only ever appended
 * to; whatever stands behind the last whole block was torn by a crash and is not read.
 */
import { crc32 } from 'node:zlib';
import type { Position } from '../events/events.ts';
import { type Sample, sampleOf } from './tracesSample.ts';

/** One position of one car, or that somebody else sits in it from now on. */
export interface TraceRecord {
  readonly carId: number;
  /** UTC, milliseconds. */
  readonly at: number;
  readonly position: Position;
  /** Metres a second; null for "somebody else sits in the car now". */
  readonly velocity: Position | null;
  readonly place: number;
}

const MAGIC = Buffer.from('PWTRACE1', 'latin1');
/** The magic word and when the file begins, UTC. */
export const HEADER_BYTES = 16;
/** How many records, a mark, and the checksum of both and of the records. */
const BLOCK_HEADER_BYTES = 8;
const BLOCK_MARK = 0x5754;
/** Car, milliseconds, three float32, three int16, 24 bits of the lap: 24 cars for an hour are 9 MB. */
const RECORD_BYTES = 26;
const MOST_RECORDS = 0xffff;

/** Centimetres a second in 16 bits: 327 m/s, more than any car drives. */
const FASTEST = 0x7fff;
const NOBODY = -0x8000;
const LAP = 0xffffff;

export function traceHeader(startAt: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeDoubleLE(startAt, MAGIC.length);
  return header;
}

export function traceBlock(records: readonly TraceRecord[], startAt: number): Buffer {
  if (records.length > MOST_RECORDS) throw new Error(`a block holds ${MOST_RECORDS} records, not ${records.length}`);
  const block = Buffer.alloc(BLOCK_HEADER_BYTES + records.length * RECORD_BYTES);
  block.writeUInt16LE(records.length, 0);
  block.writeUInt16LE(BLOCK_MARK, 2);
  records.forEach((record, index) => {
    writeRecord(block, BLOCK_HEADER_BYTES + index * RECORD_BYTES, { record, startAt });
  });
  block.writeUInt32LE(checksumOf(block), 4);
  return block;
}

function writeRecord(block: Buffer, offset: number, { record, startAt }: { record: TraceRecord; startAt: number }) {
  const { carId, at, position, velocity, place } = record;
  block.writeUInt8(carId, offset);
  block.writeUInt32LE(Math.max(0, Math.min(0xffffffff, Math.round(at - startAt))), offset + 1);
  for (const axis of [0, 1, 2] as const) {
    block.writeFloatLE(position[axis], offset + 5 + axis * 4);
    block.writeInt16LE(velocity ? centimetres(velocity[axis]) : NOBODY, offset + 17 + axis * 2);
  }
  block.writeUIntLE(Math.round(Math.max(0, Math.min(1, place)) * LAP), offset + 23, 3);
}

const centimetres = (metres: number): number => Math.max(-FASTEST, Math.min(FASTEST, Math.round(metres * 100)));

/** Of the mark, the count and the records. */
const checksumOf = (block: Buffer): number => crc32(block.subarray(BLOCK_HEADER_BYTES), crc32(block.subarray(0, 4)));

/** What a file holds, as far as it is whole. */
export interface ReadTraces {
  readonly startAt: number;
  readonly records: readonly TraceRecord[];
  /** Where the next block belongs. */
  readonly wholeBytes: number;
}

/**
 * @param span outside of it nothing has to be read: a block whose first and last record lie beyond it is passed over
 * @returns undefined for what is no file of traces, or not even a whole header of one
 */
export function readTraces(
  file: Buffer,
  isWanted: (carId: number) => boolean = () => true,
  span?: TraceSpan,
): ReadTraces | undefined {
  if (file.length < HEADER_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const startAt = file.readDoubleLE(MAGIC.length);
  if (!Number.isFinite(startAt)) return undefined;
  const records: TraceRecord[] = [];
  let offset = HEADER_BYTES;
  for (let block = blockAt(file, offset, !span); block; block = blockAt(file, offset, !span)) {
    offset += block.length;
    if (span && !(isWithin(block, startAt, span) && isWhole(block))) continue;
    for (let at = BLOCK_HEADER_BYTES; at < block.length; at += RECORD_BYTES) {
      if (isWanted(block.readUInt8(at))) records.push(readRecord(block, at, startAt));
    }
  }
  return { startAt, records, wholeBytes: offset };
}

const isWhole = (block: Buffer): boolean => block.readUInt32LE(4) === checksumOf(block);

/** Records stand as they came. */
function isWithin(block: Buffer, startAt: number, { from, to }: TraceSpan): boolean {
  if (block.length < BLOCK_HEADER_BYTES + RECORD_BYTES) return false;
  const [first, last] = [BLOCK_HEADER_BYTES, block.length - RECORD_BYTES].map(
    (offset) => startAt + block.readUInt32LE(offset + 1),
  );
  return first !== undefined && last !== undefined && first <= to && last >= from;
}

function blockAt(file: Buffer, offset: number, isChecked: boolean): Buffer | undefined {
  if (offset + BLOCK_HEADER_BYTES > file.length || file.readUInt16LE(offset + 2) !== BLOCK_MARK) return undefined;
  const end = offset + BLOCK_HEADER_BYTES + file.readUInt16LE(offset) * RECORD_BYTES;
  if (end > file.length) return undefined;
  const block = file.subarray(offset, end);
  return !isChecked || isWhole(block) ? block : undefined;
}

function readRecord(block: Buffer, offset: number, startAt: number): TraceRecord {
  const velocity = [17, 19, 21].map((at) => block.readInt16LE(offset + at));
  const [vx = NOBODY, vy = 0, vz = 0] = velocity;
  return {
    carId: block.readUInt8(offset),
    at: startAt + block.readUInt32LE(offset + 1),
    position: [block.readFloatLE(offset + 5), block.readFloatLE(offset + 9), block.readFloatLE(offset + 13)],
    velocity: vx === NOBODY ? null : [vx / 100, vy / 100, vz / 100],
    place: block.readUIntLE(offset + 23, 3) / LAP,
  };
}

export interface TraceSpan {
  /** UTC, milliseconds; both included. */
  readonly from: number;
  readonly to: number;
}

/** The ways of cars between two moments, by car id. What was written at other times is not looked at. */
export function tracesWithin(
  file: Buffer,
  { from, to }: TraceSpan,
  isWanted?: (carId: number) => boolean,
): ReadonlyMap<number, readonly Sample[]> {
  const records = readTraces(file, isWanted, { from, to })?.records ?? [];
  const cars = [...new Set(records.map(({ carId }) => carId))];
  return new Map(cars.map((carId) => [carId, traceOf(records, carId, from, to)]));
}

/** One car's way between two moments, both included; of the driver who sat in it last. */
export function traceOf(records: readonly TraceRecord[], carId: number, from: number, to: number): readonly Sample[] {
  const own = records.filter((each) => each.carId === carId && each.at <= to);
  const since = own.findLastIndex(({ velocity }) => velocity === null) + 1;
  return own.slice(since).flatMap(({ at, position, velocity, place }) => {
    return velocity && at >= from ? [sampleOf(at, position, velocity, place)] : [];
  });
}
