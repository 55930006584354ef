import { UserError } from '../kit/errors.ts';
import type { Steps } from '../kit/pieces.ts';

// `blacklist.txt` in the server directory: one GUID per line. acServer reads it only at its start, and appends to it in
// BLACKLIST_MODE 2. Lines that are not GUIDs are kept byte for byte. Everything is done on bytes: 50,000 lines as
// strings take four times as long.

/** Whether a line of the file is this GUID. */
export function isBlacklisted(bytes: Buffer, guid: string): boolean {
  if (!isGuid(guid)) return false;
  for (let at = bytes.indexOf(guid, 0, 'latin1'); at >= 0; at = bytes.indexOf(guid, at + LENGTH, 'latin1')) {
    if (isAlone(bytes, at)) return true;
  }
  return false;
}

/** The result of adding. */
export interface Added {
  readonly bytes: Buffer;
  /** How many were not in it yet. */
  readonly added: number;
  /** How many did not fit. */
  readonly left: number;
}

/**
 * The file with each of these GUIDs in it once, as far as there is room: LF, no BOM, with a final line break (without
 * one acServer glues the next GUID to the last). Throws UserError for anything that is not a GUID.
 */
export function* addToBlacklist(bytes: Buffer, guids: readonly string[], mostBytes = Infinity): Steps<Added> {
  const wrong = guids.find((guid) => !isGuid(guid));
  if (wrong !== undefined) throw new UserError(`"${wrong}" is not a GUID: expected the 17 digits of a Steam ID.`);
  const known = new Guids(bytes);
  const written = yield* rewritten(bytes, known);
  const wanted = Buffer.from(guids.join(''));
  const lines = Buffer.alloc(guids.length * (LENGTH + 1), FEED);
  let [length, left] = [0, 0];
  const met = new Guids(wanted);
  for (let from = 0; from < wanted.length; from += LENGTH) {
    if (known.has(wanted, from) || !met.add(from)) continue;
    if (written.length + length + LENGTH + 1 > mostBytes) left += 1;
    else length += wanted.copy(lines, length, from, from + LENGTH) + 1;
    yield;
  }
  return { bytes: Buffer.concat([written, lines.subarray(0, length)]), added: length / (LENGTH + 1), left };
}

/** The file without a GUID, wherever it occurs. */
export const removeFromBlacklist = (bytes: Buffer, guid: string): Steps<Buffer> =>
  rewritten(bytes, new Guids(bytes), isGuid(guid) ? Buffer.from(guid) : undefined);

const LENGTH = 17;
const FEED = 0x0a;
const RETURN = 0x0d;
const ZERO = 0x30;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

const isGuid = (text: string): boolean => /^\d{17}$/.test(text);

/** Blank, tab, vertical tab, form feed, carriage return, the no-break space of Latin-1. */
const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0b || byte === 0x0c || byte === RETURN || byte === 0xa0;

const beginOf = (bytes: Buffer): number => (bytes.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0);

/** Whether a GUID is alone on its line, apart from blanks. */
function isAlone(bytes: Buffer, at: number): boolean {
  let before = at;
  while (isBlank(bytes[before - 1])) before -= 1;
  let after = at + LENGTH;
  while (isBlank(bytes[after])) after += 1;
  const begins = before === beginOf(bytes) || bytes[before - 1] === FEED;
  return begins && (after === bytes.length || bytes[after] === FEED);
}

/** Each GUID once, without blanks, and every other line as is. One step per line. */
function* rewritten(bytes: Buffer, guids: Guids, without?: Buffer): Steps<Buffer> {
  const out = Buffer.allocUnsafe(bytes.length + 1);
  let length = 0;
  for (let start = beginOf(bytes); start < bytes.length; ) {
    const found = bytes.indexOf(FEED, start);
    const feed = found < 0 ? bytes.length : found;
    let from = start;
    let to = feed;
    while (to > from && isBlank(bytes[to - 1])) to -= 1;
    while (from < to && isBlank(bytes[from])) from += 1;
    const guid = guids.isAt(from, to);
    if (!guid) {
      from = start;
      to = feed < bytes.length && feed > start && bytes[feed - 1] === RETURN ? feed - 1 : feed;
    }
    if (!guid || (!(without && isSame(bytes, from, without, 0)) && guids.add(from))) {
      length += bytes.copy(out, length, from, to);
      out[length++] = FEED;
    }
    start = feed + 1;
    yield;
  }
  return out.subarray(0, length);
}

/** The GUIDs seen in a file, by their position in it. */
class Guids {
  readonly #bytes: Buffer;
  /** Hash table: a GUID's position plus 1, at the index that its digits give or the next free one. */
  readonly #places: Int32Array;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#places = new Int32Array(2 ** Math.ceil(Math.log2(bytes.length / LENGTH + 2)) * 2);
  }

  isAt(from: number, to: number): boolean {
    if (to - from !== LENGTH) return false;
    for (let at = from; at < to; at += 1) {
      const digit = (this.#bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return false;
    }
    return true;
  }

  /** False if it was seen before. */
  add(from: number): boolean {
    const place = this.#placeOf(this.#bytes, from);
    if (this.#places[place] !== 0) return false;
    this.#places[place] = from + 1;
    return true;
  }

  /** Whether the GUID at a position in other bytes was seen in these. */
  has(bytes: Buffer, from: number): boolean {
    return this.#places[this.#placeOf(bytes, from)] !== 0;
  }

  /** The index of this GUID, or the one that it would get. */
  #placeOf(bytes: Buffer, from: number): number {
    const last = this.#places.length - 1;
    for (let place = hashed(bytes, from) & last; ; place = (place + 1) & last) {
      const other = this.#places[place] ?? 0;
      if (other === 0 || isSame(bytes, from, this.#bytes, other - 1)) return place;
    }
  }
}

function hashed(bytes: Buffer, from: number): number {
  let hash = 0;
  for (let at = from; at < from + LENGTH; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** Compares from the end, where GUIDs differ. */
function isSame(one: Buffer, from: number, other: Buffer, start: number): boolean {
  for (let index = LENGTH - 1; index >= 0; index -= 1) if (one[from + index] !== other[start + index]) return false;
  return true;
}
