import { describe, expect, it } from 'vitest';
import { LearntTrack } from '../../../src/features/evidence/learntTrack.ts';
import type { LearntLine } from '../../../src/features/track/line.ts';

/** A figure eight of two circles that touch in the middle. It crosses itself there, as Suzuka does. */
const [RADIUS, COUNT] = [100, 252] as const;
const LENGTH = 4 * Math.PI * RADIUS;

const spot = (s: number) => {
  const angle = s / RADIUS;
  const isFirst = angle < 2 * Math.PI;
  // The first circle lies to the left of the middle, the second to the right; they are driven in opposite directions.
  return isFirst
    ? { x: -RADIUS + RADIUS * Math.cos(angle), z: RADIUS * Math.sin(angle), heading: angle + Math.PI / 2 }
    : { x: RADIUS - RADIUS * Math.cos(angle), z: RADIUS * Math.sin(angle), heading: Math.PI / 2 - angle };
};

const eight: LearntLine = {
  lengthM: LENGTH,
  points: Array.from({ length: COUNT }, (_, index) => {
    const s = (LENGTH * index) / COUNT;
    return { s, ...spot(s), speedMs: 30 };
  }),
  corners: [
    { number: 1, turns: 'right', turnInS: 200, apexS: 300, exitS: 400 },
    { number: 2, name: 'Spoon', turns: 'left', turnInS: 850, apexS: 950, exitS: 1050 },
  ],
  pits: { boxes: [{ x: -100, z: 80 }], lane: [] },
  quality: { errorM: 0.5, laps: 20 },
};

describe('the learnt line in evidence', () => {
  it('gives the corner at a place, its direction and its name', () => {
    const track = new LearntTrack(eight);
    const { x, z } = spot(950);
    const place = track.place({ x, z });
    expect(place?.s).toBeCloseTo(950, 0);
    expect(track.cornerAt(950)).toEqual({ number: 2, name: 'T2 (Spoon)', turns: 'left', turnInS: 850, apexS: 950 });
    expect([track.whereAt(950), track.whereAt(600)]).toEqual(['T2 (Spoon)', 'between T1 and T2']);
    expect(track.cornerAt(600)).toBeUndefined();
    expect(track.ahead(1200, 30)).toBeCloseTo(LENGTH - 1170);
    expect([track.isInPits({ x: -100, z: 81 }), track.isInPits({ x, z })]).toEqual([true, false]);
  });

  it('stays on the right branch where the track crosses itself', () => {
    const crossing = { x: 1, z: 0 };
    for (const [from, expected] of [
      [2 * Math.PI * RADIUS - 40, 2 * Math.PI * RADIUS],
      [LENGTH - 40, LENGTH],
    ] as const) {
      const track = new LearntTrack(eight);
      track.place(spot(from));
      expect(track.ahead(expected, track.place(crossing)?.s ?? Number.NaN)).toBeCloseTo(0, 0);
      // The same, by the game's own lap position.
      const told = new LearntTrack(eight, from / LENGTH);
      expect(told.ahead(expected, told.place(crossing)?.s ?? Number.NaN)).toBeCloseTo(0, 0);
    }
  });

  it('finds a car that has jumped, but none far off the track', () => {
    const track = new LearntTrack(eight, 0.1);
    expect(track.place(spot(950))?.s).toBeCloseTo(950, 0);
    expect(track.place({ x: 5000, z: 0 })).toBeUndefined();
    expect(track.place({ x: Number.NaN, z: 0 })).toBeUndefined();
    expect(track.place(spot(940))?.s).toBeCloseTo(940, 0);
  });
});
