/** What the picture of an incident shows: its first contact of which positions are known. */
import { inOrder } from '../../events/incident.ts';
import type { ContactPicture, PictureCar, PictureLinePoint, PictureSample } from '../../pictures/contactPicture.ts';
import type { Sample } from '../../race/tracesSample.ts';
import { incidentName } from '../../texts/names.ts';
import { alongTo, cornerAt, type LearntLine, placeOn } from '../track/line.ts';
import type { Trace } from './evidence.ts';
import type { IncidentFile } from './table.ts';

/** So much of the line, to either side of the contact: what a fast car drives in the seconds that are shown. */
const LINE_M = 450;
/** Two samples further apart say nothing of the direction in between: milliseconds. */
const LONGEST_GAP_MS = 1200;

/**
 * Undefined where no positions tell of a contact.
 *
 * @param which of its contacts in the order in which they happened, the first is 1; the first that can be shown when absent
 */
export function pictureOf(
  file: IncidentFile,
  line: LearntLine | undefined,
  which?: number,
): ContactPicture | undefined {
  const { number, facts, contacts, seconds } = file;
  const ordered = inOrder(facts.contacts);
  const shown = which === undefined ? ordered.find(({ evidence }) => evidence?.at !== undefined) : ordered[which - 1];
  const index = shown ? facts.contacts.indexOf(shown) : -1;
  const at = facts.contacts[index]?.evidence?.at;
  const [report] = contacts[index]?.reports ?? [];
  if (number === undefined || at === undefined || !report) return undefined;
  const carOf = ({ carId }: { readonly carId: number }): PictureCar => ({
    number: String(carId),
    trace: samplesOf(seconds[carId] ?? [], at),
  });
  const [x, , z] = report.position;
  const place = line && placeOn(line, { x, z });
  // As the card has it: the line may have been refined since.
  const corner = facts.contacts[index]?.evidence?.where ?? (line && place && cornerAt(line, place.s));
  const lap = facts.drivers.find(({ guid }) => guid === report.driver.guid)?.lap;
  const title = [incidentName({ number }), corner, lap === undefined ? undefined : `lap ${lap}`];
  const pair = [report.driver, report.other];
  return {
    title: title.filter((part) => part !== undefined).join(' · '),
    place: corner,
    line: line && place ? pieceOf(line, place.s) : [],
    cars: [carOf(report.driver), carOf(report.other)],
    others: facts.drivers.filter(({ guid }) => pair.every((each) => each.guid !== guid)).map(carOf),
    contact: { x, z },
    // With both ways set by the place of the contact; otherwise more than a close look could bear.
    errorM: facts.contacts[index]?.evidence?.timing === 'contact' ? 0.7 : undefined,
  };
}

/** In the direction of travel, also over the finish line. A short track is shown whole. */
function pieceOf(line: LearntLine, s: number): readonly PictureLinePoint[] {
  return line.points
    .map(({ s: at, x, z, leftM, rightM }) => ({ along: alongTo(line, s, at), point: { x, z, leftM, rightM } }))
    .filter(({ along }) => Math.abs(along) <= LINE_M)
    .toSorted((one, other) => one.along - other.along)
    .map(({ point }) => point);
}

function samplesOf(trace: Trace, at: number): readonly PictureSample[] {
  return trace.map((sample, index) => {
    const [x, , z] = sample.position;
    const [vx, vz] = velocityOf(sample, trace[index - 1], trace[index + 1]);
    return { t: (sample.at - at) / 1000, x, z, vx, vz };
  });
}

/** As it was reported. An older version kept the speed alone: its direction is then that from the sample before to the one after. */
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
