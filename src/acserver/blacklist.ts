import { UserError } from '../kit/errors.ts';
import type { Steps } from '../kit/pieces.ts';

// `blacklist.txt` in the server directory: one GUID a line, read by acServer at its start only and appended to by itself
// in BLACKLIST_MODE 2. Lines that are no GUID are kept, byte for byte. All of it is done on bytes: 50,000 lines as
// strings take four times as long.

/** Whether a line of the file is this GUID. */
export function isBlacklisted(bytes: Buffer, guid: string): boolean {
  if (!isGuid(guid)) return false;
  for (let at = bytes.indexOf(guid, 0, 'latin1'); at >= 0; at = bytes.indexOf(guid, at + LENGTH, 'latin1')) {
    if (isAlone(bytes, at)) return true;
  }
  return false;
}

/**
 * The file with a GUID in it once: LF, no BOM, ended by a line break (without one acServer glues the next GUID to the
 * last). Throws UserError for what is no GUID.
 */
export function* addToBlacklist(bytes: Buffer, guid: string): Steps<Buffer> {
  if (!isGuid(guid)) throw new UserError(`"${guid}" is not a GUID: expected the 17 digits of a Steam ID.`);
  const written = yield* rewritten(bytes);
  return isBlacklisted(bytes, guid) ? written : Buffer.concat([written, Buffer.from(`${guid}\n`)]);
}

/** The file without a GUID, wherever it stands. */
export const removeFromBlacklist = (bytes: Buffer, guid: string): Steps<Buffer> =>
  rewritten(bytes, isGuid(guid) ? Buffer.from(guid) : undefined);

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

/** Nothing but blanks beside a GUID on its line. */
function isAlone(bytes: Buffer, at: number): boolean {
  let before = at;
  while (isBlank(bytes[before - 1])) before -= 1;
  let after = at + LENGTH;
  while (isBlank(bytes[after])) after += 1;
  const begins = before === beginOf(bytes) || bytes[before - 1] === FEED;
  return begins && (after === bytes.length || bytes[after] === FEED);
}

/** Each GUID once, without blanks, and every other line as it is; a step a line. */
function* rewritten(bytes: Buffer, without?: Buffer): Steps<Buffer> {
  const out = Buffer.allocUnsafe(bytes.length + 1);
  const guids = new Guids(bytes);
  let length = 0;
  for (let start = beginOf(bytes); start < bytes.length; ) {
    let feed = start;
    while (feed < bytes.length && bytes[feed] !== FEED) feed += 1;
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
      for (let at = from; at < to; at += 1) out[length++] = bytes[at] ?? 0;
      out[length++] = FEED;
    }
    start = feed + 1;
    yield;
  }
  return out.subarray(0, length);
}

/** Those of a file that were met, by where they stand in it. */
class Guids {
  readonly #bytes: Buffer;
  /** Where one stands, plus 1, at the place that its digits give it or the next one that is free. */
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

  /** False for one that was met before. */
  add(from: number): boolean {
    const last = this.#places.length - 1;
    let place = this.#hashed(from) & last;
    for (;;) {
      const other = this.#places[place] ?? 0;
      if (other === 0) {
        this.#places[place] = from + 1;
        return true;
      }
      if (isSame(this.#bytes, from, this.#bytes, other - 1)) return false;
      place = (place + 1) & last;
    }
  }

  #hashed(from: number): number {
    let hash = 0;
    for (let at = from; at < from + LENGTH; at += 1) hash = Math.imul(hash ^ (this.#bytes[at] ?? 0), 0x01000193);
    return hash ^ (hash >>> 15);
  }
}

/** From the end, where two GUIDs differ. */
function isSame(one: Buffer, from: number, other: Buffer, start: number): boolean {
  for (let index = LENGTH - 1; index >= 0; index -= 1) if (one[from + index] !== other[start + index]) return false;
  return true;
}
