/** Reads the AI drivers' line of the game: `ai/fast_lane.ai`, little-endian. */
import type { Ground } from './line.ts';

export interface AiPoint extends Ground {
  /** Metres from the start of the line, which is the finish line. */
  readonly s: number;
  readonly speedMs: number;
  /** To the borders of the track; absent in the old layout. */
  readonly leftM?: number | undefined;
  readonly rightM?: number | undefined;
}

export interface AiLine {
  readonly lengthM: number;
  readonly points: readonly AiPoint[];
}

const POINT_BYTES = 20;
const DETAIL_BYTES = 18 * 4;
/** Offsets of speed and sides among the eighteen numbers of a point. */
const SPEED_AT = 0;
const LEFT_AT = 5 * 4;
const RIGHT_AT = 6 * 4;
const MOST_POINTS = 200_000;
/** No track is wider. */
const WIDEST_M = 50;

/** @throws for any layout other than the known ones, 7 and -1 */
export function readAiLine(bytes: Buffer): AiLine {
  const version = int(bytes, 0);
  if (version === 7) return fromSeven(bytes);
  if (version === -1) return fromOld(bytes);
  throw new Error(`its version ${version} is not known.`);
}

function fromSeven(bytes: Buffer): AiLine {
  const count = countAt(bytes, 4);
  const details = 16 + count * POINT_BYTES;
  if (int(bytes, details) !== count) throw new Error('its second part has another number of points.');
  const places = Array.from({ length: count }, (_, index) => {
    const at = 16 + index * POINT_BYTES;
    const detail = details + 4 + index * DETAIL_BYTES;
    return {
      x: float(bytes, at),
      z: float(bytes, at + 8),
      speedMs: float(bytes, detail + SPEED_AT),
      leftM: sideOf(float(bytes, detail + LEFT_AT)),
      rightM: sideOf(float(bytes, detail + RIGHT_AT)),
    };
  });
  return measured(places);
}

function fromOld(bytes: Buffer): AiLine {
  const count = countAt(bytes, 4);
  const places = Array.from({ length: count }, (_, index) => ({
    x: float(bytes, 8 + index * POINT_BYTES),
    z: float(bytes, 8 + index * POINT_BYTES + 8),
    speedMs: 0,
  }));
  return measured(places);
}

/** The length is calculated, so the file's own length is not needed. */
function measured(places: readonly Omit<AiPoint, 's'>[]): AiLine {
  let s = 0;
  const points = places.map(({ x, z, speedMs, leftM, rightM }, index) => {
    const before = places[index - 1];
    if (before) s += Math.hypot(x - before.x, z - before.z);
    return { s, x, z, speedMs, leftM, rightM };
  });
  const [first] = places;
  const last = places.at(-1);
  if (!first || !last || s === 0) throw new Error('it leads nowhere.');
  return { lengthM: s + Math.hypot(first.x - last.x, first.z - last.z), points };
}

const sideOf = (metres: number): number | undefined => (metres > 0 && metres < WIDEST_M ? metres : undefined);

function countAt(bytes: Buffer, at: number): number {
  const count = int(bytes, at);
  if (count < 8 || count > MOST_POINTS) throw new Error(`it has ${count} points.`);
  return count;
}

function int(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) throw new Error('it is cut short.');
  return bytes.readInt32LE(at);
}

function float(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) throw new Error('it is cut short.');
  const value = bytes.readFloatLE(at);
  if (!Number.isFinite(value)) throw new Error(`there is no number at byte ${at}.`);
  return value;
}
