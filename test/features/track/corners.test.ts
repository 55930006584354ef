import { describe, expect, it } from 'vitest';
import { type Bend, bendsOf, cornersOf, numbered, renumbered } from '../../../src/features/track/corners.ts';
import { FollowedCar } from '../../../src/features/track/followedCar.ts';
import { TrackKnowledge } from '../../../src/features/track/knowledge.ts';
import { alongTo, cornerAt, type LinePoint } from '../../../src/features/track/line.ts';
import { type Circuit, circuit, drive } from './drivenTrack.ts';

/** Straights and arcs, a point every five metres: [length, radius]; positive is a left-hander, 0 a straight. */
function laid(parts: readonly (readonly [number, number])[]): { points: LinePoint[]; lengthM: number } {
  const points: LinePoint[] = [];
  let [x, z, heading, s] = [0, 0, 0, 0];
  for (const [length, radius] of parts) {
    for (let passed = 0; passed < length; passed += 5) {
      points.push({ s, x, z, heading, speedMs: 40 });
      // Left is from +x towards -z.
      if (radius !== 0) heading -= 5 / radius;
      x += 5 * Math.cos(heading);
      z += 5 * Math.sin(heading);
      s += 5;
    }
  }
  return { points, lengthM: s };
}

const quarter = (radius: number): number => Math.round((Math.PI * radius) / 2 / 5) * 5;

describe('the corners of a line', () => {
  // An oblong driven anticlockwise, as drivers see it: left, left, left, left.
  const oblong = laid([
    [300, 0],
    [quarter(50), 50],
    [200, 0],
    [quarter(50), 50],
    [600, 0],
    [quarter(50), 50],
    [200, 0],
    [quarter(50), 50],
    [300, 0],
  ]);

  it('are counted from the finish line, each with its apex inside', () => {
    const bends = bendsOf(oblong.points, oblong.lengthM);
    expect(bends.map(({ sign }) => sign)).toEqual([1, 1, 1, 1]);
    const starts = [300, 300 + 80 + 200, 300 + 160 + 800, 300 + 240 + 1000];
    bends.forEach(({ from, apex, to }, index) => {
      expect(Math.abs(from - (starts[index] ?? 0))).toBeLessThan(15);
      expect(apex).toBeGreaterThan(from);
      expect(apex).toBeLessThan(to);
    });
  });

  it('do not include bends that are wide or short', () => {
    expect(
      bendsOf(
        laid([
          [400, 0],
          [300, 400],
          [400, 0],
        ]).points,
        1100,
      ),
    ).toEqual([]);
    expect(
      bendsOf(
        laid([
          [400, 0],
          [30, 150],
          [400, 0],
        ]).points,
        830,
      ),
    ).toEqual([]);
    expect(
      bendsOf(
        laid([
          [400, 0],
          [80, -150],
          [400, 0],
        ]).points,
        880,
      ),
    ).toMatchObject([{ sign: -1 }]);
  });

  it('count a corner across the finish line as the last', () => {
    const circle = laid([
      [quarter(50) / 2, 50],
      [300, 0],
      [quarter(50), 50],
      [300, 0],
      [quarter(50) / 2, 50],
    ]);
    const corners = cornersOf(numbered(bendsOf(circle.points, circle.lengthM)), circle.lengthM, []);
    expect(corners).toHaveLength(2);
    const [, last] = corners;
    expect(last?.exitS).toBeLessThan(last?.turnInS ?? 0);
  });
});

