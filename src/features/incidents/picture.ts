/** What the picture of an incident shows: its first contact with known positions. */
import type { Driver } from '../../events/events.ts';
import { type CarEvidence, type Evidence, isDecided } from '../../events/evidence.ts';
import { inOrder } from '../../events/incident.ts';
import type { ContactPicture, PictureCar, PictureLinePoint, PictureSample } from '../../pictures/contactPicture.ts';
import type { Sample } from '../../race/tracesSample.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import type { TrackMap } from '../track/files.ts';
import { cornerAt, isThisTrack, type LearntLine, placeOn, wrapped } from '../track/line.ts';
import type { Trace } from './evidence.ts';
import { altTextOf, errorIn, type ShownCar, titleOf, withSpeeds } from './pictureWords.ts';
import type { IncidentFile } from './table.ts';

/** How much of the line is shown on each side of the contact: what a fast car drives in the seconds shown. */
const LINE_M = 450;
/** The paths and speeds drawn, plus a sample on each side: nothing else goes to the drawing thread. */
const [EARLIEST_S, LATEST_S] = [-6.5, 4.5];
/** Milliseconds: samples further apart do not show the direction in between. */
const LONGEST_GAP_MS = 1200;

export interface WantedPicture {
  /** Which contact, in the order in which they happened, from 1; the first one that can be shown if absent. */
  readonly contact?: number | undefined;
  readonly words: Catalogue;
}

interface Track {
  readonly line?: LearntLine | undefined;
  readonly map?: TrackMap | undefined;
}

/** Undefined if there are no positions. */
export function pictureOf(
  file: IncidentFile,
  { contact: which, words, line, map }: WantedPicture & Track,
): ContactPicture | undefined {
  const { number, facts, seconds } = file;
  const moment = contactOf(file, which) ?? (which === undefined ? encounterOf(file) : undefined);
  if (number === undefined || !moment) return undefined;
  const { drivers, spot, evidence } = moment;
  const carOf = ({ carId }: { readonly carId: number }): PictureCar => ({
    number: String(carId),
    trace: samplesOf(seconds[carId] ?? [], moment.at),
  });
  const shownOf = (driver: Driver): ShownCar => {
    const known = evidence.cars.find(({ carId }) => carId === driver.carId);
    return { ...carOf(driver), told: known?.speeds, braked: brakedOf(known) };
  };
  // The known line is that of the current track.
  const isHere = line && (evidence.place === undefined || isThisTrack(line, spot, evidence.place));
  const place = isHere ? placeOn(line, spot, evidence.place && evidence.place * line.lengthM) : undefined;
  // As on the card: the line may have been refined since.
  const corner = evidence.where ?? (line && place && cornerAt(line, place.s));
  const lap = facts.drivers.find(({ guid }) => guid === drivers[0].guid)?.lap;
  const cars = [shownOf(drivers[0]), shownOf(drivers[1])] as const;
  return {
    title: titleOf(words, { number, place: corner, lap }),
    line: line && place ? pieceOf(line, place.s) : [],
    map: isHere ? map : undefined,
    cars: [withSpeeds(words, cars[0]), withSpeeds(words, cars[1])],
    others: facts.drivers.filter(({ guid }) => drivers.every((each) => each.guid !== guid)).map(carOf),
    contact: spot,
    // Only if the contact set both clocks; otherwise the error is too large for a close-up.
    error: evidence.timing === 'contact' ? errorIn(words, 0.7) : undefined,
    alt: altTextOf(words, { place: corner, cars, drivers, touch: evidence.touch }),
  };
}

/** As on the card. */
const brakedOf = ({ braking }: Partial<CarEvidence> = {}): number | undefined =>
  braking && isDecided(braking) ? -braking.secondsBefore.value : undefined;

interface Moment {
  /** A and B. */
  readonly drivers: readonly [Driver, Driver];
  readonly at: number;
  readonly spot: { readonly x: number; readonly z: number };
  readonly evidence: Evidence;
}

function contactOf({ facts, contacts }: IncidentFile, which: number | undefined): Moment | undefined {
  const ordered = inOrder(facts.contacts);
  const shown = which === undefined ? ordered.find(({ evidence }) => evidence?.at !== undefined) : ordered[which - 1];
  const evidence = shown?.evidence;
  const [report] = shown ? (contacts[facts.contacts.indexOf(shown)]?.reports ?? []) : [];
  if (evidence?.at === undefined || !report) return undefined;
  const [x, , z] = report.position;
  return { drivers: [report.driver, report.other], at: evidence.at, spot: { x, z }, evidence };
}

/** Halfway between the two, when they were closest. */
function encounterOf({ facts: { encounter }, seconds }: IncidentFile): Moment | undefined {
  if (encounter?.evidence.at === undefined) return undefined;
  const { drivers, evidence } = encounter;
  const { at = 0 } = evidence;
  const places = drivers.map(({ carId }) => seconds[carId]?.find((sample) => sample.at >= at)?.position);
  const [one, other] = places;
  if (!one || !other) return undefined;
  return { drivers, at, spot: { x: (one[0] + other[0]) / 2, z: (one[2] + other[2]) / 2 }, evidence };
}

/** In the direction of travel, also across the finish line. A short track is shown whole. */
function pieceOf({ points, lengthM }: LearntLine, s: number): readonly PictureLinePoint[] {
  const count = points.length;
  const reach = Math.floor((LINE_M * count) / lengthM);
  const [before, behind] = [Math.min(reach, Math.floor((count - 1) / 2)), Math.min(reach, Math.floor(count / 2))];
  const first = Math.round((s * count) / lengthM) - before;
  return Array.from({ length: before + 1 + behind }, (_, index) => points[wrapped(first + index, count)]).flatMap(
    (point) => (point ? [{ x: point.x, z: point.z, leftM: point.leftM, rightM: point.rightM }] : []),
  );
}

function samplesOf(trace: Trace, at: number): readonly PictureSample[] {
  return trace.flatMap((sample, index) => {
    const t = (sample.at - at) / 1000;
    if (t < EARLIEST_S || t > LATEST_S) return [];
    const [x, , z] = sample.position;
    const [vx, vz] = velocityOf(sample, trace[index - 1], trace[index + 1]);
    return [{ t, x, z, vx, vz }];
  });
}

/** As reported. An older version stored only the speed: its direction is then taken from the samples around it. */
function velocityOf(sample: Sample, before = sample, after = sample): readonly [number, number] {
  if (sample.velocity) return [sample.velocity[0], sample.velocity[2]];
  const [from, to] = [
    sample.at - before.at <= LONGEST_GAP_MS ? before : sample,
    after.at - sample.at <= LONGEST_GAP_MS ? after : sample,
  ];
  const [dx, dz] = [to.position[0] - from.position[0], to.position[2] - from.position[2]];
  const length = Math.hypot(dx, dz);
  const speed = sample.speedKmh / 3.6;
  return length === 0 ? [0, 0] : [(dx / length) * speed, (dz / length) * speed];
}
