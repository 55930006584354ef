/** When a board is shown anew: at once where something has happened, seldom for figures alone, never for nothing. */
import { type Clock, every } from '../../kit/clock.ts';
import { messageOf } from '../../kit/errors.ts';

/** Between two states that are shown: Discord takes about one edit a second, and counts those of everything else too. */
const LEAST_MS = 5000;
/** For gaps alone. */
const GAPS_MS = 15_000;
/** How often positions are looked at: an order changes without anybody telling of it. */
const LOOK_MS = 1000;

/** One look at what is to be shown. */
export interface Look<State> {
  readonly state: State;
  /** The same text as long as nothing has happened. */
  readonly happened: string;
  /** The same text as long as the figures are. */
  readonly figures: string;
}

export interface PaceOptions<State> {
  readonly clock: Clock;
  look(): Look<State>;
  show(state: State): void;
  /** Hears of a problem once, until it is over. */
  onFault(error: unknown): void;
}

export class Pace<State> {
  readonly #options: PaceOptions<State>;
  readonly #stop: () => void;
  #shown: { readonly look: Look<State>; readonly at: number } | undefined;
  /** Told once: it is looked again in a second. */
  #lastProblem: string | undefined;
  #cancelDue: (() => void) | undefined;

  constructor(options: PaceOptions<State>) {
    this.#options = options;
    this.#stop = every(options.clock, LOOK_MS, () => this.look());
  }

  /** Something may have changed. Looked at a moment later: events of one batch are told one by one. */
  soon(): void {
    this.#cancelDue ??= this.#options.clock.after(0, () => this.look());
  }

  close(): void {
    this.#stop();
    this.#cancelDue?.();
  }

  look(): void {
    const { clock, look, show, onFault } = this.#options;
    this.#cancelDue?.();
    this.#cancelDue = undefined;
    const waited = this.#shown ? clock.monotonic() - this.#shown.at : Number.POSITIVE_INFINITY;
    if (waited < LEAST_MS) return;
    try {
      const now = look();
      this.#lastProblem = undefined;
      if (this.#shown && !isDue(this.#shown.look, now, waited)) return;
      this.#shown = { look: now, at: clock.monotonic() };
      show(now.state);
    } catch (error) {
      const problem = messageOf(error);
      if (problem !== this.#lastProblem) onFault(error);
      this.#lastProblem = problem;
    }
  }
}

function isDue(before: Look<unknown>, now: Look<unknown>, waited: number): boolean {
  if (now.happened !== before.happened) return true;
  return waited >= GAPS_MS && now.figures !== before.figures;
}
