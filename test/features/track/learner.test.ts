import { describe, expect, it } from 'vitest';
import { FollowedCar } from '../../../src/features/track/followedCar.ts';
import { LineLearner } from '../../../src/features/track/learner.ts';
import { type Circuit, circuit, drive, type Heard, placeOnCircuit } from './drivenTrack.ts';

/** Five laps: one by each of five cars, each with its own pace, latency and wander. */
function taught(made: Circuit, seed: number, laps = 1, cars = 5): LineLearner {
  const learner = new LineLearner();
  for (let carId = 0; carId < cars; carId++) {
    for (const lap of cleanLaps(drive({ circuit: made, carId, seed: seed + carId, laps }))) learner.add(lap);
  }
  return learner;
}

function cleanLaps(heard: readonly Heard[]) {
  const car = new FollowedCar();
  return heard.flatMap(({ at, packet }) => {
    if (packet.type === 'carUpdate') return car.seen(packet, at) ?? [];
    car.lapCompleted(packet, at);
    return [];
  });
}

/** The distance of each point of the line from the true track there. */
function errors(made: Circuit, learner: LineLearner): readonly number[] {
  const points = learner.learnt()?.points ?? [];
  return points
    .map(({ x, z }, index) => {
      const truth = placeOnCircuit(made, (made.lengthM * index) / points.length);
      return Math.hypot(truth.x - x, truth.z - z);
    })
    .toSorted((one, other) => one - other);
}

const p95 = (sorted: readonly number[]): number => sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN;

describe('a line learnt from five laps', () => {
  it.each([
    [300, 1],
    [900, 2],
    [2500, 3],
    [4300, 4],
    [5800, 5],
    [7000, 6],
    [20800, 7],
    [70000, 8],
  ])('on a track of %s m is within 1.5 m of the true line (95 %%)', (lengthM, seed) => {
    const made = circuit(lengthM, seed);
    const learner = taught(made, 100 * seed);
    const learnt = learner.learnt();
    const found = errors(made, learner);
    expect(learnt?.laps).toBeGreaterThanOrEqual(5);
    expect(p95(found)).toBeLessThan(1.5);
  });
});

describe('the error that a line states', () => {
  it.each([3, 4, 5])('is at least as large as the real error (seed %s)', (seed) => {
    const made = circuit(4000, seed);
    const learner = taught(made, 1000 * seed, 4);
    expect(learner.learnt()?.laps).toBeGreaterThanOrEqual(20);
    expect(p95(errors(made, learner))).toBeLessThanOrEqual(learner.learnt()?.errorM ?? 0);
    expect(learner.learnt()?.errorM).toBeLessThan(1);
  });
});

describe('a lap that does not count', () => {
  const made = circuit(2000, 11);
  const heard = drive({ circuit: made, carId: 0, seed: 5, laps: 3 });
  const lapsOf = (changed: readonly Heard[]): number => cleanLaps(changed).length;
  const changedAt = (index: number, change: (each: Heard) => readonly Heard[]): readonly Heard[] =>
    heard.flatMap((each, at) => (at === index ? change(each) : [each]));
  const middle = Math.floor(heard.length / 2);

  it('has a jump in position, a standstill or two cars under one id', () => {
    expect(lapsOf(heard)).toBe(3);
    const moved = (by: number) => (each: Heard) => {
      const { packet, at } = each;
      if (packet.type !== 'carUpdate') return [each];
      const [x, y, z] = packet.pos;
      return [{ at, packet: { ...packet, pos: [x + by, y, z] as const } }];
    };
    // A teleport there and back.
    expect(lapsOf(changedAt(middle, moved(400)))).toBe(2);
    // NaN is ignored.
    expect(lapsOf(changedAt(middle, moved(Number.NaN)))).toBe(3);
    // Standing still.
    const stopped = changedAt(middle, (each) =>
      each.packet.type === 'carUpdate' ? [{ at: each.at, packet: { ...each.packet, velocity: [0, 0, 0] } }] : [each],
    );
    expect(lapsOf(stopped)).toBe(2);
    // Two cars with one id.
    const other = drive({ circuit: made, carId: 0, seed: 77, laps: 3 });
    expect(lapsOf([...heard, ...other].toSorted((one, two) => one.at - two.at))).toBe(0);
  });

  it('has a cut, or is too slow', () => {
    const told = (change: { readonly cuts?: number; readonly slower?: number }) =>
      heard.map(({ at, packet }) =>
        packet.type === 'lapCompleted' && at > 100_000
          ? {
              at,
              packet: {
                ...packet,
                cuts: change.cuts ?? 0,
                lapTimeMs: packet.lapTimeMs * (change.slower ?? 1),
              },
            }
          : { at, packet },
      );
    const late = heard.filter(({ at, packet }) => packet.type === 'lapCompleted' && at > 100_000).length;
    expect(late).toBeGreaterThan(0);
    expect(lapsOf(told({ cuts: 1 }))).toBe(3 - late);
    expect(lapsOf(told({ slower: 1.2 }))).toBe(3 - late);
    expect(lapsOf(told({ slower: 1.1 }))).toBe(3);
  });

  it('has a contact, even one reported a few seconds after the line', () => {
    const car = new FollowedCar();
    const [, second = 0] = heard.flatMap(({ at, packet }) => (packet.type === 'lapCompleted' ? [at] : []));
    let [count, isTold] = [0, false];
    for (const { at, packet } of heard) {
      if (packet.type === 'lapCompleted') car.lapCompleted(packet, at);
      else if (car.seen(packet, at)) count += 1;
      if (isTold || at < second + 4000) continue;
      isTold = true;
      car.touched();
    }
    expect(count).toBe(1);
  });
});

describe('a track that has changed', () => {
  it('is learnt again after three laps that differ', () => {
    const learner = taught(circuit(3000, 1), 1);
    const other = circuit(3300, 1);
    const told = [1, 2, 3].map((carId) => {
      const [lap] = cleanLaps(drive({ circuit: other, carId, seed: carId, laps: 1 }));
      return lap ? learner.add(lap) : undefined;
    });
    expect(told).toEqual([false, false, true]);
    expect(learner.laps).toBe(1);
    expect(learner.learnt()?.lengthM).toBeCloseTo(3300, -1.5);
  });

  it('is not assumed after a single odd lap', () => {
    const learner = taught(circuit(3000, 1), 1);
    const [odd] = cleanLaps(drive({ circuit: circuit(3300, 1), carId: 1, seed: 1, laps: 1 }));
    if (odd) learner.add(odd);
    for (const lap of cleanLaps(drive({ circuit: circuit(3000, 1), carId: 2, seed: 9, laps: 4 }))) {
      expect(learner.add(lap)).toBe(false);
    }
    expect(learner.laps).toBe(9);
    expect(p95(errors(circuit(3000, 1), learner))).toBeLessThan(1.5);
  });
});
