import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/features/incidents/cluster.ts';
import { evidenceOf, type Trace } from '../../../src/features/incidents/evidence.ts';
import { severityOf } from '../../../src/features/incidents/severity.ts';
import { car } from './rig.ts';

const REPORTED_AT = 100_000;
/** The game tells of a contact two seconds after it. */
const AT = REPORTED_AT - 2000;
const TRACK_M = 5000;

const report: Report = {
  type: 'contact',
  against: 'car',
  at: REPORTED_AT,
  server: 'gt3',
  run: 1,
  session: 1,
  driver: car(1),
  other: car(2),
  speedKmh: 40,
  position: [0, 0, 0],
  relativePosition: [0, 0, 0],
};

interface Straight {
  /** Where the car is when they touch. */
  readonly atX: number;
  readonly kmh: number;
  readonly startX?: number;
  readonly everyMs?: number;
}

/** A car that drives along the x axis at one speed; the start and finish line is at `startX`. */
function straight({ atX, kmh, startX = -1000, everyMs = 250 }: Straight): Trace {
  return Array.from({ length: Math.floor(8000 / everyMs) }, (_, index) => {
    const at = AT - 6000 + index * everyMs;
    const x = atX + (kmh / 3.6) * ((at - AT) / 1000);
    const place = (((x - startX) / TRACK_M) % 1) + (x < startX ? 1 : 0);
    return { at, position: [x, 0, 0] as const, speedKmh: kmh, place };
  });
}

describe('the evidence of a contact', () => {
  // 180 km/h are 50 m/s and 108 km/h are 30 m/s: in a second 20 m are made good, which is 72 km/h.
  const behind = straight({ atX: 0, kmh: 180 });
  const ahead = straight({ atX: 4, kmh: 108 });

  test('is when it was, and not when it was told', () => {
    expect(evidenceOf(report, [behind, ahead])?.at).toBe(AT);
  });

  test('says what each car drove five, three and one second before, and at it', () => {
    expect(evidenceOf(report, [behind, ahead])?.cars).toEqual([
      { carId: 1, speeds: [5, 3, 1, 0].map((secondsBefore) => ({ secondsBefore, kmh: 180 })) },
      { carId: 2, speeds: [5, 3, 1, 0].map((secondsBefore) => ({ secondsBefore, kmh: 108 })) },
    ]);
  });

  test('says who was ahead, how far apart they were, and how fast they closed', () => {
    const evidence = evidenceOf(report, [behind, ahead]);
    expect(evidence).toMatchObject({ aheadCarId: 2, place: 0.2 });
    expect(evidence?.gapM).toBeCloseTo(24, 6);
    expect(evidence?.closingKmh).toBeCloseTo(72, 6);
  });

  test('knows who is ahead across the line', () => {
    // One second before the contact the car in front has crossed the line and the other has not.
    const line = { startX: -40 };
    const pair = [straight({ atX: 0, kmh: 180, ...line }), straight({ atX: 4, kmh: 108, ...line })] as const;
    expect(evidenceOf(report, pair)?.aheadCarId).toBe(2);
  });

  test('names nobody ahead of cars that are level', () => {
    expect(evidenceOf(report, [behind, straight({ atX: 1, kmh: 180 })])?.aheadCarId).toBeUndefined();
  });

  test('leaves out the seconds that were not sampled', () => {
    const recent = behind.filter(({ at }) => at >= AT - 2000);
    expect(evidenceOf(report, [recent, ahead])?.cars[0].speeds.map(({ secondsBefore }) => secondsBefore)).toEqual([
      1, 0,
    ]);
    const last = behind.filter(({ at }) => at >= AT - 250);
    const evidence = evidenceOf(report, [last, ahead]);
    expect(evidence?.cars[0].speeds).toHaveLength(1);
    expect(evidence).not.toHaveProperty('closingKmh');
    expect(evidence).not.toHaveProperty('gapM');
  });

  test.each<[string, Trace, Trace]>([
    ['nothing was recorded', [], []],
    ['one of them was not recorded', behind, []],
    ['the one who tells was not recorded', [], ahead],
    ['they were recorded elsewhere', straight({ atX: 400, kmh: 0 }), straight({ atX: 404, kmh: 0 })],
    ['the recording is older than the contact', behind.filter(({ at }) => at < REPORTED_AT - 4000), ahead],
  ])('is none where %s', (_, own, other) => expect(evidenceOf(report, [own, other])).toBeUndefined());
});

test.each([
  [12, 2, 'light'],
  [24.9, 2, 'light'],
  [25, 2, 'medium'],
  [12, 3, 'medium'],
  [60, 2, 'heavy'],
  [30, 3, 'heavy'],
  [200, 20, 'heavy'],
])('a contact at %d km/h between %d cars is %s', (kmh, cars, severity) => {
  expect(severityOf(kmh, cars)).toBe(severity);
});
