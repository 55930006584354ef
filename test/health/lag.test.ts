import { afterEach, describe, expect, test } from 'vitest';
import { LogLag } from '../../src/health/logLag.ts';
import { LoopDelay } from '../../src/health/loopDelay.ts';
import { pause } from '../eventually.ts';
import { FakeClock } from '../fakes/clock.ts';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.close();
});

function logOf(progress: { size: number; read: number } | undefined) {
  const clock = new FakeClock();
  const log = { progress };
  const lag = new LogLag(clock, () => log.progress);
  opened.push(lag);
  return { clock, log, lag };
}

describe('the lag of a log', () => {
  test('is zero while the log is read to its end', () => {
    const { clock, log, lag } = logOf({ size: 100, read: 100 });
    clock.advance(60_000);
    log.progress = { size: 5000, read: 5000 };
    expect(lag.ms()).toBe(0);
  });

  test('counts from the last time the log was read to its end', () => {
    const { clock, log, lag } = logOf({ size: 100, read: 100 });
    clock.advance(60_000);
    log.progress = { size: 200, read: 150 };
    clock.advance(5000);
    log.progress = { size: 300, read: 250 };
    expect(lag.ms()).toBe(5000);
    log.progress = { size: 300, read: 300 };
    expect(lag.ms()).toBe(0);
  });

  test('is unknown without a log, and starts at zero once there is one', () => {
    const { clock, log, lag } = logOf(undefined);
    clock.advance(60_000);
    expect(lag.ms()).toBeUndefined();
    log.progress = { size: 9, read: 0 };
    expect(lag.ms()).toBe(0);
  });
});

test('a blocked event loop is measured', async () => {
  const delay = new LoopDelay(new FakeClock());
  opened.push(delay);
  // It samples every 20 ms, so at least once before.
  await pause(100);
  for (const until = performance.now() + 300; performance.now() < until; );
  await pause(100);
  expect(delay.p99()).toBeGreaterThan(200);
});
