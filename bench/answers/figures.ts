/** How often something is asked, and how the times are reported. */
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openSteal } from '../steal.ts';

export type Work = (index: number) => Promise<void>;

/** How long one answer took, and whether the host of this machine took a processor away meanwhile. */
export interface Taken {
  readonly ms: number;
  readonly interrupted: boolean;
}

/** One after the other, with pauses that are not in step with any timer of Pitwall. */
export async function times(count: number, pauseMs: number, work: Work): Promise<Taken[]> {
  const taken: Taken[] = [];
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
export function paced(count: number, work: Work): Promise<Taken[]> {
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
// Otherwise V8 collects again some seconds after each of these, for 17 ms, in the middle of an answer.
setFlagsFromString('--no-memory-reducer');
/** Collects all garbage of this process now. */
export const collect: () => void = runInNewContext('gc');

const stealSteps = openSteal();

export async function timed(work: () => Promise<void> | void): Promise<Taken> {
  const [before, begun] = [stealSteps(), performance.now()];
  await work();
  const ms = performance.now() - begun;
  return { ms, interrupted: stealSteps() !== before };
}

/** Times in which this machine had its processors to itself, ms: what limits are for. */
export const undisturbed = (taken: readonly Taken[]): number[] =>
  taken.filter(({ interrupted }) => !interrupted).map(({ ms }) => ms);

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

/** "median 1.20, p99 3.40 ms of 190; with 10 that the host interrupted p99 12.00" */
export function spread(taken: readonly Taken[]): string {
  const own = undisturbed(taken);
  const interrupted = taken.length - own.length;
  const all = at(
    taken.map(({ ms }) => ms),
    0.99,
  );
  const rest = interrupted === 0 ? '' : `; with ${interrupted} that the host interrupted p99 ${all.toFixed(2)}`;
  return `median ${at(own, 0.5).toFixed(2)}, p99 ${at(own, 0.99).toFixed(2)} ms of ${own.length}${rest}`;
}
