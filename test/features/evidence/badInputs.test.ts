import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duelOf } from '../../../bench/evidence/duel.ts';
import { hear } from '../../../bench/evidence/heard.ts';
import { Chance } from '../../../bench/evidence/random.ts';
import { CARS, lineOf, trialOf } from '../../../bench/evidence/trial.ts';
import { isDecided } from '../../../src/events/evidence.ts';
import { evidenceOf } from '../../../src/features/evidence/evidence.ts';
import { LearntTrack } from '../../../src/features/evidence/learntTrack.ts';
import type { TrackLine } from '../../../src/features/evidence/line.ts';
import type { ContactReport } from '../../../src/features/evidence/reports.ts';
import type { LearntLine } from '../../../src/features/track/line.ts';
import type { Sample } from '../../../src/race/tracesSample.ts';

const duel = duelOf(new Chance(1));
const { reports, traces } = trialOf(hear(duel, new Chance(2)));
const told = reports.flatMap((report) => report ?? []);
const line = lineOf(duel.bend);
const [one, other] = traces;
const input = { cars: CARS, reports: told, traces, line };

/** A car at this many metres a second along the x axis, passing the origin at 100 s. */
const straight = (metres: number, { from = 92, to = 105, x = 0 } = {}): Sample[] =>
  Array.from({ length: Math.floor((to - from) / 0.245) }, (_, index) => {
    const at = from * 1000 + index * 245;
    const position = [x + (metres * (at - 100_000)) / 1000, 0, 0] as const;
    return { at, position, velocity: [metres, 0, 0], speedKmh: metres * 3.6, place: 0.4 };
  });

const report = (carId: number, z = 2): ContactReport => ({
  carId,
  at: 102_000,
  position: [0, 0, 0],
  relativePosition: [0, 0, z],
});

test('complete inputs give the timing, the corner and the overlap', () => {
  const evidence = evidenceOf(input);
  expect(evidence.timing).toBe('contact');
  expect(isDecided(evidence.corner)).toBe(true);
  expect(isDecided(evidence.touch?.alongside)).toBe(true);
});

test('without positions only the parts that met are known, and no time', () => {
  const evidence = evidenceOf({ ...input, traces: [[], []] });
  expect(evidence.touch?.parts).toEqual(evidenceOf(input).touch?.parts);
  expect(evidence).toMatchObject({ approach: { notDecided: 'no positions' }, cars: [{ speeds: [] }, { speeds: [] }] });
  expect([evidence.at, evidence.gapM, evidence.corner]).toEqual([undefined, undefined, undefined]);
});

test('with the positions of only one car the two are not compared', () => {
  for (const pair of [[one, []] as const, [[], other] as const]) {
    const evidence = evidenceOf({ ...input, traces: pair });
    expect([evidence.gapM, evidence.closingKmh, evidence.aheadCarId]).toEqual([undefined, undefined, undefined]);
  }
});

test('a late report gives no time and no overlap', () => {
  const evidence = evidenceOf({ ...input, late: true });
  expect(evidence.touch?.alongside).toEqual({ notDecided: 'late' });
  expect([evidence.at, evidence.timing, evidence.gapM]).toEqual([undefined, undefined, undefined]);
});

test('two clients with the same car id are not compared', () => {
  const evidence = evidenceOf({ ...input, cars: [0, 0], traces: [one, one] });
  expect([evidence.at, evidence.touch, evidence.gapM]).toEqual([undefined, undefined, undefined]);
  // Alternating positions of two cars: no car drives like that.
  const mixed = one.flatMap((sample, index) => [
    sample,
    ...(other[index] ? [{ ...other[index], at: sample.at + 1, position: [5000, 0, 0] as const }] : []),
  ]);
  const jumping = evidenceOf({ ...input, traces: [mixed, other] });
  expect(jumping.timing).not.toBe('contact');
  expect(jumping.timing).not.toBe('speeds');
});

