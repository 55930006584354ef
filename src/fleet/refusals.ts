/** Edges of which the hub takes nothing, kept for whoever looks at it from outside. */
import type { Clock } from '../kit/clock.ts';
import type { Store } from '../store/store.ts';
import { keepState } from './state.ts';

interface RefusalsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: { warn(sentence: string): void };
}

/** An earlier life of the same edge that has just ended is no mistake of anybody. */
const LASTING_MS = 4000;
/** It is asked each second. */
const OVER_MS = 5000;

export class Refusals {
  readonly #options: RefusalsOptions;
  readonly #edges = new Map<string, { readonly why: string; readonly since: number; last: number; kept?: number }>();

  constructor(options: RefusalsOptions) {
    this.#options = options;
  }

  /** Each time it is told why. */
  add(edge: string, why: string): void {
    const { store, clock, log } = this.#options;
    const now = clock.monotonic();
    const known = this.#edges.get(edge);
    if (!known || known.why !== why || now - known.last > OVER_MS) {
      this.#edges.set(edge, { why, since: now, last: now });
      return;
    }
    known.last = now;
    if (now - known.since < LASTING_MS || (known.kept !== undefined && now - known.kept < OVER_MS)) return;
    if (known.kept === undefined) log.warn(`An edge that says it is ${edge} is told: ${why}`);
    known.kept = now;
    keepState(store, `refused/${edge}`, { why, at: clock.now() });
  }
}
