/** All that is known about one contact, from both games' reports and the cars' positions. */
import type { CarEvidence, Evidence, NotDecided, Touch } from '../../events/evidence.ts';
import type { Sample } from '../../race/tracesSample.ts';
import { approachOf, speedsOf } from './approach.ts';
import { type BrakingPoint, brakingOf } from './braking.ts';
import { cornerEvidence } from './corner.ts';
import type { TrackLine } from './line.ts';
import { type Meeting, meetingOf, within } from './meeting.ts';
import { onMap } from './plane.ts';
import { type ContactReport, firstReports } from './reports.ts';
import { touchOf } from './touch.ts';

type Pair<T> = readonly [T, T];

export interface ContactInput {
  /** In the order of the contact's drivers. */
  readonly cars: Pair<number>;
  /** All reports of it; at least one. */
  readonly reports: readonly ContactReport[];
  /** Learnt afterwards: then no position belongs to that moment. */
  readonly late?: boolean | undefined;
  /** The recorded positions of both, oldest first. */
  readonly traces: Pair<readonly Sample[]>;
  readonly line?: TrackLine | undefined;
  /** The braking points of each driver's own clean laps, one list per lap. */
  readonly usualBraking?: Pair<readonly (readonly BrakingPoint[])[]> | undefined;
}

type Ways = Pick<ContactInput, 'cars' | 'traces' | 'line' | 'usualBraking'>;

/** Without what happened to the cars, which is known ten seconds later: `consequenceOf`. */
export function evidenceOf(input: ContactInput): Evidence {
  const { cars, line, late } = input;
  // Two clients under one number cannot be told apart.
  if (cars[0] === cars[1])
    return { cars: [nothingOf(cars[0]), nothingOf(cars[1])], approach: { notDecided: 'no positions' } };
  const reports = firstReports(input.reports, cars);
  const where = whereOf(reports, line);
  const meeting = late ? undefined : meetingOf(reports, input.traces);
  const touch = touchOf({ cars, reports, meeting, late });
  if (!meeting)
    return {
      where,
      touch,
      cars: [nothingOf(cars[0]), nothingOf(cars[1])],
      approach: { notDecided: late ? 'late' : 'no positions' },
    };
  return {
    ...evidenceAt(input, meeting),
    where: placeName(meeting, line, where),
    touch: quietInPits(touch, meeting, line),
  };
}

/** What the paths of both cars show, without any report. */
export function evidenceAt(input: Ways, meeting: Meeting): Evidence {
  const { cars, line } = input;
  return {
    at: Math.round(meeting.at),
    place: placeOf(input.traces, meeting.at),
    timing: meeting.timing,
    cars: [carOf(input, meeting, 0), carOf(input, meeting, 1)],
    corner: isInPits(meeting, line) ?? cornerEvidence(meeting, cars, line),
    ...approachOf(meeting, cars),
  };
}

export const placeName = (meeting: Meeting, line: TrackLine | undefined, where: string | undefined) =>
  isInPits(meeting, line) ? 'in the pits' : where;

function quietInPits(touch: Touch, meeting: Meeting, line: TrackLine | undefined): Touch {
  const pits = isInPits(meeting, line);
  return pits ? { parts: touch.parts, placesApartM: touch.placesApartM, alongside: pits } : touch;
}

const nothingOf = (carId: number): CarEvidence => ({ carId, speeds: [] });

function carOf({ cars, usualBraking, line }: Ways, meeting: Meeting, car: 0 | 1): CarEvidence {
  const way = meeting.ways[car];
  return {
    carId: cars[car],
    speeds: speedsOf(meeting, way),
    braking: isInPits(meeting, line) ?? brakingOf(way, meeting.at, usualBraking?.[car] ?? []),
  };
}

function isInPits({ ways, at }: Meeting, line: TrackLine | undefined): NotDecided | undefined {
  const isThere = ways.some((way) => {
    const place = way.at(within(at, way))?.place;
    return place && line?.isInPits(place);
  });
  return isThere ? { notDecided: 'in the pits' } : undefined;
}

/** Where a game says it happened, which needs no other position. */
function whereOf(reports: Pair<ContactReport | undefined>, line: TrackLine | undefined): string | undefined {
  const report = reports[0] ?? reports[1];
  if (!report || !line) return undefined;
  const at = onMap(report.position);
  const place = line.place(at);
  return line.isInPits(at) ? 'in the pits' : place && line.whereAt(place.s);
}

/** The place around the lap, from the sample closest to the contact. */
function placeOf(traces: Pair<readonly Sample[]>, at: number): number | undefined {
  const [nearest] = traces.flat().toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
  return nearest && Math.round(nearest.place * 10_000) / 10_000;
}
