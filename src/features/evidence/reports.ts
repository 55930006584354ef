/** Which reports of two cars belong to one contact: each game reports its own car only. */
import type { Position } from '../../events/events.ts';
import { distanceM, isMirror } from '../../race/mirrored.ts';

/** One report by one car, as the game sent it. */
export interface ContactReport {
  readonly carId: number;
  /** When it was received: UTC, milliseconds, 0 to 5 s after the contact. */
  readonly at: number;
  /** In the world, metres. */
  readonly position: Position;
  /** In the car's own frame: x left, y up, z forward, metres from its origin. */
  readonly relativePosition: Position;
}

export interface ReportPair {
  readonly reports: readonly [ContactReport, ContactReport];
  readonly placesApartM: number;
}

/** Pairs reports of one car with those of the other, one to one, best match first. */
export function pairsOf(own: readonly ContactReport[], others: readonly ContactReport[]): ReportPair[] {
  const possible = own
    .flatMap((one) =>
      others
        .filter((other) => isMirror(one, other))
        .map((other): readonly [ContactReport, ContactReport] => [one, other]),
    )
    .map((reports): ReportPair => ({ reports, placesApartM: distanceM(reports[0].position, reports[1].position) }))
    .sort((a, b) => a.placesApartM - b.placesApartM);
  const pairs: ReportPair[] = [];
  for (const pair of possible) {
    if (!pairs.some(({ reports }) => reports[0] === pair.reports[0] || reports[1] === pair.reports[1]))
      pairs.push(pair);
  }
  return pairs;
}

/** What each car's game says about the first contact: both reports, or the only one. */
export function firstReports(
  reports: readonly ContactReport[],
  [carId, otherId]: readonly [number, number],
): readonly [ContactReport | undefined, ContactReport | undefined] {
  const of = (id: number): ContactReport[] => reports.filter((each) => each.carId === id);
  const [pair] = pairsOf(of(carId), of(otherId)).sort((a, b) => firstAt(a) - firstAt(b));
  if (pair) return pair.reports;
  const [first] = reports.toSorted((a, b) => a.at - b.at);
  return first?.carId === carId ? [first, undefined] : [undefined, first];
}

const firstAt = ({ reports: [one, other] }: ReportPair): number => Math.min(one.at, other.at);
