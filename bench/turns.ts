/** How long the one thread that does everything was busy without a pause. */
import { readFileSync } from 'node:fs';

export interface Turns {
  /** Its longest work between two looks, ms: by the processor's time, which another program's work is no part of. */
  readonly longestMs: () => number;
  /** Of a hundred looks 99 found less, ms. */
  readonly p99Ms: () => number;
  stop(): void;
}

export function watchTurns(): Turns {
  const worked: number[] = [];
  let last = spentMs();
  const timer = setInterval(() => {
    const now = spentMs();
    worked.push(now - last);
    last = now;
  }, 1);
  return {
    longestMs: () => Math.max(0, ...worked),
    p99Ms: () => worked.toSorted((one, other) => one - other)[Math.floor(0.99 * worked.length)] ?? 0,
    stop: () => clearInterval(timer),
  };
}

/** Of this thread where Linux says so, else the time that passed. */
export function spentMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