describe('the number of a corner', () => {
  const bend = (from: number, to: number, sign: 1 | -1 = 1): Bend => ({ from, to, apex: (from + to) / 2, sign });
  const first = numbered([bend(100, 200), bend(400, 500), bend(600, 700, -1), bend(900, 1050)]);
  const names = (all: ReturnType<typeof renumbered>): string[] =>
    cornersOf(all, 1000, []).map(({ number, suffix = '' }) => `T${number}${suffix}`);

  it('stays when corners move, appear or disappear', () => {
    const later = renumbered(first, [bend(110, 190), bend(300, 350), bend(420, 520), bend(910, 1040)], 1000);
    expect(names(later)).toEqual(['T1', 'T1a', 'T2', 'T4']);
    // T3 is back, and one more corner comes after T1a.
    const again = renumbered(
      later,
      [bend(110, 190), bend(300, 350), bend(360, 380), bend(420, 520), bend(605, 690, -1), bend(910, 1040)],
      1000,
    );
    expect(names(again)).toEqual(['T1', 'T1a', 'T1b', 'T2', 'T3', 'T4']);
  });

  it('is not passed on to a corner that turns the other way', () => {
    expect(
      names(renumbered(first, [bend(100, 200, -1), bend(400, 500), bend(600, 700, -1), bend(900, 1050)], 1000)),
    ).toEqual(['T1a', 'T2', 'T3', 'T4']);
  });

  it("comes with the name that the track's files give its apex", () => {
    const corners = cornersOf(first, 1000, [{ from: 0.4, to: 0.55, name: 'Parabolica' }]);
    expect(corners.map(({ name }) => name)).toEqual([undefined, 'Parabolica', undefined, undefined]);
  });
});

function learn(known: TrackKnowledge, made: Circuit, seeds: readonly number[]): void {
  for (const seed of seeds) {
    const car = new FollowedCar();
    for (const { at, packet } of drive({ circuit: made, carId: 1, seed, laps: 1 })) {
      if (packet.type === 'lapCompleted') car.lapCompleted(packet, at);
      else {
        const lap = car.seen(packet, at);
        if (lap) known.add(lap);
      }
    }
  }
}

const ten = (from: number): number[] => Array.from({ length: 10 }, (_, index) => from + index);

describe('corners learnt from laps', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('are numbered after five laps and keep their numbers (track %s)', (seed) => {
    const made = circuit(3000 + 700 * seed, seed, 25);
    const known = new TrackKnowledge(undefined, { sections: [] });
    learn(known, made, [1, 2, 3, 4]);
    expect(known.refine()).toBeUndefined();
    expect(known.line).toBeUndefined();
    learn(known, made, [5]);
    known.refine();
    const five = known.line?.corners ?? [];
    expect(five.length).toBeGreaterThan(3);
    for (let round = 1; round < 4; round++) {
      learn(known, made, ten(10 * round));
      known.refine();
      const shown = new Map(known.line?.corners.map((each) => [`${each.number}${each.suffix ?? ''}`, each]));
      for (const { number, apexS } of five) {
        const same = shown.get(String(number));
        if (same) expect(Math.abs(alongTo(made, same.apexS, apexS))).toBeLessThan(120);
      }
      const missing = five.filter(({ number }) => !shown.has(String(number)));
      expect(missing.length).toBeLessThanOrEqual(0.05 * five.length);
    }
  });

  it('are missed or surplus in at most two of a hundred', () => {
    const counts = { all: 0, wrong: 0 };
    for (let seed = 20; seed < 32; seed++) {
      const made = circuit(4000 + 100 * seed, seed, 25);
      const known = new TrackKnowledge(undefined, { sections: [] });
      learn(known, made, ten(seed));
      learn(known, made, ten(seed + 100));
      known.refine();
      const step = made.points.length / (known.line?.points.length ?? 1);
      const truth = bendsOf(
        Array.from({ length: Math.floor(made.points.length / step) }, (_, index) => {
          const { x = 0, z = 0 } = made.points[Math.round(index * step)] ?? {};
          return { s: 0, x, z, heading: 0, speedMs: 0 };
        }),
        made.lengthM,
      );
      counts.all += truth.length;
      const found = known.line?.corners ?? [];
      counts.wrong += Math.abs(found.length - truth.length);
    }
    expect(counts.all).toBeGreaterThan(300);
    expect(counts.wrong / counts.all).toBeLessThanOrEqual(0.02);
  });

  it('are not found on a circle', () => {
    const round = circuit(2000, 1, 290);
    const known = new TrackKnowledge(undefined, { sections: [] });
    learn(known, round, ten(1));
    known.refine();
    expect(known.line?.corners).toEqual([]);
    expect(known.line && cornerAt(known.line, 100)).toBeUndefined();
  });
});
