import { describe, expect, test } from 'vitest';
import { isDecided } from '../../../src/events/evidence.ts';
import { partAt } from '../../../src/features/evidence/parts.ts';
import { pairsOf, type ReportPair } from '../../../src/features/evidence/reports.ts';
import { parallelity, touchOf } from '../../../src/features/evidence/touch.ts';
import {
  gapsOfReports,
  RECORDED_SESSIONS,
  type RecordedReport,
  type RecordedSession,
  recordedReports,
} from './recorded.ts';

/**
 * Every contact of two cars in the recorded races that both clients reported: the two reports, the parts, how far apart
 * the two clients put it, how far the second car is ahead of the first, how far to its left, and how parallel they can
 * have been. Worked out by hand from the files, independently of this code.
 */
const RECORDED: readonly [RecordedSession, number, number, string, number, number, number, number][] = [
  ['BG', 1, 2, 'tail – nose', 4.13, -4.11, 0.09, 0.93],
  ['NQ', 2, 3, 'nose – right side', 0.24, 1.17, 1.45, 0.76],
  ['NQ', 7, 8, 'left rear – right front', 0.27, -3.88, 1.74, 0.92],
  ['NR', 0, 1, 'nose – tail', 0.09, 4.2, -0.19, 0.96],
  ['NR', 2, 3, 'right front – left side', 0.04, 2.55, -1.8, 0.95],
  ['NR', 4, 5, 'tail – nose', 0.15, -4.26, -0.91, 0.97],
  ['NR', 6, 9, 'left front – right side', 0.1, 0.79, 1.75, 0.92],
  ['NR', 7, 8, 'right front – left side', 0.34, 1.5, -1.59, 0.84],
  ['NR', 13, 14, 'right front – right front', 0.61, -0.06, 0.03, 0.01],
  ['NR', 16, 17, 'nose – nose', 0.3, -0.03, 0.05, 0.03],
  ['NR', 20, 21, 'nose – left rear', 0.43, 3.87, -0.72, 0.88],
  ['NR', 24, 25, 'right front – nose', 0.34, -0.64, -0.49, 0.26],
  ['NR', 27, 28, 'right rear – left rear', 0.07, 0, -1.93, 1.02],
  ['NR', 29, 31, 'right front – right side', 0.54, 1.15, 0.1, 0.26],
  ['NR', 30, 32, 'right side – right side', 0.5, -1.2, 0.1, 0.27],
  ['NR', 35, 36, 'right side – left front', 0, -2.62, -1.63, 0.86],
  ['NR', 39, 41, 'left rear – right side', 0.02, -0.21, 1.84, 0.97],
  ['SQ', 4, 9, 'right front – right front', 2.71, -0.56, 0.24, 0.13],
  ['SQ', 6, 7, 'middle – nose', 0.05, -1.97, 0.06, 0.45],
  ['SQ', 14, 15, 'left side – right front', 8.17, -2.57, 1.94, 1.02],
  ['SQ', 16, 17, 'left front – right side', 0.21, 0.73, 1.82, 0.96],
  ['SR', 0, 1, 'right side – left rear', 0.07, 1.02, -1.77, 0.93],
  ['SR', 2, 3, 'tail – nose', 0.61, -4.37, -0.09, 0.99],
  ['SR', 4, 5, 'right side – left side', 0.02, 2.03, -1.93, 1.02],
  ['SR', 7, 8, 'left side – right front', 0.04, -3.26, 1.7, 0.89],
  ['SR', 11, 12, 'right side – left front', 0.26, -2.02, -1.96, 1.03],
];

interface Paired {
  readonly session: RecordedSession;
  readonly pair: ReportPair;
  readonly reports: readonly [RecordedReport, RecordedReport];
}

const carReports = (session: RecordedSession): RecordedReport[] =>
  recordedReports(session).filter(({ otherCarId }) => otherCarId !== undefined);

/** All mirror pairs of a session, in the order of their first reports. */
function pairedIn(session: RecordedSession): Paired[] {
  const reports = carReports(session);
  const couples = new Set(
    reports.map(({ carId, otherCarId = -1 }) => [carId, otherCarId].sort((a, b) => a - b).join()),
  );
  return [...couples].flatMap((couple) => {
    const [a, b] = couple.split(',').map(Number);
    const of = (carId?: number, other?: number) =>
      reports.filter((each) => each.carId === carId && each.otherCarId === other);
    return pairsOf(of(a, b), of(b, a)).map((pair) => {
      const [first, second] = (pair.reports as readonly [RecordedReport, RecordedReport]).toSorted(
        (x, y) => x.index - y.index,
      );
      if (!first || !second) throw new Error('a pair has two reports');
      return { session, pair, reports: [first, second] as const };
    });
  });
}

