/** Which functions a long turn spent its time in, by V8's profiler, and how much of it was garbage collection. */
import { type Profiler, Session } from 'node:inspector';
import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import type { Turn } from '../turns.ts';

export interface LongTurn {
  /** By processor time, and by the clock. */
  readonly ms: number;
  readonly passedMs: number;
  /** Of that, garbage collection by kind, ms. */
  readonly collected: Readonly<Record<string, number>>;
  /** Call stacks, outermost function first, with their time in ms. */
  readonly stacks: readonly (readonly [readonly string[], number])[];
}

const SAMPLE_US = 1000;

const KINDS: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'scavenge',
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'mark-compact',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'marking',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'callbacks',
};

/** The profile is not read while a turn is measured: reading it takes time of its own. */
export class LongTurns {
  readonly #least: number;
  readonly #session = new Session();
  #turns: Turn[] = [];
  #collections: PerformanceEntry[] = [];

  /** @param least processor time in ms from which a turn counts as long */
  constructor(least: number) {
    this.#least = least;
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.setSamplingInterval', { interval: SAMPLE_US });
    new PerformanceObserver((list) => this.#collections.push(...list.getEntries())).observe({ entryTypes: ['gc'] });
    this.#session.post('Profiler.start');
  }

  note(turn: Turn): void {
    if (turn.ms >= this.#least) this.#turns.push(turn);
  }

  /** The long turns since the last call. */
  take(): LongTurn[] {
    const [turns, collections] = [this.#turns, this.#collections];
    [this.#turns, this.#collections] = [[], []];
    let profile: Profiler.Profile | undefined;
    this.#session.post('Profiler.stop', (_error: Error | null, stopped: Profiler.StopReturnType) => {
      profile = stopped.profile;
    });
    this.#session.post('Profiler.start');
    return profile && turns.length > 0 ? describe(turns, collections, profile) : [];
  }
}

function describe(
  turns: readonly Turn[],
  collections: readonly PerformanceEntry[],
  profile: Profiler.Profile,
): LongTurn[] {
  const stackOf = stacksOf(profile);
  const { samples = [], timeDeltas = [] } = profile;
  // The profiler's clock and that of `performance` have different origins.
  const zero = Number(process.hrtime.bigint()) / 1e6 - performance.now();
  let at = profile.startTime / 1000 - zero;
  const timed = samples.map((node, index) => {
    at += (timeDeltas[index] ?? 0) / 1000;
    return { node, at };
  });
  return turns.map(({ from, to, ms }) => {
    // Nothing is sampled while another program has the processor, so the samples are scaled up to the turn's time.
    const own = timed.filter((sample) => sample.at >= from && sample.at < to);
    const stacks = new Map<number, number>();
    for (const { node } of own) stacks.set(node, (stacks.get(node) ?? 0) + ms / own.length);
    const collected: Record<string, number> = {};
    for (const { startTime, duration, ...entry } of collections.map((each) => each.toJSON() as CollectionEntry)) {
      const kind = KINDS[entry.detail?.kind ?? 0] ?? 'other';
      if (startTime >= from && startTime < to) collected[kind] = (collected[kind] ?? 0) + duration;
    }
    return { ms, passedMs: to - from, collected, stacks: [...stacks].map(([node, took]) => [stackOf(node), took]) };
  });
}

interface CollectionEntry {
  readonly startTime: number;
  readonly duration: number;
  readonly detail?: { readonly kind?: number } | undefined;
}

function stacksOf({ nodes }: Profiler.Profile): (id: number) => string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  return (id) => {
    const stack: string[] = [];
    for (let next: number | undefined = id; next !== undefined; next = parents.get(next)) {
      const node = byId.get(next);
      if (node && node.callFrame.functionName !== '(root)') stack.unshift(nameOf(node.callFrame));
    }
    return stack;
  };
}

function nameOf({ functionName, url, lineNumber }: InspectorFrame): string {
  const file = url.replace(/^.*\/(?:dist\/src|node_modules)\//, '');
  return `${functionName || '(anonymous)'}${file ? ` ${file}:${lineNumber + 1}` : ''}`;
}

type InspectorFrame = Profiler.ProfileNode['callFrame'];
