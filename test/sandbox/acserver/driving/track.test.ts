import { describe, expect, it } from 'vitest';
import { ahead, createTrack, WALL_M } from '../../../../sandbox/acserver/driving/track.ts';

const track = createTrack();
const distance = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(...a.map((value, axis) => value - (b[axis] ?? 0)));

describe('the track', () => {
  it('is 1.2 to 2 km long and closed', () => {
    expect(track.lengthM).toBeGreaterThan(1200);
    expect(track.lengthM).toBeLessThan(2000);
    expect(distance(track.at(track.lengthM - 0.001, 0), track.at(0, 0))).toBeLessThan(0.1);
    expect(distance(track.at(-10, 0), track.at(track.lengthM - 10, 0))).toBeLessThan(1e-9);
  });

  it('measures distances correctly along its line', () => {
    for (let s = 0; s < track.lengthM; s += 7) {
      const step = distance(track.at(s, 0), track.at(s + 1, 0));
      expect(step).toBeGreaterThan(0.9);
      expect(step).toBeLessThan(1.1);
    }
  });

  it('takes 45 to 70 seconds at the ideal speed', () => {
    let seconds = 0;
    for (let s = 0; s < track.lengthM; s += 1) seconds += 1 / track.speedAt(s);
    expect(seconds).toBeGreaterThan(45);
    expect(seconds).toBeLessThan(70);
  });

  it('has its left side towards -z when driving towards +x, as in the game', () => {
    const [, , middle] = track.at(100, 0);
    const [, , left] = track.at(100, 5);
    expect(track.headingAt(100)[0]).toBeGreaterThan(0.9);
    expect(left).toBeLessThan(middle);
  });

  it('keeps enough distance between different parts of the lap', () => {
    let nearest = Number.POSITIVE_INFINITY;
    for (let s = 0; s < track.lengthM; s += 10) {
      for (let other = 0; other < track.lengthM; other += 10) {
        if (Math.abs(ahead(s, other, track.lengthM)) < 80) continue;
        nearest = Math.min(nearest, distance(track.at(s, 0), track.at(other, 0)));
      }
    }
    expect(nearest).toBeGreaterThan(2 * WALL_M);
  });
});
