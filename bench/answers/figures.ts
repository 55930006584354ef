/** How often something is asked, and how the times are reported. */
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export type Work = (index: number) => Promise<void>;

/** One after the other, with pauses that are not in step with any timer of Pitwall. */
export async function times(count: number, pauseMs: number, work: Work): Promise<number[]> {
  const taken: number[] = [];
  for (let index = 0; index < count; index += 1) {
    taken.push(await timed(() => work(index)));
    if (pauseMs > 0) await sleep(pauseMs + (index % 7) * 3);
  }
  return taken;
}

/**
 * Ten a second, whether or not the previous one is answered. The bench (with the local Discord) collects its own garbage
 * in between: a pause of 15 ms that must not count as part of an answer.
 */
export function paced(count: number, work: Work): Promise<number[]> {
  const asked = Array.from({ length: count }, async (_, index) => {
    await sleep(index * 100);
    const taken = await timed(() => work(index));
    if (index % COLLECTED_EACH === 0) setTimeout(collect, BEHIND_MS);
    return taken;
  });
  return Promise.all(asked);
}

const COLLECTED_EACH = 10;
const BEHIND_MS = 20;

setFlagsFromString('--expose-gc');
/** Collects all garbage of this process now. */
export const collect: () => void = runInNewContext('gc');

export async function timed(work: () => Promise<void> | void): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

export function at(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
}

export interface Limited {
  readonly limit: number;
  readonly unit: string;
  /** The counterpart. */
  readonly beside?: string | undefined;
}

/** Prints figures next to their limits and remembers which ones missed theirs. */
export class Figures {
  readonly missed: string[] = [];

  tell(what: string, value: number, { limit, unit, beside }: Limited): void {
    console.log(`${what.padEnd(46)}${value.toFixed(2)} ${unit} (limit ${limit})${beside ? `   ${beside}` : ''}`);
    if (value > limit) this.missed.push(what);
  }
}

/** "median 1.20, p99 3.40 ms" */
export const spread = (values: readonly number[]): string =>
  `median ${at(values, 0.5).toFixed(2)}, p99 ${at(values, 0.99).toFixed(2)} ms of ${values.length}`;
