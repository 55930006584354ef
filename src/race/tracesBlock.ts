/** One block of a trace file, filled record by record: numbers straight into bytes, no allocation per position. */
import { crc32 } from 'node:zlib';
import type { Position } from '../events/events.ts';

/** The number of records, a mark, and the checksum of both and of the records. */
export const BLOCK_HEADER_BYTES = 8;
export const BLOCK_MARK = 0x5754;
/** Car, milliseconds, three float32, three int16, 24 bits for the place in the lap: 24 cars for an hour are 9 MB. */
export const RECORD_BYTES = 26;
const MOST_RECORDS = 0xffff;

/** Centimetres per second in 16 bits: 327 m/s, faster than any car. */
const FASTEST = 0x7fff;
export const NOBODY = -0x8000;
export const LAP = 0xffffff;

/** One second of 24 cars at four positions a second; it grows. */
const FIRST_ROOM = 128;

export class TraceBlock {
  #bytes = Buffer.alloc(BLOCK_HEADER_BYTES + FIRST_ROOM * RECORD_BYTES);
  #view = viewOf(this.#bytes);
  /** When each record came, UTC. The time that a file counts from is known only once it is open. */
  #at = new Float64Array(FIRST_ROOM);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** @param velocity null for "another driver is in the car now". Records that do not fit are lost. */
  add(carId: number, at: number, position: Position, velocity: Position | null, place: number): void {
    if (this.#length === MOST_RECORDS) return;
    if (this.#length === this.#at.length) this.#grow();
    this.#at[this.#length] = at;
    const offset = BLOCK_HEADER_BYTES + this.#length * RECORD_BYTES;
    const view = this.#view;
    view.setUint8(offset, carId);
    view.setFloat32(offset + 5, position[0], true);
    view.setFloat32(offset + 9, position[1], true);
    view.setFloat32(offset + 13, position[2], true);
    view.setInt16(offset + 17, velocity ? centimetres(velocity[0]) : NOBODY, true);
    view.setInt16(offset + 19, velocity ? centimetres(velocity[1]) : NOBODY, true);
    view.setInt16(offset + 21, velocity ? centimetres(velocity[2]) : NOBODY, true);
    const part = Math.round(Math.max(0, Math.min(1, place)) * LAP);
    view.setUint16(offset + 23, part & 0xffff, true);
    view.setUint8(offset + 25, part >> 16);
    this.#length += 1;
  }

  /** Its bytes in a file that counts from `startAt`; overwritten when the block is filled again. */
  bytes(startAt: number): Buffer {
    const view = this.#view;
    for (let index = 0; index < this.#length; index += 1) {
      const ms = Math.round((this.#at[index] ?? startAt) - startAt);
      view.setUint32(BLOCK_HEADER_BYTES + index * RECORD_BYTES + 1, Math.max(0, Math.min(0xffffffff, ms)), true);
    }
    const block = this.#bytes.subarray(0, BLOCK_HEADER_BYTES + this.#length * RECORD_BYTES);
    block.writeUInt16LE(this.#length, 0);
    block.writeUInt16LE(BLOCK_MARK, 2);
    block.writeUInt32LE(checksumOf(block), 4);
    return block;
  }

  #grow(): void {
    const room = Math.min(MOST_RECORDS, 2 * this.#at.length);
    const [bytes, at] = [Buffer.alloc(BLOCK_HEADER_BYTES + room * RECORD_BYTES), new Float64Array(room)];
    bytes.set(this.#bytes);
    at.set(this.#at);
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.#at = at;
  }
}

/** Of the mark, the count and the records. */
export const checksumOf = (block: Buffer): number =>
  crc32(block.subarray(BLOCK_HEADER_BYTES), crc32(block.subarray(0, 4)));

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length);

const centimetres = (metres: number): number => Math.max(-FASTEST, Math.min(FASTEST, Math.round(metres * 100)));
