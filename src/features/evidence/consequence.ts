/** What happened to a car in the ten seconds after a contact: places, time, and whether it went on. */
import type { Consequence, NotDecided } from '../../events/evidence.ts';
import type { PlaceSample, Sample } from '../../race/tracesSample.ts';
import { figure } from './alongside.ts';
import type { UsualTime } from './ownLaps.ts';
import { firstSince, inSpan } from './timeline.ts';

export const BEFORE_MS = 1000;
export const AFTER_MS = 10_000;
/** A car not seen for this long is not running. */
const SEEN_MS = 2000;

/** What a car drove around a contact. */
interface Driven {
  readonly carId: number;
  /** Where it was around the lap, from before the contact up to now. */
  readonly places: readonly PlaceSample[];
  /** When the server reported each lap completed in this session: UTC, milliseconds. */
  readonly lapsAt: readonly number[];
}

/** One car of the race, as known ten seconds later. */
export interface Runner extends Driven {
  /** When it crossed the line: UTC, milliseconds. */
  readonly crossedAt: readonly number[];
}

/** The places of every car are needed for each car of each contact: what they need is worked out once. */
export const runnerOf = ({ carId, places, lapsAt }: Driven): Runner => ({
  carId,
  places,
  lapsAt,
  crossedAt: crossings(places),
});

interface Aftermath {
  /** Time of the contact, UTC in milliseconds. */
  readonly at: number;
  /** The positions of the car in question, from the contact or earlier up to now. */
  readonly trace: readonly Sample[];
  /** Every car of the race, this one among them. */
  readonly runners: readonly Runner[];
  /** When the race began; undefined outside a race, where there is no order. */
  readonly raceSince?: number | undefined;
  /** How long the driver usually takes between two places of the lap. */
  readonly usualTime: (carId: number, from: number, to: number) => UsualTime | undefined;
}

/** Places are undefined if there is no order. */
export function consequenceOf(carId: number, aftermath: Aftermath): Consequence | NotDecided {
  const { trace } = aftermath;
  if (!seenAt(trace, aftermath.at)) return { notDecided: 'no positions' };
  const [from, to] = [aftermath.at - BEFORE_MS, aftermath.at + AFTER_MS];
  const after = inSpan(trace, aftermath.at, to);
  const stoodS = stoodFor(after);
  const became = whatBecame(trace, after, { to, stoodS });
  const places = became === 'went on' || became === 'stood' ? orderOf(carId, aftermath, [from, to]) : undefined;
  return {
    after: became,
    stoodS: stoodS >= STOOD_S ? Math.round(stoodS) : undefined,
    placesLost: places && places.after - places.before,
    placeBefore: places?.before,
    placeAfter: places?.after,
    timeLostS: became === 'went on' ? timeLost(carId, aftermath, [from, to]) : { notDecided: 'broken positions' },
  };
}

const STOOD_KMH = 4;
const STOOD_S = 2;

function stoodFor(after: readonly Sample[]): number {
  let [stood, since]: [number, number | undefined] = [0, undefined];
  for (const { at, speedKmh } of after) {
    since = speedKmh > STOOD_KMH ? undefined : (since ?? at);
    if (since !== undefined) stood = Math.max(stood, at - since);
  }
  return stood / 1000;
}

interface End {
  readonly to: number;
  readonly stoodS: number;
}

function whatBecame(trace: readonly Sample[], after: readonly Sample[], { to, stoodS }: End): Consequence['after'] {
  if (after.some((sample, index) => index > 0 && isMoved(after[index - 1], sample))) return 'moved';
  if (!seenAt(trace, to)) return 'left';
  return stoodS >= STOOD_S ? 'stood' : 'went on';
}

/** Moved further than it can have driven: it was set back to its box. */
function isMoved(from: Sample | undefined, to: Sample): boolean {
  if (!from) return false;
  const possible = ((Math.max(from.speedKmh, to.speedKmh) / 3.6) * 1.5 * (to.at - from.at)) / 1000 + 5;
  return !(Math.hypot(...to.position.map((metres, axis) => metres - (from.position[axis] ?? 0))) <= possible);
}

