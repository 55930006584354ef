/** How long the one thread that does everything was busy without a pause. */
import { closeSync, openSync, readSync } from 'node:fs';
import { createHistogram } from 'node:perf_hooks';

export interface Turns {
  /** Its longest work between two looks, ms: by the processor's time, which another program's work is no part of. */
  readonly longestMs: () => number;
  /** By the clock on the wall: what waits, waits so long, and on a busy machine for other programs as well. */
  readonly longestPassedMs: () => number;
  /** Of a hundred looks 99 found less, ms. */
  readonly p99Ms: () => number;
  stop(): void;
}

/** One that was looked for: from and to by `performance.now()`, and its own time. */
export interface Turn {
  readonly from: number;
  readonly to: number;
  readonly ms: number;
}

/** @param tell hears of each turn, if somebody wants to know of more than the longest */
export function watchTurns(tell?: (turn: Turn) => void): Turns {
  const spent = openSpent();
  // In microseconds; none is counted as 1.
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

/** Of this thread where Linux says so, else the time that passed. One file, one buffer: who looks often makes no garbage. */
export function openSpent(): Spent {
  try {
    const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
    const buffer = Buffer.alloc(64);
    return { ms: () => nanosecondsIn(buffer, readSync(file, buffer, 0, 64, 0)) / 1e6, close: () => closeSync(file) };
  } catch {
    return { ms: () => performance.now(), close() {} };
  }
}

/** The first of three numbers with blanks between them. */
function nanosecondsIn(buffer: Buffer, length: number): number {
  let value = 0;
  for (let index = 0; index < length; index += 1) {
    const digit = (buffer[index] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}
