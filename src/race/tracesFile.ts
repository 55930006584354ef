/**
 * The binary format of a race's traces: a header, then blocks of records with a checksum each. It is only ever appended
 * to. Anything after the last whole block was torn by a crash and is not read.
 */
import type { Position } from '../events/events.ts';
import { BLOCK_HEADER_BYTES, BLOCK_MARK, checksumOf, LAP, NOBODY, RECORD_BYTES } from './tracesBlock.ts';
import { type Sample, sampleOf } from './tracesSample.ts';

/** One position of one car, or a note that another driver is in it from now on. */
export interface TraceRecord {
  readonly carId: number;
  /** UTC, milliseconds. */
  readonly at: number;
  readonly position: Position;
  /** Metres per second; null for "another driver is in the car now". */
  readonly velocity: Position | null;
  readonly place: number;
}

const MAGIC = Buffer.from('PWTRACE1', 'latin1');
/** The magic word, and when the file begins, UTC. */
export const HEADER_BYTES = 16;

export function traceHeader(startAt: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeDoubleLE(startAt, MAGIC.length);
  return header;
}

/** The intact part of a file. */
export interface ReadTraces {
  readonly startAt: number;
  readonly records: readonly TraceRecord[];
  /** Where the next block goes. */
  readonly wholeBytes: number;
}

/**
 * @param span nothing outside it has to be read: a block that lies entirely outside is skipped
 * @returns undefined if it is not a trace file, or not even its header is complete
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

/** Records are in the order in which they came. */
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

/** The paths of cars between two moments, by car id. Blocks from other times are skipped. */
export function tracesWithin(
  file: Buffer,
  { from, to }: TraceSpan,
  isWanted?: (carId: number) => boolean,
): ReadonlyMap<number, readonly Sample[]> {
  const records = readTraces(file, isWanted, { from, to })?.records ?? [];
  const cars = [...new Set(records.map(({ carId }) => carId))];
  return new Map(cars.map((carId) => [carId, traceOf(records, carId, from, to)]));
}

/** One car's path between two moments, both included, of the last driver in it. */
export function traceOf(records: readonly TraceRecord[], carId: number, from: number, to: number): readonly Sample[] {
  const own = records.filter((each) => each.carId === carId && each.at <= to);
  const since = own.findLastIndex(({ velocity }) => velocity === null) + 1;
  return own.slice(since).flatMap(({ at, position, velocity, place }) => {
    return velocity && at >= from ? [sampleOf(at, position, velocity, place)] : [];
  });
}
