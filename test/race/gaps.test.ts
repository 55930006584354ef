import { describe, expect, it, test } from 'vitest';
import type { PacketOf } from '../../src/acserver/udp/packets.ts';
import { RaceGaps } from '../../src/race/gaps.ts';

const LAP_M = 4000;

/** Cars on a circle of 4 km, each at a steady speed from its own grid place; updates every 245 ms. */
class Field {
  readonly gaps = new RaceGaps({ lapsOf: (carId) => this.laps.get(carId) ?? 0 });
  readonly laps = new Map<number, number>();
  ms = 0;
  #metres = new Map<number, number>();

  constructor(cars: Readonly<Record<number, number>>) {
    this.gaps.begin(true);
    for (const [carId, metres] of Object.entries(cars)) this.#metres.set(Number(carId), metres);
    this.tell(-1);
  }

  tell(sinceStartMs = this.ms, speeds: Readonly<Record<number, number>> = {}): void {
    for (const [carId, metres] of this.#metres) {
      this.gaps.seen(update(carId, metres, speeds[carId] ?? 0), this.ms, sinceStartMs);
    }
  }

  /** Seconds of race. A lap is reported `lateMs` after the line is crossed. */
  /** @param said the speeds that the packets report */
  run(seconds: number, speeds: Readonly<Record<number, number>>, said = speeds): this {
    for (const end = this.ms + seconds * 1000; this.ms < end; ) {
      this.ms += 245;
      for (const [carId, metres] of this.#metres) {
        const now = metres + (speeds[carId] ?? 0) * 0.245;
        this.#metres.set(carId, now);
        const laps = Math.floor(now / LAP_M);
        if (laps > Math.floor(metres / LAP_M) && laps > 0) this.told(carId, laps);
      }
      this.tell(this.ms, said);
    }
    return this;
  }

  told(carId: number, laps: number, isFinished = false): void {
    this.laps.set(carId, laps);
    this.gaps.lapTold(carId, { laps, isFinished });
  }

  put(carId: number, metres: number): void {
    this.#metres.set(carId, metres);
  }

  between(ahead: number, behind: number) {
    return this.gaps.between(ahead, behind, this.ms);
  }
}

function update(carId: number, metres: number, speedMs: number): PacketOf<'carUpdate'> {
  const place = (((metres / LAP_M) % 1) + 1) % 1;
  const [x, z] = [Math.cos(place * 2 * Math.PI), Math.sin(place * 2 * Math.PI)].map((at) => (at * LAP_M) / 2 / Math.PI);
  return {
    type: 'carUpdate',
    carId,
    pos: [x ?? 0, 0, z ?? 0],
    velocity: [speedMs, 0, 0],
    gear: 4,
    rpm: 6000,
    normalizedSplinePos: place,
  };
}

describe('the gap on the same lap', () => {
  it('is the time between both cars passing the same place', () => {
    const field = new Field({ 1: -20, 2: -120 }).run(60, { 1: 50, 2: 50 });
    const gap = field.between(1, 2);
    expect(gap?.laps).toBe(0);
    expect(Math.abs((gap?.ms ?? 0) - 2000)).toBeLessThan(20);
  });

  it('grows while the car behind stands still', () => {
    const field = new Field({ 1: -20, 2: -120 }).run(30, { 1: 50, 2: 50 }).run(10, { 1: 50, 2: 0 });
    // It was 2 s behind and has stood still for 10 s. The next mark is up to 20 m, or 0.4 s, further on.
    expect(field.between(1, 2)?.ms).toBeGreaterThan(11_500);
    expect(field.between(1, 2)?.ms).toBeLessThan(12_100);
  });

  it('is undefined if the car asked about is ahead', () => {
    expect(new Field({ 1: -20, 2: -120 }).run(30, { 1: 50, 2: 50 }).between(2, 1)).toBeUndefined();
  });

  it('is undefined before the start', () => {
    expect(new Field({ 1: -20, 2: -120 }).between(1, 2)).toBeUndefined();
  });

  it('is steady across the line, before and after the lap is reported', () => {
    const field = new Field({ 1: -20, 2: -120 });
    for (let seconds = 0; seconds < 200; seconds += 1) {
      const gap = field.run(1, { 1: 50, 2: 50 }).between(1, 2);
      if (seconds > 5) expect([gap?.laps, Math.round((gap?.ms ?? 0) / 100)]).toEqual([0, 20]);
    }
  });
});

