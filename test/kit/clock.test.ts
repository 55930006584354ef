import { describe, expect, it } from 'vitest';
import { every, everyAwake, systemClock } from '../../src/kit/clock.ts';
import { FakeClock } from '../fakes/clock.ts';

describe('the system clock', () => {
  it('gives UTC, and a time that never goes back', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
    const before = systemClock.monotonic();
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before);
  });

  it('runs a task later, unless it is cancelled', async () => {
    const ran: string[] = [];
    const cancel = systemClock.after(1, () => ran.push('cancelled'));
    cancel();
    await new Promise<void>((resolve) => {
      systemClock.after(2, () => {
        ran.push('later');
        resolve();
      });
      expect(ran).toEqual([]);
    });
    expect(ran).toEqual(['later']);
  });
});

describe('every', () => {
  it('repeats a task until it is told to stop', () => {
    const clock = new FakeClock();
    const ran: number[] = [];
    const stop = every(clock, 100, () => ran.push(clock.monotonic()));
    clock.advance(99);
    expect(ran).toEqual([]);
    clock.advance(201);
    expect(ran).toEqual([100, 200, 300]);
    stop();
    clock.advance(1000);
    expect(ran).toEqual([100, 200, 300]);
  });

  it('can be stopped by the task itself', () => {
    const clock = new FakeClock();
    let runs = 0;
    const stop = every(clock, 100, () => {
      runs++;
      stop();
    });
    clock.advance(1000);
    expect(runs).toBe(1);
  });

  it('goes on after a task that throws', () => {
    const clock = new FakeClock();
    let runs = 0;
    every(clock, 100, () => {
      runs++;
      throw new Error('no');
    });
    expect(() => clock.advance(100)).toThrow('no');
    expect(() => clock.advance(100)).toThrow('no');
    expect(runs).toBe(2);
  });
});

describe('every, while awake', () => {
  const ticks = () => {
    const clock = new FakeClock();
    const ran: number[] = [];
    const stop = everyAwake(clock, 100, () => ran.push(clock.monotonic()));
    return { clock, ran, stop };
  };

  it('repeats a task until it is told to stop', () => {
    const { clock, ran, stop } = ticks();
    clock.advance(300);
    expect(ran).toEqual([100, 200, 300]);
    stop();
    clock.advance(1000);
    expect(ran).toEqual([100, 200, 300]);
  });

  it('skips the tick after a time when the process did not run', () => {
    const { clock, ran } = ticks();
    clock.spend(5000);
    clock.advance(0);
    expect(ran).toEqual([]);
    clock.advance(200);
    expect(ran).toEqual([5100, 5200]);
  });

  it('keeps a tick that is only a little late', () => {
    const { clock, ran } = ticks();
    clock.spend(199);
    clock.advance(0);
    expect(ran).toEqual([199]);
  });

  it('never skips two ticks in a row', () => {
    const { clock, ran } = ticks();
    for (let times = 0; times < 4; times += 1) {
      clock.spend(1000);
      clock.advance(0);
    }
    expect(ran).toEqual([2000, 4000]);
  });
});
