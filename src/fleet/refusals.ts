/** Edges that the hub refuses, stored for processes that check from outside. */
import type { Clock } from '../kit/clock.ts';
import type { Store } from '../store/store.ts';
import { keepState } from './state.ts';

interface RefusalsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: { warn(sentence: string): void };
}

/** A refusal shorter than this is no mistake: an earlier life of the same edge has just ended. */
const LASTING_MS = 4000;
/** An edge asks each second. */
const OVER_MS = 5000;

export class Refusals {
  readonly #options: RefusalsOptions;
  readonly #edges = new Map<string, { readonly why: string; readonly since: number; last: number; kept?: number }>();

  constructor(options: RefusalsOptions) {
    this.#options = options;
  }

  /** Call for each refusal. */
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
