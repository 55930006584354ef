import { describe, expect, it } from 'vitest';
import { alongTo, cornerAt, isInPits, type LearntLine, placeOn } from '../../../src/features/track/line.ts';

/** Clockwise on the map (x right, z down): every corner of it is a right-hander. */
const RADIUS = 100;
const LENGTH = 2 * Math.PI * RADIUS;
const COUNT = 126;

const circle: LearntLine = {
  lengthM: LENGTH,
  points: Array.from({ length: COUNT }, (_, index) => {
    const angle = (2 * Math.PI * index) / COUNT;
    return {
      s: (LENGTH * index) / COUNT,
      x: RADIUS * Math.cos(angle),
      z: RADIUS * Math.sin(angle),
      heading: angle + Math.PI / 2,
      speedMs: 30,
    };
  }),
  corners: [
    { number: 1, turns: 'right', turnInS: 100, apexS: 130, exitS: 160 },
    { number: 2, name: 'Parabolica', turns: 'right', turnInS: 300, apexS: 320, exitS: 340 },
    { number: 2, suffix: 'a', turns: 'right', turnInS: 420, apexS: 430, exitS: 440 },
    { number: 3, turns: 'right', turnInS: 600, apexS: 620, exitS: 20 },
  ],
  pits: { boxes: [{ x: 0, z: 80 }], lane: [{ x: 20, z: 82 }] },
  quality: { errorM: 0.5, laps: 20 },
};

describe('a place on the line', () => {
  it.each([0, 0.4, 1.7, 3.3, 6.2])('is found at %s rad, with left as positive', (angle) => {
    const at = (radius: number) => ({ x: radius * Math.cos(angle), z: radius * Math.sin(angle) });
    // The outside of a clockwise circle is to the driver's left.
    const left = placeOn(circle, at(RADIUS + 3));
    expect(alongTo(circle, angle * RADIUS, left?.s ?? Number.NaN)).toBeCloseTo(0, 0);
    expect(left?.lateral).toBeCloseTo(3, 1);
    expect(placeOn(circle, at(RADIUS - 2))?.lateral).toBeCloseTo(-2, 1);
  });

  it('is undefined for a position that is far off or invalid', () => {
    expect(placeOn(circle, { x: 2000, z: 0 })).toBeUndefined();
    expect(placeOn(circle, { x: Number.NaN, z: 0 })).toBeUndefined();
  });

  it('is searched for near the last known place', () => {
    // Out along z = 0 and back along z = 6.
    const points = Array.from({ length: 200 }, (_, index) => ({
      s: 5 * index,
      x: index < 100 ? 5 * index : 995 - 5 * index,
      z: index < 100 ? 0 : 6,
      heading: index < 100 ? 0 : Math.PI,
      speedMs: 50,
    }));
    const hairpin = { ...circle, lengthM: 1000, points };
    expect(placeOn(hairpin, { x: 300, z: 2 })).toEqual({ s: 300, lateral: -2 });
    expect(placeOn(hairpin, { x: 300, z: 2 }, 700)).toEqual({ s: 695, lateral: expect.closeTo(-4) });
  });
});

describe('the corner of a place', () => {
  it.each([
    [130, 'T1'],
    [60, 'T1'],
    [200, 'between T1 and T2'],
    [320, 'T2 (Parabolica)'],
    [350, 'between T2 and T2a'],
    [430, 'T2a'],
    [500, 'between T2a and T3'],
    [10, 'T3'],
    [610, 'T3'],
    [30, 'between T3 and T1'],
  ])('at %s m is %s', (s, name) => {
    expect(cornerAt(circle, s)).toBe(name);
  });

  it('is undefined if no corners are known', () => {
    expect(cornerAt({ ...circle, corners: [] }, 130)).toBeUndefined();
  });
});

describe('the pits', () => {
  it('are the boxes where cars stood and the lane by which they left', () => {
    expect(isInPits(circle, { x: 1, z: 79 })).toBe(true);
    expect(isInPits(circle, { x: 22, z: 82 })).toBe(true);
    expect(isInPits(circle, { x: 0, z: 100 })).toBe(false);
    expect(isInPits({ ...circle, pits: undefined }, { x: 1, z: 79 })).toBe(false);
  });
});