test('a lapped car is a lap behind, plus the time since the leader passed its place', () => {
  // After 250 s the leader has driven 15,000 m and the other car 10,000 m: 5000 m behind is a lap and 1000 m.
  const field = new Field({ 1: 0, 2: 0 }).run(250, { 1: 60, 2: 40 });
  const gap = field.between(1, 2);
  expect(gap?.laps).toBe(1);
  expect(Math.abs((gap?.ms ?? 0) - 1000 / 0.06)).toBeLessThan(250);
});

test('a finished car’s gap stays as it was at the line, however long it cruises on', () => {
  const field = new Field({ 1: -20, 2: -520 }).run(81, { 1: 50, 2: 50 });
  field.told(1, 1, true);
  field.run(25, { 1: 5, 2: 50 });
  field.told(2, 1, true);
  field.run(30, { 1: 5, 2: 5 });
  const gap = field.between(1, 2);
  expect([gap?.laps, Math.round((gap?.ms ?? 0) / 100)]).toEqual([0, 100]);
});

test('a car put into its box before the line does not complete a lap by leaving the box', () => {
  const field = new Field({ 1: -20, 2: -120 }).run(120, { 1: 50, 2: 50 });
  field.put(2, 3900);
  field.gaps.forget(2);
  field.run(1, { 1: 50, 2: 0 });
  expect(field.gaps.progressOf(2)?.marks).toBe(195);
  field.run(4, { 1: 50, 2: 50 });
  expect(field.gaps.progressOf(2)?.marks).toBeLessThan(220);
  expect(field.between(1, 2)?.laps).toBe(0);
});

test('a moved car gives no time at places where it was never seen', () => {
  const field = new Field({ 1: -20, 2: -120 }).run(30, { 1: 50, 2: 50 });
  field.put(1, 2800);
  // The other car is by then between 1480 and 2800 m, where the first one was never seen.
  field.run(10, { 1: 50, 2: 50 });
  expect(field.between(1, 2)).toEqual({ laps: 0 });
});

test('a race replayed at five times its speed has gaps, too', () => {
  const field = new Field({ 1: -20, 2: -120 });
  for (let step = 0; step < 100; step += 1) {
    field.run(0.2, { 1: 250, 2: 250 }, { 1: 50, 2: 50 });
  }
  expect(Math.round((field.between(1, 2)?.ms ?? 0) / 100)).toBe(4);
});

test('a lap count from the server corrects a wrong count', () => {
  const field = new Field({ 1: -20, 2: -120 }).run(30, { 1: 50, 2: 50 });
  field.told(1, 5);
  expect(field.gaps.progressOf(1)?.marks).toBeGreaterThan(4 * 200);
});

test('invalid track positions change nothing', () => {
  const field = new Field({ 1: -20, 2: -120 }).run(30, { 1: 50, 2: 50 });
  const before = field.between(1, 2);
  for (const place of [Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY]) {
    field.gaps.seen({ ...update(2, 100, 50), normalizedSplinePos: place }, field.ms, field.ms);
  }
  expect(field.between(1, 2)).toEqual(before);
});

it('the order on a grid is known, before the line and after it', () => {
  const before = new Field({ 1: -20, 2: -120 }).run(2, { 1: 10, 2: 10 });
  expect(before.gaps.progressOf(1)?.marks).toBeLessThan(1);
  const behind = new Field({ 1: 120, 2: 20 }).run(2, { 1: 10, 2: 10 });
  expect(behind.gaps.progressOf(1)?.marks).toBeGreaterThan(0);
});
