/** The paths of both cars on one clock, and when they touched. */
import type { Timing } from '../../events/evidence.ts';
import { LATE_MS } from '../../race/mirrored.ts';
import type { Sample } from '../../race/tracesSample.ts';
import { leadAt } from './lead.ts';
import { angleBetween, between, directionOf, dot, leftOf, length, minus, onMap, type Point } from './plane.ts';
import type { ContactReport } from './reports.ts';
import { inSpan } from './timeline.ts';
import { receivedWay, SLOW, timedWay } from './timing.ts';
import { leadOf, originOf, parallelity } from './touch.ts';
import { Way, waypointsOf } from './way.ts';

export interface Meeting {
  readonly timing: Timing;
  /** On the first car's clock; in the order of the contact's cars. */
  readonly ways: readonly [Way, Way];
  /** UTC, milliseconds. */
  readonly at: number;
  /** Each car's direction of travel; absent below 5 m/s. */
  readonly headings: readonly [Point | undefined, Point | undefined];
  /** One of them did not point the way it went, or was not where its game says. */
  readonly disagrees: boolean;
  /** Speed of the faster one, metres per second. */
  readonly speed: number;
}

/** With 250 ms between two samples, a car at 300 km/h moves 21 m. */
const AT_CONTACT_M = 25;
/** Both cars were there at the same time if within this. */
const ABOUT_MS = 1000;
/** A car's path passes this close to where its game puts it, or one of the two is wrong. */
const AGREES_M = 0.6;
/** If the two games put the contact this close, it was one moment for both. */
const ONE_MOMENT_M = 1;
/** Two connections to a server do not differ by more. */
const LATENCY_MS = 150;
/** For the two reports: two cars that touch and point the same way are a length or a width apart. */
const PARALLEL = 0.6;
const SAME_WAY = 60;
/** Degrees: up to here, left and right are the same for both cars. */
const TELLS_SIDE = 30;

type Pair<T> = readonly [T, T];

/** Undefined if the positions do not show where a car was. */
export function meetingOf(
  reports: Pair<ContactReport | undefined>,
  traces: Pair<readonly Sample[]>,
): Meeting | undefined {
  const told = reports.flatMap((report) => (report ? [report.at] : []));
  const span = { from: Math.max(...told) - LATE_MS, until: Math.min(...told) };
  const raw = reports.map((report, car) => report && rawMoment(report, traces[car] ?? [], span));
  const [faster] = raw.flatMap((each) => each ?? []).sort((a, b) => b.speed - a.speed);
  if (!faster) return undefined;
  // A car that stands still is where it was hit for a long time, so the other car shows when it was hit.
  const around = raw.map((each) => (each && Math.abs(each.at - faster.at) <= ABOUT_MS ? each.at : faster.at));
  const [one, other] = reports.map((report, car) => pass(report, traces[car] ?? [], around[car] ?? faster.at));
  return one && other && together([one, other], reports);
}

/** When the car was about where its report says it was hit. */
function rawMoment(report: ContactReport, trace: readonly Sample[], { from, until }: { from: number; until: number }) {
  const place = onMap(report.position);
  const [closest] = waypointsOf(inSpan(trace, from, until))
    .map(({ at, velocity, ...point }) => ({ at, speed: length(velocity), metres: length(minus(point.place, place)) }))
    .sort((a, b) => a.metres - b.metres);
  return closest && closest.metres <= AT_CONTACT_M ? closest : undefined;
}

/** One car's path, and when it was where its own game felt the contact. */
interface Pass {
  readonly way: Way;
  readonly isTimed: boolean;
  /** By its own report if `isOwn`, otherwise approximate. */
  readonly at: number;
  readonly isOwn: boolean;
  readonly agrees: boolean;
}

function pass(report: ContactReport | undefined, trace: readonly Sample[], around: number): Pass | undefined {
  const timed = timedWay(trace, around);
  const way = timed instanceof Way ? timed : receivedWay(trace, around);
  if (!way) return undefined;
  const isTimed = timed instanceof Way;
  const nothing: Pass = { way, isTimed, at: within(around, way), isOwn: false, agrees: true };
  const first = report && ownMoment(report, way, nothing.at);
  if (!report || !first) return nothing;
  // The path to the blow must not include the blow itself, nor a sample that may be from after it.
  const cut = way.before(first.at - JUST_BEFORE_MS);
  const reaches = cut.points.length >= 2 && first.at < cut.until - SPARE_MS;
  const found = reaches ? ownMoment(report, cut, first.at) : undefined;
  const { at, metres } = found ?? first;
  return { way: found ? cut : way, isTimed, at, isOwn: true, agrees: metres <= AGREES_M };
}

