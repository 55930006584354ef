/** What the two reports of a contact say by themselves: which parts met, and how far alongside the cars were. */
import type { Alongside, NotDecided, Touch } from '../../events/evidence.ts';
import { distanceM } from '../../race/mirrored.ts';
import { alongside, NO_OVERLAP_M } from './alongside.ts';
import { partAt } from './parts.ts';
import { angleBetween, between, dot, minus, onMap, type Point, plus, turned } from './plane.ts';
import type { ContactReport } from './reports.ts';

/** Further apart than this, the two games mean different moments or different contacts. */
const PLACES_APART_M = 2.2;

/** A car's length, and two half widths: how far apart two touching cars can be. */
const LENGTH_M = 4.4;
const WIDTH_M = 1.9;

/** Two cars that point the same way and touch are one length or one width apart; below this they are not. */
const PARALLEL = 0.75;
/** The same with both directions known from the positions. */
const PARALLEL_AS_SEEN = 0.6;

/** Degrees: up to the first, the reports alone show who is how far ahead; up to the second, with the directions. */
const SAME_WAY = 30;
const ABOUT_SAME_WAY = 60;

/** A car's mesh has corners, and a report often names the nearest one. */
const REPORT_ERROR_M = 0.3;

/** Each car's direction of travel, if its positions show it. */
export type Headings = readonly [Point | undefined, Point | undefined];

interface TouchOptions {
  readonly cars: readonly [number, number];
  readonly reports: readonly [ContactReport | undefined, ContactReport | undefined];
  /** What the positions of both show, if there are any. */
  readonly meeting?: { readonly headings: Headings; readonly disagrees: boolean } | undefined;
  /** Learnt afterwards. */
  readonly late?: boolean | undefined;
}

export function touchOf({ cars, reports: [own, other], meeting, late }: TouchOptions): Touch {
  const apartM = own && other && distanceM(own.position, other.position);
  return {
    parts: [own ? partAt(own.relativePosition) : null, other ? partAt(other.relativePosition) : null],
    placesApartM: apartM === undefined ? undefined : Math.round(apartM * 100) / 100,
    alongside: own && other ? alongsideAt(cars, [own, other], { meeting, late }) : { notDecided: 'one report' },
  };
}

function alongsideAt(
  cars: readonly [number, number],
  reports: readonly [ContactReport, ContactReport],
  { meeting, late }: Pick<TouchOptions, 'meeting' | 'late'>,
): Alongside | NotDecided {
  const apartM = distanceM(reports[0].position, reports[1].position);
  if (late) return { notDecided: 'late' };
  if (apartM > PLACES_APART_M) return { notDecided: 'places apart' };
  const headings: Headings = meeting?.headings ?? [undefined, undefined];
  if (meeting && !(headings[0] && headings[1])) return { notDecided: 'too slow' };
  const leadM = meeting?.disagrees ? undefined : leadOf(reports, headings);
  if (leadM === undefined) return { notDecided: 'not parallel' };
  const behind = leadM >= 0 ? cars[0] : cars[1];
  return alongside(behind, Math.abs(leadM), { errorM: REPORT_ERROR_M + apartM, noOverlapM: NO_OVERLAP_M });
}

/** How far the second car is ahead of the first; undefined if the cars do not point the same way. */
export function leadOf(reports: readonly [ContactReport, ContactReport], [own, other]: Headings): number | undefined {
  const [a, b] = [reports[0].relativePosition, reports[1].relativePosition];
  const fromReports = a[2] - b[2];
  if (!own || !other) return parallelity(reports) >= PARALLEL ? fromReports : undefined;
  const angle = angleBetween(own, other);
  if (angle > ABOUT_SAME_WAY || parallelity(reports) < PARALLEL_AS_SEEN) return undefined;
  if (angle <= SAME_WAY) return fromReports;
  return dot(minus(originOf(reports[1], other), originOf(reports[0], own)), between(own, other));
}

/** 1 or more if the two places are on the outsides of two cars that point the same way; 0 if they face each other. */
export function parallelity([one, other]: readonly [ContactReport, ContactReport]): number {
  const [a, b] = [one.relativePosition, other.relativePosition];
  return Math.max(Math.abs(a[2] - b[2]) / LENGTH_M, Math.abs(a[0] - b[0]) / WIDTH_M);
}

/** Where the centre of a car was when its game felt the contact. */
export const originOf = ({ position, relativePosition }: ContactReport, heading: Point): Point =>
  plus(onMap(position), turned(relativePosition, heading), -1);