/** The sample closest to a moment. */
function seenAt(trace: readonly Sample[], ms: number): Sample | undefined {
  let found: Sample | undefined;
  for (const sample of trace) if (!found || Math.abs(sample.at - ms) < Math.abs(found.at - ms)) found = sample;
  return found && Math.abs(found.at - ms) <= SEEN_MS ? found : undefined;
}

/** Its place a second before and ten seconds after, among the cars running at both moments. */
function orderOf(carId: number, { runners, raceSince }: Aftermath, [from, to]: readonly [number, number]) {
  if (raceSince === undefined) return undefined;
  const running = runners.flatMap((runner) => {
    const [before, after] = [progressAt(runner, from, raceSince), progressAt(runner, to, raceSince)];
    return before === undefined || after === undefined ? [] : [{ carId: runner.carId, before, after }];
  });
  const own = running.find((each) => each.carId === carId);
  if (!own) return undefined;
  return {
    before: 1 + running.filter((each) => each.before > own.before).length,
    after: 1 + running.filter((each) => each.after > own.after).length,
  };
}

/** The server reports a lap at most 3 s after the line, or 0.5 s before the car is seen past it. */
const [TOLD_MS, EARLY_MS] = [3000, 500] as const;
/** This soon after the start, a car near the end of the lap has not crossed the line yet. */
const START_MS = 45_000;

/** Laps and part of a lap at a moment. A lap counts from crossing the line, not from when it was reported. */
function progressAt({ places, lapsAt, crossedAt }: Runner, ms: number, raceSince: number): number | undefined {
  const place = placeAt(places, ms);
  if (place === undefined) return undefined;
  const told = lapsAt.filter((at) => at <= ms).length;
  const passed = crossedAt.map((at) => ({
    at,
    toldAt: lapsAt.find((lap) => lap >= at - EARLY_MS && lap <= at + TOLD_MS),
  }));
  const untold = passed.filter(({ at, toldAt }) => at <= ms && toldAt !== undefined && toldAt > ms).length;
  const early = passed.filter(({ at, toldAt }) => at > ms && toldAt !== undefined && toldAt <= ms).length;
  const isOnGrid = told === 0 && place > 0.5 && ms - raceSince < START_MS;
  return told + untold - early + place - (isOnGrid ? 1 : 0);
}

/** When the car crossed the line, interpolated between samples. */
function crossings(places: readonly PlaceSample[]): number[] {
  const found: number[] = [];
  let before: PlaceSample | undefined;
  for (const sample of places) {
    if (before && before.place >= 0.9 && sample.place <= 0.1) {
      const part = (1 - before.place) / (1 - before.place + sample.place);
      found.push(before.at + (sample.at - before.at) * part);
    }
    before = sample;
  }
  return found;
}

/** Interpolated between the two samples around the moment; at the line the lap starts at 0 again. */
function placeAt(places: readonly PlaceSample[], ms: number): number | undefined {
  const next = firstSince(places, ms);
  const [from, to] = [places[next - 1], places[next]];
  if (!to || to.at - ms > SEEN_MS || !from || ms - from.at > SEEN_MS)
    return next === 0 && to?.at === ms ? to.place : undefined;
  const part = (ms - from.at) / (to.at - from.at);
  const isOver = from.place > 0.9 && to.place < 0.1;
  return (from.place + (to.place + (isOver ? 1 : 0) - from.place) * part) % 1;
}

/**
 * Time lost against the driver's own usual time between the same two places. The error is at least this: losses of
 * seconds matter, not the tenths that racing costs anyway.
 */
const LEAST_ERROR_S = 0.3;

function timeLost(
  carId: number,
  { trace, usualTime }: Aftermath,
  [from, to]: readonly [number, number],
): Consequence['timeLostS'] {
  const [start, end] = [placeAt(trace, from), placeAt(trace, to)];
  if (start === undefined || end === undefined) return { notDecided: 'broken positions' };
  const usual = usualTime(carId, start, end);
  if (!usual) return { notDecided: 'too few laps' };
  const lostS = (to - from - usual.medianMs) / 1000;
  const errorS = Math.hypot(LEAST_ERROR_S, (2 * usual.spreadMs) / 1000);
  return Math.abs(lostS) <= errorS ? { notDecided: 'within the error' } : figure(lostS, errorS);
}
