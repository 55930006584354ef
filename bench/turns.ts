/** How long the main thread was busy without a pause. */
import { closeSync, openSync, readSync } from 'node:fs';
import { createHistogram } from 'node:perf_hooks';

export interface Turns {
  /** The longest turn, ms of processor time, so that other programs do not count. */
  readonly longestMs: () => number;
  /** The same by the clock: this is what others waited, including for other programs on a busy machine. */
  readonly longestPassedMs: () => number;
  /** The 99th percentile, ms of processor time. */
  readonly p99Ms: () => number;
  stop(): void;
}

/** One turn: from and to by `performance.now()`, and its processor time. */
export interface Turn {
  readonly from: number;
  readonly to: number;
  readonly ms: number;
}

/** @param tell is called for every turn, if more than the longest is of interest */
export function watchTurns(tell?: (turn: Turn) => void): Turns {
  const spent = openSpent();
  // In microseconds; 0 is counted as 1.
  const worked = createHistogram();
  let [last, lastPassed, longestPassedMs] = [spent.ms(), performance.now(), 0];
  const timer = setInterval(() => {
    const [now, passed] = [spent.ms(), performance.now()];
    worked.record(Math.max(1, Math.round((now - last) * 1000)));
    longestPassedMs = Math.max(longestPassedMs, passed - lastPassed);
    tell?.({ from: lastPassed, to: passed, ms: now - last });
    [last, lastPassed] = [now, passed];
  }, 1);
  timer.unref();
  return {
    longestMs: () => worked.max / 1000,
    longestPassedMs: () => longestPassedMs,
    p99Ms: () => worked.percentile(99) / 1000,
    stop() {
      clearInterval(timer);
      spent.close();
    },
  };
}

interface Spent {
  readonly ms: () => number;
  close(): void;
}

/**
 * Processor time of this thread where Linux reports it, else the clock. One buffer is reused: polling allocates nothing.
 *
 * Linux brings the figure in this file up to date 250 times a second, and when somebody asks for the processor time of
 * the whole process. Unasked, it would be up to 4 ms behind.
 */
export function openSpent(): Spent {
  try {
    const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
    const buffer = Buffer.alloc(64);
    const ms = (): number => {
      process.cpuUsage();
      return nanosecondsIn(buffer, readSync(file, buffer, 0, 64, 0)) / 1e6;
    };
    return { ms, close: () => closeSync(file) };
  } catch {
    return { ms: () => performance.now(), close() {} };
  }
}

/** The first of three numbers separated by blanks. */
function nanosecondsIn(buffer: Buffer, length: number): number {
  let value = 0;
  for (let index = 0; index < length; index += 1) {
    const digit = (buffer[index] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}
