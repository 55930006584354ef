/** Two cars without a reported contact: when they were closest, and what both did. */
import type { Evidence, Figure } from '../../events/evidence.ts';
import type { Sample } from '../../race/tracesSample.ts';
import { figure } from './alongside.ts';
import { spreadOf } from './errors.ts';
import { evidenceAt, placeName } from './evidence.ts';
import type { TrackLine } from './line.ts';
import { type Meeting, within } from './meeting.ts';
import { directionOf, length, minus, onMap, type Point, plus } from './plane.ts';
import { receivedWay, SLOW, timedWay } from './timing.ts';
import { Way } from './way.ts';

type Pair<T> = readonly [T, T];

/** Cars whose centres stay further apart than this have not met, metres. */
const MET_M = 15;
/** After a longer gap in its positions, nobody knows where a car was meanwhile. */
const GAP_MS = 1000;
const [AROUND_MS, STEP_MS] = [600, 10] as const;

/** When two cars were closest, by the positions as received; undefined if they never met. */
export function nearestOf(
  one: readonly Sample[],
  other: readonly Sample[],
): { at: number; metres: number } | undefined {
  let best: { at: number; metres: number } | undefined;
  let next = 0;
  for (const { at, position } of one) {
    while (next < other.length && (other[next]?.at ?? 0) < at) next += 1;
    const place = placeBetween(other[next - 1], other[next], at);
    const metres = place ? length(minus(place, onMap(position))) : Infinity;
    if (metres <= MET_M && metres < (best?.metres ?? Infinity)) best = { at, metres };
  }
  return best;
}

function placeBetween(from: Sample | undefined, to: Sample | undefined, at: number): Point | undefined {
  if (!from || !to || to.at - from.at > GAP_MS) return undefined;
  const part = (at - from.at) / (to.at - from.at);
  return plus(onMap(from.position), minus(onMap(to.position), onMap(from.position)), part);
}

interface EncounterInput {
  readonly cars: Pair<number>;
  readonly traces: Pair<readonly Sample[]>;
  /** The approximate time: UTC, milliseconds. */
  readonly around: number;
  readonly line?: TrackLine | undefined;
}

export interface Met {
  readonly evidence: Evidence & { readonly at: number };
  /** Between the centres. */
  readonly nearestM: Figure;
}

/** Undefined if the positions do not show where both were. */
export function encounterOf({ cars, traces, around, line }: EncounterInput): Met | undefined {
  if (cars[0] === cars[1]) return undefined;
  const [one, other] = traces.map((trace) => wayOf(trace, around));
  if (!one || !other) return undefined;
  const ways: Pair<Way> = [one.way, other.way];
  const nearest = nearestMoment(ways, around);
  if (!nearest) return undefined;
  const { at, metres } = nearest;
  const velocities = ways.map((way) => way.at(within(at, way))?.velocity ?? { x: 0, z: 0 });
  const [heading, otherHeading] = velocities.map((each) => (length(each) >= SLOW ? directionOf(each) : undefined));
  const meeting: Meeting = {
    timing: one.isTimed && other.isTimed ? 'speeds' : 'received',
    ways,
    at,
    headings: [heading, otherHeading],
    disagrees: false,
    speed: Math.max(...velocities.map(length)),
  };
  const place = line && placeOf(ways[0], at, line);
  const where = placeName(meeting, line, place && line.whereAt(place.s));
  return {
    evidence: { ...evidenceAt({ cars, traces, line }, meeting), at: Math.round(at), where },
    nearestM: figure(metres, spreadOf(meeting.timing, meeting.speed, meeting.speed).errorM),
  };
}

function wayOf(trace: readonly Sample[], around: number) {
  const timed = timedWay(trace, around);
  if (timed instanceof Way) return { way: timed, isTimed: true };
  const way = receivedWay(trace, around);
  return way && { way, isTimed: false };
}

function nearestMoment([one, other]: Pair<Way>, around: number) {
  let best: { at: number; metres: number } | undefined;
  for (let at = around - AROUND_MS; at <= around + AROUND_MS; at += STEP_MS) {
    const [place, otherPlace] = [one.at(at)?.place, other.at(at)?.place];
    const metres = place && otherPlace ? length(minus(place, otherPlace)) : Infinity;
    if (metres <= MET_M && metres < (best?.metres ?? Infinity)) best = { at, metres };
  }
  return best;
}

function placeOf(way: Way, at: number, line: TrackLine) {
  const motion = way.at(within(at, way));
  return motion && line.place(motion.place);
}
