import { describe, expect, it } from 'vitest';
import { stand } from '../../../../sandbox/acserver/driving/car.ts';
import { createField } from '../../../../sandbox/acserver/driving/field.ts';
import { seeded } from '../../../../sandbox/acserver/driving/random.ts';
import { SCRIPTS, type ScriptName } from '../../../../sandbox/acserver/driving/scripts.ts';
import { Staging } from '../../../../sandbox/acserver/driving/staging.ts';
import { STEP_MS } from '../../../../sandbox/acserver/driving/ticker.ts';
import { ASPHALT_M, createTrack } from '../../../../sandbox/acserver/driving/track.ts';
import { drive, minutes } from './drive.ts';

const track = createTrack();

/** Ten cars that race and make no mistakes of their own. */
function race(everyMs: number) {
  const random = seeded(7);
  const field = createField(track, random);
  const staging = new Staging({ cars: field.cars, track, everyMs });
  for (let carId = 0; carId < 10; carId += 1) {
    field.add(carId, { pace: 0.9 + 0.09 * random(), recklessness: 0 }, 0);
  }
  field.toGrid([...field.cars.keys()], 3000);
  let nowMs = 0;
  return {
    cars: field.cars,
    meet: (name: ScriptName, front?: number) => staging.meet(name, nowMs, front),
    /** The cars that follow a script, by car id. */
    staged: () => [...field.cars.values()].filter(({ script }) => script).map(({ carId }) => carId),
    step() {
      nowMs += STEP_MS;
      staging.step(nowMs);
      return field.step(nowMs);
    },
    now: () => nowMs,
  };
}

type Race = ReturnType<typeof race>;

function pass(cars: Race, untilMs: number): void {
  while (cars.now() < untilMs) cars.step();
}

const velocities = ({ cars }: Race) => new Map([...cars.values()].map(({ carId, velocity }) => [carId, velocity]));

/** The hardest push on a car that follows a script, before contact: m/s². */
function hardestUntilContact(cars: Race): { readonly touched: boolean; readonly hardest: number } {
  const pair = cars.staged();
  let hardest = 0;
  for (const endMs = cars.now() + 15_000; cars.now() < endMs; ) {
    const before = velocities(cars);
    const happened = cars.step();
    const contact = happened.find((each) => each.kind === 'contact' && each.blows.every((b) => pair.includes(b.carId)));
    if (contact) return { touched: true, hardest };
    // Another car has run into one of them.
    if (happened.some(({ kind }) => kind === 'contact' || kind === 'wall')) continue;
    for (const carId of pair) {
      const [[ax = 0, , az = 0], [bx = 0, , bz = 0]] = [
        before.get(carId) ?? [0, 0, 0],
        cars.cars.get(carId)?.velocity ?? [0, 0, 0],
      ];
      hardest = Math.max(hardest, Math.hypot(bx - ax, bz - az) / (STEP_MS / 1000));
    }
  }
  return { touched: false, hardest };
}

describe('contacts staged during a race', () => {
  it.each(SCRIPTS)('start from the current positions without jumps: %s', (name) => {
    const cars = race(0);
    let touched = 0;
    for (let minute = 1; minute <= 6; minute += 1) {
      pass(cars, minute * minutes);
      while (!cars.meet(name)) cars.step();
      expect(cars.staged()).toHaveLength(2);
      const { touched: one, hardest } = hardestUntilContact(cars);
      if (one) touched += 1;
      // Corners at speed take 4 g here, and a light touch by a third car some more. A sudden jump takes thousands.
      expect(hardest).toBeLessThan(100);
    }
    expect(touched).toBeGreaterThanOrEqual(5);
  });

  it('happen only if asked for, half a minute apart or more, each kind in its turn', () => {
    const cars = race(30_000);
    const silent = race(0);
    const begun: { readonly atMs: number; leavesTrack: boolean }[] = [];
    let before: readonly number[] = [];
    while (cars.now() < 4 * minutes) {
      cars.step();
      silent.step();
      expect(silent.staged()).toEqual([]);
      const staged = cars.staged();
      if (before.length === 0 && staged.length > 0) begun.push({ atMs: cars.now(), leavesTrack: false });
      before = staged;
      const [latest] = begun.slice(-1);
      if (latest && staged.some((carId) => Math.abs(cars.cars.get(carId)?.offset ?? 0) > ASPHALT_M))
        latest.leavesTrack = true;
    }
    const times = begun.map(({ atMs }) => atMs);
    const gaps = times.map((atMs, index) => atMs - (times[index - 1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30_000);
    // Until two cars are near each other in the right place, some seconds more.
    expect(begun.length).toBeGreaterThanOrEqual(5);
    // The second of five is the one that rejoins.
    expect(begun.slice(0, 5).map(({ leavesTrack }) => leavesTrack)).toEqual([false, true, false, false, false]);
  });

  it('need two cars near each other on the track', () => {
    const cars = race(0);
    // Nobody races on the grid.
    expect(cars.meet('nose-to-tail')).toBe(false);
    pass(cars, minutes);
    expect(cars.meet('side', 99)).toBe(false);
    for (const car of cars.cars.values()) if (car.carId !== 4) car.mode = 'box';
    expect(SCRIPTS.filter((name) => cars.meet(name))).toEqual([]);
  });

  it('are not begun by two cars half a lap apart', () => {
    const cars = race(0);
    const [front, rear, ...others] = cars.cars.values();
    if (!front || !rear) throw new Error('there is no race');
    for (const car of others) car.mode = 'box';
    for (let s = 0; s < track.lengthM; s += 10) {
      for (const car of [front, rear]) car.mode = 'track';
      stand(front, track, s, 0, 30);
      stand(rear, track, s + track.lengthM / 2, 0, 30);
      expect(SCRIPTS.filter((name) => cars.meet(name))).toEqual([]);
    }
    stand(front, track, 0, 0, 30);
    stand(rear, track, -25, 0, 30);
    expect(SCRIPTS.some((name) => cars.meet(name))).toBe(true);
  });
});

describe('the meet command', () => {
  it('refuses an unknown scene, and a scene without cars near enough', () => {
    const game = drive();
    expect(() => game.control('meet nose-to-tail')).toThrow('nobody is near enough for that');
    expect(() => game.control('meet ufo')).toThrow(
      'a scene is one of nose-to-tail, side, squeeze, dive, rejoin, unseen',
    );
  });
});