const paired = RECORDED_SESSIONS.flatMap(pairedIn).sort((a, b) => a.reports[0].index - b.reports[0].index);
const touch = ({ reports }: Paired) => touchOf({ cars: [reports[0].carId, reports[1].carId], reports });

describe('the recorded contacts', () => {
  test('are 56 reports of car contacts, 52 of them timed by UDP', () => {
    const all = RECORDED_SESSIONS.flatMap(carReports);
    expect([all.length, all.filter(({ isTimed }) => isTimed).length]).toEqual([56, 52]);
  });

  test('reported by both games are 26, and only four reports have no counterpart', () => {
    expect(paired.map(({ session, reports: [one, other] }) => `${session} ${one.index}/${other.index}`).sort()).toEqual(
      RECORDED.map(([session, one, other]) => `${session} ${one}/${other}`).sort(),
    );
    const told = new Set(paired.flatMap(({ session, reports }) => reports.map(({ index }) => `${session} ${index}`)));
    const alone = RECORDED_SESSIONS.flatMap((session) =>
      carReports(session).flatMap(({ index }) => (told.has(`${session} ${index}`) ? [] : [`${session} ${index}`])),
    );
    expect(alone).toEqual(['BG 0', 'BG 3', 'NR 18', 'NR 26']);
  });

  test.each(RECORDED)('%s %i/%i: %s', (session, one, other, parts, apartM, leadM, leftM, gate) => {
    const found = paired.find((each) => each.session === session && each.reports[0].index === one);
    if (!found) throw new Error('no such pair');
    const [a, b] = found.reports;
    expect(b.index).toBe(other);
    const { parts: told, placesApartM, alongside } = touch(found);
    expect(told.join(' – ')).toBe(parts);
    expect(placesApartM).toBeCloseTo(apartM, 1);
    expect(Math.abs((placesApartM ?? 0) - apartM)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(a.relativePosition[2] - b.relativePosition[2] - leadM)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(a.relativePosition[0] - b.relativePosition[0] - leftM)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(parallelity([a, b]) - gate)).toBeLessThanOrEqual(0.01);
    if (apartM > 2.2) expect(alongside).toEqual({ notDecided: 'places apart' });
    else if (gate < 0.6) expect(alongside).toEqual({ notDecided: 'not parallel' });
    else
      expect(alongside).toMatchObject({
        behindM: { value: Math.round(Math.abs(a.relativePosition[2] - b.relativePosition[2]) * 100) / 100 },
      });
  });

  test('all have a known part for both cars', () => {
    expect(paired.map(touch).filter(({ parts }) => parts.includes(null))).toEqual([]);
    const ends = RECORDED_SESSIONS.flatMap(carReports).map(({ relativePosition }) => partAt(relativePosition));
    const count = (...of: string[]): number => ends.filter((part) => of.includes(part)).length;
    expect([
      count('nose', 'left front', 'right front'),
      count('left side', 'right side', 'middle'),
      count('tail', 'left rear', 'right rear'),
    ]).toEqual([28, 17, 11]);
  });

  test('give the overlap 17 times: in 23 the places agree, in 19 the cars may have been parallel', () => {
    expect(paired.filter((each) => (touch(each).placesApartM ?? 99) <= 2.2)).toHaveLength(23);
    expect(paired.filter(({ reports }) => parallelity(reports) >= 0.6)).toHaveLength(19);
    const speaking = paired.flatMap((each) => {
      const { alongside } = touch(each);
      return isDecided(alongside) ? [alongside.behindM.value] : [];
    });
    expect(speaking).toHaveLength(17);
    expect([
      speaking.filter((gap) => gap > 3.3).length,
      speaking.filter((gap) => gap > 1 && gap <= 3.3).length,
      speaking.filter((gap) => gap <= 1).length,
    ]).toEqual([5, 8, 4]);
  });
});

test('each client sends its contacts every five seconds, so a report is up to 5 s late', () => {
  const gaps = gapsOfReports();
  const [batched, others] = [gaps.filter((ms) => ms < 1000), gaps.filter((ms) => ms >= 1000)];
  expect([gaps.length, batched.length, others.length]).toEqual([79, 6, 73]);
  expect(Math.max(...batched)).toBeLessThan(20);
  const off = others.map((ms) => Math.abs(ms - Math.round(ms / 5000) * 5000)).toSorted((a, b) => a - b);
  expect(off.filter((ms) => ms <= 250)).toHaveLength(72);
  expect(off[36]).toBe(14);
});
