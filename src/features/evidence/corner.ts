/** Both cars in a corner: how far alongside they were when the first of them turned in and reached the apex. */
import type { Alongside, CornerEvidence, NotDecided } from '../../events/evidence.ts';
import { alongside, figure, NO_OVERLAP_BEFORE_M } from './alongside.ts';
import { spreadOf } from './errors.ts';
import { fromBehind, leadAt } from './lead.ts';
import type { LineCorner, TrackLine } from './line.ts';
import { type Meeting, within } from './meeting.ts';
import { angleBetween, directionOf, length, minus } from './plane.ts';
import type { Way } from './way.ts';

type Pair<T> = readonly [T, T];

export function cornerEvidence(
  meeting: Meeting,
  cars: Pair<number>,
  line: TrackLine | undefined,
): CornerEvidence | NotDecided {
  if (!line) return { notDecided: 'no line' };
  const [one, other] = meeting.ways.map((way) => placeAt(way, within(meeting.at, way), line));
  if (!one || !other) return { notDecided: 'no line' };
  const corner = line.cornerAt(one.s) ?? line.cornerAt(other.s);
  if (!corner) return { notDecided: 'no corner' };
  const apex = firstAt(meeting, line, corner.apexS);
  const from = fromBehind(meeting);
  return {
    number: corner.number,
    name: corner.name,
    turnIn: alongsideWhen(meeting, { cars, from, ms: turnInOf(meeting, line, corner, apex) }),
    apex: alongsideWhen(meeting, { cars, from, ms: apex?.at }),
    inside: insideOf(cars, corner, one.lateral - other.lateral),
  };
}

const placeAt = (way: Way, ms: number, line: TrackLine) => {
  const motion = way.at(ms);
  return motion && line.place(motion.place);
};

interface First {
  readonly at: number;
  readonly way: Way;
}

/** When the first of the two passed a place on the line, before the contact. */
function firstAt({ ways, at }: Meeting, line: TrackLine, s: number): First | undefined {
  const passes = ways.flatMap((way) => {
    const passedAt = passOf(way, line, { s, until: at });
    return passedAt === undefined ? [] : [{ at: passedAt, way }];
  });
  return passes.sort((a, b) => a.at - b.at)[0];
}

function passOf(
  way: Way,
  line: TrackLine,
  { s, until }: { readonly s: number; readonly until: number },
): number | undefined {
  const ahead = (ms: number): number => {
    const place = placeAt(way, ms, line);
    return place ? line.ahead(s, place.s) : Number.NaN;
  };
  const times = [...way.points.map(({ at }) => at).filter((at) => at < until), Math.min(until, way.until)];
  for (let index = times.length - 1; index > 0; index -= 1) {
    let [low, high] = [times[index - 1] ?? 0, times[index] ?? 0];
    if (!(ahead(low) < 0 && ahead(high) >= 0)) continue;
    while (high - low > 0.5) {
      const middle = (low + high) / 2;
      if (ahead(middle) < 0) low = middle;
      else high = middle;
    }
    return high;
  }
  return undefined;
}

/** A car turns in where its curvature first reaches a quarter of that at the apex. */
const QUARTER = 0.25;
/** It may turn in this far before the line does, metres. */
const BEFORE_TURN_IN_M = 60;
const STEP_MS = 20;

function turnInOf(meeting: Meeting, line: TrackLine, corner: LineCorner, apex: First | undefined): number | undefined {
  if (!apex) return firstAt(meeting, line, corner.turnInS)?.at;
  const from = passOf(apex.way, line, { s: corner.turnInS - BEFORE_TURN_IN_M, until: apex.at });
  const most = curvatureAt(apex.way, apex.at);
  if (from === undefined || most === undefined) return undefined;
  for (let ms = from; ms < apex.at; ms += STEP_MS) {
    if ((curvatureAt(apex.way, ms) ?? 0) >= most * QUARTER) return ms;
  }
  return undefined;
}

/** Curvature is taken over a quarter of a second: samples do not show anything shorter. */
const TURNING_MS = 125;

function curvatureAt(way: Way, ms: number): number | undefined {
  const [from, to] = [way.at(ms - TURNING_MS), way.at(ms + TURNING_MS)];
  if (!from || !to) return undefined;
  const angle = (angleBetween(directionOf(from.velocity), directionOf(to.velocity)) * Math.PI) / 180;
  return angle / Math.max(0.1, length(minus(to.place, from.place)));
}

interface Question {
  readonly cars: Pair<number>;
  readonly from: 0 | 1 | undefined;
  readonly ms: number | undefined;
}

function alongsideWhen(meeting: Meeting, { cars, from, ms }: Question): Alongside | NotDecided {
  if (ms === undefined) return { notDecided: 'after the contact' };
  const lead = leadAt(meeting, ms);
  if (typeof lead === 'string') return { notDecided: lead };
  const { errorM, marginM } = spreadOf(meeting.timing, lead.speed, meeting.speed);
  const car = from ?? (lead.metres >= 0 ? 0 : 1);
  const behindM = car === 0 ? lead.metres : -lead.metres;
  return alongside(cars[car], behindM, { errorM, marginM, noOverlapM: NO_OVERLAP_BEFORE_M });
}

/** Cars closer than this were on the same line. */
const SAME_LINE_M = 1;

function insideOf(cars: Pair<number>, { turns }: LineCorner, leftM: number): CornerEvidence['inside'] {
  if (!Number.isFinite(leftM) || Math.abs(leftM) < SAME_LINE_M) return { notDecided: 'within the error' };
  const isFirst = turns === 'left' ? leftM > 0 : leftM < 0;
  return { carId: isFirst ? cars[0] : cars[1], byM: figure(Math.abs(leftM), 0.5) };
}
