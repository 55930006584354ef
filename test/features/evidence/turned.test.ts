import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duelOf } from '../../../bench/evidence/duel.ts';
import { hear } from '../../../bench/evidence/heard.ts';
import { Chance } from '../../../bench/evidence/random.ts';
import { CARS, lineOf, trialOf } from '../../../bench/evidence/trial.ts';
import type { Position } from '../../../src/events/events.ts';
import { type CarPart, type Evidence, isDecided } from '../../../src/events/evidence.ts';
import { evidenceOf } from '../../../src/features/evidence/evidence.ts';
import type { TrackLine } from '../../../src/features/evidence/line.ts';
import { onMap, type Point, turned } from '../../../src/features/evidence/plane.ts';
import type { ContactReport } from '../../../src/features/evidence/reports.ts';
import type { Sample } from '../../../src/race/tracesSample.ts';
import { recordedReports } from './recorded.ts';

describe('a car that stood against a wall', () => {
  // Suzuka, qualifying, car 1: it did not move between these four reports.
  const reports = recordedReports('SQ').filter(({ index }) => [3, 4, 7, 8].includes(index));

  /** The rms error of the best pose for the four places, and its heading. */
  function bestPose(frame: (relative: Position) => Position) {
    let best = { rms: Infinity, heading: { x: 1, z: 0 } };
    for (let degrees = 0; degrees < 360; degrees += 0.05) {
      const angle = (degrees * Math.PI) / 180;
      const heading: Point = { x: Math.cos(angle), z: Math.sin(angle) };
      const origins = reports.map(({ position, relativePosition }) => {
        const [place, part] = [onMap(position), turned(frame(relativePosition), heading)];
        return { x: place.x - part.x, z: place.z - part.z };
      });
      const mean = (of: 'x' | 'z') => origins.reduce((sum, each) => sum + each[of], 0) / origins.length;
      const [x, z] = [mean('x'), mean('z')];
      const squares = origins.reduce((sum, each) => sum + (each.x - x) ** 2 + (each.z - z) ** 2, 0);
      const rms = Math.sqrt(squares / origins.length);
      if (rms < best.rms) best = { rms, heading };
    }
    return best;
  }

  test('has one pose that fits all four reports, with its left at +x', () => {
    expect(reports.map(({ carId }) => carId)).toEqual([1, 1, 1, 1]);
    const { rms, heading } = bestPose((relative) => relative);
    expect(rms).toBeCloseTo(0.033, 3);
    expect(heading.x).toBeCloseTo(0.155, 2);
    expect(heading.z).toBeCloseTo(0.988, 2);
  });

  test('has no such pose with left and right swapped', () => {
    expect(bestPose(([x, y, z]) => [-x, y, z]).rms).toBeCloseTo(0.897, 2);
  });
});

interface Told {
  readonly reports: readonly ContactReport[];
  readonly traces: readonly [readonly Sample[], readonly Sample[]];
  readonly line: TrackLine;
}

function heardBy(seed: number): Told {
  const chance = new Chance(seed);
  const duel = duelOf(chance);
  const { reports, traces } = trialOf(hear(duel, chance));
  return { reports: reports.flatMap((report) => report ?? []), traces, line: lineOf(duel.bend) };
}

const evidenceFor = ({ reports, traces, line }: Told): Evidence => evidenceOf({ cars: CARS, reports, traces, line });

/** The same in a transformed world: `there` maps places and velocities, and `back` maps them back for the line. */
function elsewhere(told: Told, there: (at: Point) => Point, back: (at: Point) => Point, isMirrored = false): Told {
  const moved = ([x, y, z]: Position): Position => {
    const to = there({ x, z });
    return [to.x, y, to.z];
  };
  const zero = there({ x: 0, z: 0 });
  const turnedOnly = ([x, y, z]: Position): Position => {
    const to = there({ x, z });
    return [to.x - zero.x, y, to.z - zero.z];
  };
  const sample = (each: Sample): Sample => ({
    ...each,
    position: moved(each.position),
    velocity: each.velocity && turnedOnly(each.velocity),
  });
  const side = isMirrored ? -1 : 1;
  const { line } = told;
  return {
    reports: told.reports.map((each) => {
      const [x, y, z] = each.relativePosition;
      return { ...each, position: moved(each.position), relativePosition: [side * x, y, z] };
    }),
    traces: [told.traces[0].map(sample), told.traces[1].map(sample)],
    line: {
      place(at) {
        const place = line.place(back(at));
        return place && { s: place.s, lateral: side * place.lateral };
      },
      ahead: line.ahead,
      cornerAt(s) {
        const corner = line.cornerAt(s);
        if (!corner || !isMirrored) return corner;
        return { ...corner, turns: corner.turns === 'left' ? 'right' : 'left' };
      },
      whereAt: line.whereAt,
      isInPits: (at) => line.isInPits(back(at)),
    },
  };
}

const near = (one: Evidence, other: Evidence): void => {
  expect(other.touch).toEqual(one.touch);
  const [a, b] = [one, other].map(({ corner }) =>
    isDecided(corner) && isDecided(corner.apex) ? corner.apex : undefined,
  );
  expect(b?.carId).toBe(a?.carId);
  expect(b?.axle).toBe(a?.axle);
  expect(Math.abs((b?.behindM.value ?? 0) - (a?.behindM.value ?? 0))).toBeLessThan(0.06);
  expect(Math.abs((other.gapM ?? 0) - (one.gapM ?? 0))).toBeLessThan(0.3);
  const inside = [one, other].map(({ corner }) => isDecided(corner) && isDecided(corner.inside) && corner.inside.carId);
  expect(inside[1]).toBe(inside[0]);
  expect([other.timing, other.aheadCarId, other.where]).toEqual([one.timing, one.aheadCarId, one.where]);
};

describe('the world around a contact', () => {
  const seeds = fc.integer({ min: 0, max: 1e6 });

  test('can be rotated and moved without changing the evidence', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0, max: 6.28, noNaN: true }), (seed, angle) => {
        const told = heardBy(seed);
        const [cos, sin, away] = [Math.cos(angle), Math.sin(angle), 700];
        const there = ({ x, z }: Point): Point => ({ x: cos * x - sin * z + away, z: sin * x + cos * z - away });
        const back = ({ x, z }: Point): Point => {
          const [dx, dz] = [x - away, z + away];
          return { x: cos * dx + sin * dz, z: cos * dz - sin * dx };
        };
        near(evidenceFor(told), evidenceFor(elsewhere(told, there, back)));
      }),
      { numRuns: 30 },
    );
  });

  test('can be mirrored, which only swaps left and right', () => {
    const exchanged = (part: CarPart | null): CarPart | null =>
      part && (part.replace(/left|right/, (side) => (side === 'left' ? 'right' : 'left')) as CarPart);
    fc.assert(
      fc.property(seeds, (seed) => {
        const told = heardBy(seed);
        const flipped = ({ x, z }: Point): Point => ({ x: -x, z });
        const [before, after] = [told, elsewhere(told, flipped, flipped, true)].map(evidenceFor);
        if (!before?.touch || !after?.touch) throw new Error('both were told of');
        const [one, other] = before.touch.parts;
        expect(after.touch.parts).toEqual([exchanged(one), exchanged(other)]);
        near({ ...before, touch: undefined }, { ...after, touch: undefined });
      }),
      { numRuns: 30 },
    );
  });
});