test('a car that jumped four seconds before the contact is followed from there', () => {
  const at = evidenceOf(input).at ?? 0;
  const moved = one.map(
    (sample): Sample => (sample.at < at - 4000 ? { ...sample, position: [9000, 0, 9000] } : sample),
  );
  const [whole, since] = [input, { ...input, traces: [moved, other] as const }].map((each) => evidenceOf(each));
  expect(since?.timing).toBe('contact');
  const speedsOf = (evidence: typeof whole) =>
    evidence?.cars[0].speeds.filter(({ secondsBefore }) => secondsBefore < 4);
  expect(speedsOf(since)?.map(({ secondsBefore }) => secondsBefore)).toContain(3);
  for (const [index, { kmh, errorKmh = 0 }] of speedsOf(since)?.entries() ?? [])
    expect(Math.abs(kmh - (speedsOf(whole)?.[index]?.kmh ?? 0))).toBeLessThan(errorKmh);
});

test('a car that jumped right before the contact has broken positions', () => {
  const at = (evidenceOf(input).at ?? 0) - 500;
  const moved = one.map((sample): Sample => (sample.at < at ? { ...sample, position: [9000, 0, 9000] } : sample));
  const evidence = evidenceOf({ ...input, traces: [moved, other] });
  expect([evidence.gapM, evidence.closingKmh, evidence.aheadCarId]).toEqual([undefined, undefined, undefined]);
  expect(evidence.approach).toEqual({ notDecided: 'broken positions' });
  expect(evidence.corner).not.toMatchObject({ apex: { axle: expect.anything() } });
});

test('a stationary car points in no known direction, so overlap and approach are undecided', () => {
  const evidence = evidenceOf({
    cars: [1, 2],
    reports: [report(1), report(2, -2)],
    traces: [straight(30), straight(0, { x: 4 })],
  });
  expect(evidence.touch?.alongside).toEqual({ notDecided: 'too slow' });
  expect(evidence.touch?.parts).toEqual(['nose', 'tail']);
  expect(evidence.approach).toEqual({ notDecided: 'too slow' });
  expect(evidence.aheadCarId).toBeUndefined();
  expect(evidence.cars[1].speeds.every(({ kmh }) => kmh === 0)).toBe(true);
  // 30 m in the second before, from 34 m to 4 m.
  expect(evidence.closingKmh).toBeGreaterThan(108 - (evidence.closingErrorKmh ?? 0) - 8);
});

test('in the pits corner, overlap and braking are undecided', () => {
  const pits: TrackLine = { ...line, isInPits: () => true };
  const evidence = evidenceOf({ ...input, line: pits });
  expect(evidence.corner).toEqual({ notDecided: 'in the pits' });
  expect(evidence.touch?.alongside).toEqual({ notDecided: 'in the pits' });
  expect(evidence.cars.map(({ braking }) => braking)).toEqual([
    { notDecided: 'in the pits' },
    { notDecided: 'in the pits' },
  ]);
});

test('there is no corner without a line, off the line, or between corners', () => {
  expect(evidenceOf({ ...input, line: undefined }).corner).toEqual({ notDecided: 'no line' });
  expect(evidenceOf({ ...input, line: { ...line, place: () => undefined } }).corner).toEqual({ notDecided: 'no line' });
  expect(evidenceOf({ ...input, line: { ...line, cornerAt: () => undefined } }).corner).toEqual({
    notDecided: 'no corner',
  });
});

test('an apex after the contact is not used', () => {
  const corner = line.cornerAt(0);
  if (!corner) throw new Error('the bend has a corner');
  const further: TrackLine = { ...line, cornerAt: () => ({ ...corner, apexS: 400 }) };
  expect(evidenceOf({ ...input, line: further }).corner).toMatchObject({ apex: { notDecided: 'after the contact' } });
});

describe('invalid numbers', () => {
  test.each([Number.NaN, Infinity, -Infinity, 1e38])(
    '%d in a position, velocity or time gives finite figures and no contact timing',
    (bad) => {
      const broken: ((sample: Sample) => Sample)[] = [
        (sample) => ({ ...sample, position: [bad, 0, 0] }),
        (sample) => ({ ...sample, velocity: [bad, 0, 0] }),
        (sample) => ({ ...sample, at: bad }),
        (sample) => ({ ...sample, velocity: undefined }),
      ];
      for (const spoil of broken) {
        const evidence = evidenceOf({ ...input, traces: [one.map(spoil), other] });
        const { gapM = 0, closingKmh = 0 } = evidence;
        expect([Number.isFinite(gapM), Number.isFinite(closingKmh), evidence.timing === 'contact']).toEqual([
          true,
          true,
          false,
        ]);
      }
    },
  );

  test('in a report give no overlap', () => {
    const bad = told.map((each): ContactReport => ({ ...each, position: [Number.NaN, 0, 0] }));
    expect(isDecided(evidenceOf({ ...input, reports: bad }).touch?.alongside)).toBe(false);
  });
});

