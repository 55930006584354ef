/** Decides when to show a board again: at once for news, less often for figures alone, never without a change. */
import { type Clock, every } from '../../kit/clock.ts';
import { messageOf } from '../../kit/errors.ts';

/** Minimum time between two shown states. Discord accepts about one edit a second, for everything together. */
const LEAST_MS = 5000;
/** Minimum time when only gaps have changed. */
const GAPS_MS = 15_000;
/** How often positions are checked: the order can change without an event. */
const LOOK_MS = 1000;

/** A snapshot of what would be shown. */
export interface Look<State> {
  readonly state: State;
  /** Stays the same text until something happens. */
  readonly happened: string;
  /** Stays the same text until a figure changes. */
  readonly figures: string;
}

export interface PaceOptions<State> {
  readonly clock: Clock;
  look(): Look<State>;
  show(state: State): void;
  /** Called once per problem, not on every look while it lasts. */
  onFault(error: unknown): void;
}

export class Pace<State> {
  readonly #options: PaceOptions<State>;
  readonly #stop: () => void;
  #shown: { readonly look: Look<State>; readonly at: number } | undefined;
  /** Reported once, although the next look follows in a second. */
  #lastProblem: string | undefined;
  #cancelDue: (() => void) | undefined;
  #cancelShow: (() => void) | undefined;

  constructor(options: PaceOptions<State>) {
    this.#options = options;
    this.#stop = every(options.clock, LOOK_MS, () => this.look());
  }

  /** Something may have changed. Looks a moment later, because the events of one batch arrive one by one. */
  soon(): void {
    this.#cancelDue ??= this.#options.clock.after(0, () => this.look());
  }

  close(): void {
    this.#stop();
    this.#cancelDue?.();
    this.#cancelShow?.();
  }

  look(): void {
    const { clock, look, show } = this.#options;
    this.#cancelDue?.();
    this.#cancelDue = undefined;
    const waited = this.#shown ? clock.monotonic() - this.#shown.at : Number.POSITIVE_INFINITY;
    if (waited < LEAST_MS) return;
    this.#attempt(() => {
      const now = look();
      if (this.#shown && !isDue(this.#shown.look, now, waited)) return;
      this.#shown = { look: now, at: clock.monotonic() };
      // With a full grid, each of the two takes milliseconds, so showing gets a turn of its own.
      this.#cancelShow = clock.after(0, () => this.#attempt(() => show(now.state)));
    });
  }

  #attempt(task: () => void): void {
    try {
      task();
      this.#lastProblem = undefined;
    } catch (error) {
      const problem = messageOf(error);
      if (problem !== this.#lastProblem) this.#options.onFault(error);
      this.#lastProblem = problem;
    }
  }
}

function isDue(before: Look<unknown>, now: Look<unknown>, waited: number): boolean {
  if (now.happened !== before.happened) return true;
  return waited >= GAPS_MS && now.figures !== before.figures;
}