/** When the car's centre was where its game says. */
function ownMoment(report: ContactReport, way: Way, around: number) {
  let found: { readonly at: number; readonly metres: number } | undefined;
  // The centre depends on the heading, and the heading on the moment: a few rounds are enough.
  for (let turn = 0; turn < 3; turn += 1) {
    const heading = headingAt(way, found?.at ?? around);
    const nearest = heading && way.nearest(originOf(report, heading), around - SEARCH_MS, around + SEARCH_MS);
    if (!nearest) return undefined;
    found = nearest;
  }
  return found;
}

const SEARCH_MS = 600;
/** If a sample was lost before the blow, the path through the next one is used instead. */
const SPARE_MS = 30;
const JUST_BEFORE_MS = 25;

export const within = (ms: number, { from, until }: Way): number => Math.max(from, Math.min(until, ms));

function headingAt(way: Way, ms: number): Point | undefined {
  const velocity = way.at(ms)?.velocity;
  return velocity && length(velocity) >= SLOW ? directionOf(velocity) : undefined;
}

function together([one, other]: Pair<Pass>, reports: Pair<ContactReport | undefined>): Meeting {
  const timing = timingOf([one, other], reports);
  const ways: Pair<Way> = [one.way, timing === 'contact' ? onClockOf([one, other], reports) : other.way];
  const at = one.isOwn || !other.isOwn ? one.at : other.at;
  const speeds = ways.map((way) => length(way.at(within(at, way))?.velocity ?? { x: 0, z: 0 }));
  return {
    timing,
    ways,
    at,
    headings: [headingAt(one.way, one.at), headingAt(other.way, other.at)],
    disagrees: !one.agrees || !other.agrees || !agree([one, other], reports, ways),
    speed: Math.max(...speeds),
  };
}

/**
 * The second path, in the first one's time. How far ahead the second car was at the contact is known twice: from where
 * both games put it in the world, and from which parts of the cars met. If they differ, it is not known which is off,
 * so their mean is used.
 */
function onClockOf([one, other]: Pair<Pass>, [own, others]: Pair<ContactReport | undefined>): Way {
  const way = other.way.shifted(one.at - other.at);
  const headings = [headingAt(one.way, one.at), headingAt(other.way, other.at)] as const;
  const byParts = own && others && leadOf([own, others], headings);
  const byPlaces = leadAt({ ways: [one.way, way] }, one.at);
  if (byParts === undefined || typeof byPlaces === 'string') return way;
  const speed = length(other.way.at(other.at)?.velocity ?? { x: 0, z: 0 });
  return way.shifted(((byPlaces.metres - byParts) / 2 / Math.max(SLOW, speed)) * 1000);
}

/** Whether the cars' places agree with the parts that met. They do not for a spinning car. */
function agree([one, other]: Pair<Pass>, [own, others]: Pair<ContactReport | undefined>, ways: Pair<Way>): boolean {
  const [heading, otherHeading] = [headingAt(one.way, one.at), headingAt(other.way, other.at)];
  const [place, otherPlace] = [ways[0].at(one.at)?.place, other.way.at(other.at)?.place];
  if (!own || !others || !heading || !otherHeading || !place || !otherPlace) return true;
  if (angleBetween(heading, otherHeading) > TELLS_SIDE) return true;
  const byParts = own.relativePosition[0] - others.relativePosition[0];
  const byPlaces = dot(minus(otherPlace, place), leftOf(between(heading, otherHeading)));
  return Math.abs(byPlaces - byParts) <= AGREES_M;
}

function timingOf([one, other]: Pair<Pass>, [own, others]: Pair<ContactReport | undefined>): Timing {
  if (!one.isTimed || !other.isTimed) return 'received';
  const isOneMoment =
    own &&
    others &&
    length(minus(onMap(own.position), onMap(others.position))) <= ONE_MOMENT_M &&
    one.isOwn &&
    other.isOwn;
  if (!isOneMoment || !one.agrees || !other.agrees) return 'speeds';
  const [heading, otherHeading] = [headingAt(one.way, one.at), headingAt(other.way, other.at)];
  const isParallel =
    heading &&
    otherHeading &&
    angleBetween(heading, otherHeading) <= SAME_WAY &&
    parallelity([own, others]) >= PARALLEL;
  return isParallel && Math.abs(one.at - other.at) <= LATENCY_MS ? 'contact' : 'speeds';
}