test('an impossible velocity gives neither NaN nor Infinity', () => {
  const still = { speedKmh: 0, place: 0, position: [0, 0, 0] } as const;
  const [mad, standing] = [
    [{ ...still, at: 90_000, velocity: [0, 0, 4.99e306] as const }],
    [{ ...still, at: 96_500, velocity: [0, 0, 0] as const }],
  ];
  const evidence = evidenceOf({ cars: [1, 2], reports: [report(1), report(2, -2)], traces: [mad, standing] });
  expect(
    JSON.stringify(evidence, (_, value) => (value === Infinity || Number.isNaN(value) ? 'NONE' : value)),
  ).not.toContain('NONE');
});

test('arbitrary positions give only finite numbers', () => {
  const number = fc.oneof(fc.double(), fc.double({ min: -100, max: 100 }));
  const sample = fc.record({
    at: fc.oneof(fc.double(), fc.integer({ min: 90_000, max: 110_000 })),
    position: fc.tuple(number, number, number),
    velocity: fc.tuple(number, number, number),
    speedKmh: number,
    place: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 30 }), fc.array(sample, { maxLength: 30 }), (a, b) => {
      const byTime = (samples: Sample[]): Sample[] => samples.toSorted((x, y) => x.at - y.at);
      const evidence = evidenceOf({
        cars: [1, 2],
        reports: [report(1), report(2, -2)],
        traces: [byTime(a), byTime(b)],
      });
      const text = JSON.stringify(evidence, (_, value) =>
        typeof value === 'number' && !Number.isFinite(value) ? 'NONE' : value,
      );
      expect(text).not.toContain('NONE');
    }),
  );
});

describe.each([300, 70_000])('on a track of %d m', (lengthM) => {
  const count = Math.round(lengthM / 5);
  const radius = lengthM / 2 / Math.PI;
  const learnt: LearntLine = {
    lengthM,
    points: Array.from({ length: count }, (_, index) => {
      const angle = (2 * Math.PI * index) / count;
      const [x, z] = [radius * Math.cos(angle), radius * Math.sin(angle)];
      return { s: (lengthM * index) / count, x, z, heading: angle + Math.PI / 2, speedMs: 20 };
    }),
    corners: [{ number: 1, turns: 'right', turnInS: lengthM * 0.3, apexS: lengthM * 0.35, exitS: lengthM * 0.4 }],
    quality: { errorM: 1, laps: 9 },
  };

  test('a contact gets its place and the right corner', () => {
    const at = (s: number): readonly [number, number, number] => {
      const angle = s / radius;
      return [radius * Math.cos(angle), 0, radius * Math.sin(angle)];
    };
    const run = (s: number, speed: number): Sample[] =>
      Array.from({ length: 33 }, (_, index) => {
        const ms = 92_000 + index * 245;
        const place = s + (speed * (ms - 100_000)) / 1000;
        const angle = place / radius;
        const velocity = [-speed * Math.sin(angle), 0, speed * Math.cos(angle)] as const;
        return { at: ms, position: at(place), velocity, speedKmh: speed * 3.6, place: (place / lengthM + 1) % 1 };
      });
    const whole = lengthM * 0.35;
    const told = [report(1), report(2, -2)].map((each) => ({ ...each, position: at(whole) }));
    const evidence = evidenceOf({
      cars: [1, 2],
      reports: told,
      traces: [run(whole - 2, 20), run(whole + 2, 19)],
      line: new LearntTrack(learnt, 0.35),
    });
    expect(evidence.where).toBe('T1');
    expect(isDecided(evidence.corner) && evidence.corner.number).toBe(1);
  });

  test('a contact far off the track has no place', () => {
    const away = [report(1), report(2, -2)].map((each) => ({ ...each, position: [3 * radius + 500, 0, 0] as const }));
    const evidence = evidenceOf({ cars: [1, 2], reports: away, traces: [[], []], line: new LearntTrack(learnt) });
    expect([evidence.where, evidence.corner]).toEqual([undefined, undefined]);
  });
});
