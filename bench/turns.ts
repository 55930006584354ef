/** How long the one thread that does everything was busy without a pause. */
import { readFileSync } from 'node:fs';

export interface Turns {
  /** Its longest work between two looks, ms: by the processor's time, which another program's work is no part of. */
  readonly longestMs: () => number;
  stop(): void;
}

export function watchTurns(): Turns {
  let longest = 0;
  let last = spentMs();
  const timer = setInterval(() => {
    const now = spentMs();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return { longestMs: () => longest, stop: () => clearInterval(timer) };
}

/** Of this thread where Linux says so, else the time that passed. */
function spentMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
