import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { corner } from '../../../sandbox/acserver/driving/scripts.ts';
import { createTrack } from '../../../sandbox/acserver/driving/track.ts';
import type { CarPart, Evidence } from '../../../src/events/evidence.ts';
import { drive } from '../../sandbox/acserver/driving/drive.ts';
import { type IncidentRig, incidentRig } from './rig.ts';

/** Contacts as they happen in races, between two simulated cars, and the evidence that Pitwall gives for each. */

let driven: ReturnType<typeof drive>;
let rig: IncidentRig;
let told = 0;
beforeEach(() => {
  driven = drive();
  rig = incidentRig({ minKmh: 0 }, undefined, driven.clock);
  told = 0;
  driven.server.receive({ type: 'realtimePosInterval', intervalMs: 245 });
});
afterEach(() => {
  driven.server.close();
  rig.remove();
});

function pass(ms: number): void {
  for (let passed = 0; passed < ms; passed += 50) {
    driven.clock.advance(50);
    rig.packets(...driven.packets().slice(told));
    told = driven.packets().length;
  }
}

/** The contact of cars 0 and 1 in this scene. */
function play(kind: string): Evidence {
  pass(60_000);
  const since = driven.clock.now();
  driven.control(`scene ${kind} 0 1`);
  pass(20_000);
  const contacts = rig.table.recent(1, 0).flatMap(({ facts }) => facts.contacts);
  const own = contacts.filter(({ drivers, at = 0 }) => {
    const cars = drivers
      .map(({ carId }) => carId)
      .toSorted()
      .join();
    return cars === '0,1' && at > since + 1000;
  });
  const [first] = own.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
  if (!first?.evidence?.at) throw new Error(`${kind} is no contact of which anything is known`);
  const { evidence, drivers } = first;
  // Ordered by car id, whichever car reported first.
  if (drivers[0].carId === 0) return evidence;
  const [a, b] = evidence.touch?.parts ?? [null, null];
  return {
    ...evidence,
    cars: [evidence.cars[1], evidence.cars[0]],
    touch: evidence.touch && { ...evidence.touch, parts: [b, a] },
  };
}

const SIDES: readonly (CarPart | null)[] = [
  'left side',
  'right side',
  'left front',
  'right front',
  'left rear',
  'right rear',
];

describe('a scene', () => {
  test('nose to tail: the tail of one car meets the nose of a faster one behind', () => {
    const { touch, aheadCarId, closingKmh, cars } = play('nose-to-tail');
    expect(touch?.parts).toEqual(['tail', 'nose']);
    expect(touch?.alongside).toMatchObject({ carId: 1, overlap: 'none' });
    expect(aheadCarId).toBe(0);
    expect(closingKmh).toBeGreaterThan(5);
    expect(cars.map(({ speeds }) => speeds.length)).toEqual([4, 4]);
  });

  test('side by side: the sides meet, with an overlap', () => {
    const { touch } = play('side');
    expect(SIDES).toContain(touch?.parts[0]);
    expect(SIDES).toContain(touch?.parts[1]);
    expect(touch?.alongside).toMatchObject({ overlap: expect.stringMatching(/side by side|some/) });
  });

  test('squeeze: the car ahead moves left into the other, which is beside its rear wheels', () => {
    const { touch, aheadCarId } = play('squeeze');
    expect(touch?.parts).toEqual([expect.stringMatching(/^left /), expect.stringMatching(/^right /)]);
    expect(touch?.alongside).toMatchObject({ carId: 1, overlap: 'some', axle: 'short' });
    expect(aheadCarId).toBe(0);
  });

  test('dive: the car ahead turns in, and its inside meets the outside of the other, with an overlap', () => {
    const { touch, aheadCarId } = play('dive');
    const [inside, outside] = corner(createTrack()).side === 1 ? [/^left /, /^right /] : [/^right /, /^left /];
    expect(touch?.parts).toEqual([expect.stringMatching(inside), expect.stringMatching(outside)]);
    expect(touch?.alongside).toMatchObject({ overlap: expect.stringMatching(/some|side by side/) });
    expect(aheadCarId).toBe(0);
  });

  test('rejoin: the returning car is ahead and much slower', () => {
    const { cars, aheadCarId } = play('rejoin');
    const [slow, fast] = cars.map(({ speeds }) => speeds.find(({ secondsBefore }) => secondsBefore === 1)?.kmh ?? 0);
    expect(aheadCarId).toBe(0);
    expect((fast ?? 0) - (slow ?? 0)).toBeGreaterThan(20);
  });
});

test('an unknown scene, or a scene with one car, is refused', () => {
  pass(60_000);
  expect(() => driven.control('scene crash 0 1')).toThrow('a scene is one of nose-to-tail');
  expect(() => driven.control('scene dive 0 0')).toThrow('a scene needs two cars');
});
