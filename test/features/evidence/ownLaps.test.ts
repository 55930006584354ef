import { describe, expect, test } from 'vitest';
import { isDecided } from '../../../src/events/evidence.ts';
import { type BrakingPoint, brakingOf, brakingPoints } from '../../../src/features/evidence/braking.ts';
import { OwnLaps } from '../../../src/features/evidence/ownLaps.ts';
import { Way, waypointsOf } from '../../../src/features/evidence/way.ts';
import type { Sample } from '../../../src/race/tracesSample.ts';

const STEP_MS = 245;
/** A circle, one lap in 60 s at 60 m/s. */
const LAP_M = 3600;
const RADIUS_M = LAP_M / (2 * Math.PI);

/** Position and speed of a car that has driven this many metres. */
function sampleAt(at: number, driven: number, speed: number, lapM = LAP_M, radiusM = RADIUS_M): Sample {
  const angle = driven / radiusM;
  return {
    at,
    position: [radiusM * Math.cos(angle), 0, radiusM * Math.sin(angle)],
    velocity: [-speed * Math.sin(angle), 0, speed * Math.cos(angle)],
    speedKmh: speed * 3.6,
    place: (((driven / lapM) % 1) + 1) % 1,
  };
}

/** This many laps at one speed; the line is crossed at 0 s. */
function lapsAt(speed: number, laps: number, from = 0): Sample[] {
  const count = Math.ceil((laps * LAP_M) / speed / (STEP_MS / 1000)) + 4;
  return Array.from({ length: count }, (_, index) =>
    sampleAt(from + index * STEP_MS, (index * STEP_MS * speed) / 1000 - 20, speed),
  );
}

const note = (own: OwnLaps, { at, position, velocity = [0, 0, 0], place }: Sample): void =>
  own.note(1, at, position, velocity, place);

function driven(samples: readonly Sample[], lapMs: number, isClean = true): OwnLaps {
  const own = new OwnLaps();
  let last = 0;
  for (const sample of samples) {
    note(own, sample);
    // The server reports the lap when the line is crossed.
    if (sample.place < last - 0.5) own.lapCompleted(1, { lapMs, isClean });
    last = sample.place;
  }
  return own;
}

describe('a driver’s usual time over a stretch', () => {
  test('is the median of their own laps', () => {
    const usual = driven(lapsAt(60, 5), 60_000).usualTime(1, 0.25, 0.5);
    expect(usual?.medianMs).toBeCloseTo(15_000, -1);
    expect(usual?.spreadMs).toBeLessThan(20);
  });

  test('may cross the finish line', () => {
    expect(driven(lapsAt(60, 5), 60_000).usualTime(1, 0.9, 0.1)?.medianMs).toBeCloseTo(12_000, -1);
  });

  test.each([
    ['fewer than three laps were driven', driven(lapsAt(60, 2), 60_000)],
    ['the laps were cut, or had a contact', driven(lapsAt(60, 5), 60_000, false)],
    ['the server reported other lap times', driven(lapsAt(60, 5), 70_000)],
    ['nothing was driven', new OwnLaps()],
  ])('is unknown if %s', (_, own) => {
    expect(own.usualTime(1, 0.25, 0.5)).toBeUndefined();
  });

  test('is unknown once the car has been forgotten', () => {
    const own = driven(lapsAt(60, 5), 60_000);
    own.forget(1);
    expect(own.usualTime(1, 0.25, 0.5)).toBeUndefined();
  });

  test('leaves out laps in which the car jumped', () => {
    const own = new OwnLaps();
    for (const sample of lapsAt(60, 5)) {
      const isSet = sample.place > 0.5 && sample.place < 0.51;
      note(own, isSet ? { ...sample, position: [9000, 0, 9000] } : sample);
      if (sample.place < 0.005) own.lapCompleted(1, { lapMs: 60_000, isClean: true });
    }
    expect(own.usualTime(1, 0.25, 0.4)).toBeUndefined();
  });

  test.each([
    ['300 m', 300, 20],
    ['70 km', 70_000, 90],
  ])('is right on a track of %s', (_, lapM, speed) => {
    const own = new OwnLaps();
    const lapMs = (lapM / speed) * 1000;
    let last = 0;
    for (let ms = 0; ms < lapMs * 4.2; ms += STEP_MS) {
      const sample = sampleAt(ms, (ms * speed) / 1000 - 5, speed, lapM, lapM / (2 * Math.PI));
      note(own, sample);
      if (sample.place < last - 0.5) own.lapCompleted(1, { lapMs, isClean: true });
      last = sample.place;
    }
    const usual = own.usualTime(1, 0.25, 0.5)?.medianMs ?? 0;
    expect(Math.abs(usual / (lapMs / 4) - 1)).toBeLessThan(0.02);
  });
});

/** Straight on at 70 m/s, then braking at 10 m/s² from `atM` on. */
function braked(atM: number, from = 0): Sample[] {
  const samples: Sample[] = [];
  let [x, speed] = [0, 70];
  for (let ms = 0; ms <= 8000; ms += 1) {
    if (ms % STEP_MS === 0) {
      samples.push({
        at: from + ms,
        position: [x, 0, 0],
        velocity: [speed, 0, 0],
        speedKmh: speed * 3.6,
        place: x / 5000,
      });
    }
    x += speed / 1000;
    if (x >= atM) speed = Math.max(30, speed - 0.01);
  }
  return samples;
}

describe('the braking point', () => {
  const points = (atM: number): BrakingPoint[] => brakingPoints(waypointsOf(braked(atM)));

  test.each([200, 207, 213, 220, 226])('is found at %d m', (atM) => {
    const [found, ...others] = points(atM);
    expect(others).toEqual([]);
    expect(Math.abs((found?.place.x ?? 0) - atM)).toBeLessThan(3);
  });

  const usual = (of: readonly number[]): BrakingPoint[][] => of.map(points);
  const way = (atM: number): Way => new Way(waypointsOf(braked(atM)));
  const laterBy = (atM: number, of: readonly number[], at = 5500) => {
    const braking = brakingOf(way(atM), at, usual(of));
    return isDecided(braking) ? braking.laterThanUsualM : braking;
  };

  test('is compared with the driver’s own median, with its error', () => {
    const later = laterBy(230, [198, 199, 200, 201, 202]);
    expect(later).toMatchObject({ value: expect.closeTo(30, -1) });
    expect(isDecided(later) && later.plusMinus).toBeLessThan(12);
    expect(laterBy(170, [198, 199, 200, 201, 202])).toMatchObject({ value: expect.closeTo(-30, -1) });
  });

  test.each([
    ['within the error', 203, [198, 199, 200, 201, 202], 'within the error'],
    ['within the driver’s own variation', 230, [150, 175, 200, 225, 250], 'within the error'],
    ['after only four laps', 230, [198, 199, 200, 201], 'too few laps'],
    ['with laps that braked elsewhere', 230, [398, 399, 400, 401, 402], 'too few laps'],
  ])('is not compared %s', (_, atM, of, notDecided) => {
    expect(laterBy(atM, of)).toEqual({ notDecided });
  });

  test('is unknown if the car had not braked before the contact', () => {
    expect(brakingOf(way(230), 3000, [])).toEqual({ notDecided: 'broken positions' });
  });
});
