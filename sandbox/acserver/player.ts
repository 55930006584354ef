import type { Clock } from '../../src/kit/clock.ts';
import type { Recorded } from './recording.ts';
import type { Step } from './replay.ts';

export interface PlayerOptions {
  clock: Clock;
  steps: readonly Step[];
  /** 2 plays twice as fast. */
  speed: number;
  /** Called for each message when it is due. */
  play(message: Recorded): void;
  onEnd(): void;
}

export interface Player {
  /** Index of the next step. */
  readonly index: number;
  /** The server's own clock, which also advances between steps. Unlike the cursor, it never goes back. */
  readonly nowMs: number;
  /** Plays the step at `index` now and continues from there. */
  moveTo(index: number): void;
  close(): void;
}

/** Plays everything that is due at once before it returns. */
export function startPlayer(options: PlayerOptions): Player {
  const player = new SteppingPlayer(options);
  player.moveTo(0);
  return player;
}

/** From a round's last datagram to the first of the next: 1 to 8 ms on the real server. */
const sessionChangeMs = 5;

class SteppingPlayer implements Player {
  readonly #options: PlayerOptions;
  #index = 0;
  /** The current time span: its start and length in server time, and the same on the clock. */
  #stretch = { fromMs: 0, lengthMs: 0, began: 0, waitMs: 0 };
  #cancel = () => {};

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  get index(): number {
    return this.#index;
  }

  get nowMs(): number {
    const { fromMs, lengthMs, began, waitMs } = this.#stretch;
    const part = waitMs > 0 ? Math.min(1, (this.#options.clock.monotonic() - began) / waitMs) : 1;
    return fromMs + lengthMs * part;
  }

  moveTo(index: number): void {
    this.#cancel();
    this.#arriveAt(this.nowMs);
    this.#index = index;
    this.#playNext();
  }

  close(): void {
    this.#cancel();
    this.#index = this.#options.steps.length;
  }

  #playNext(): void {
    const { steps, play, onEnd } = this.#options;
    const step = steps[this.#index];
    if (!step) {
      onEnd();
      return;
    }
    this.#index += 1;
    const played = this.#index;
    play(step.message);
    // Playing may have moved the cursor itself, because of an order that arrived in between, or the end.
    if (this.#index === played) this.#wait(step, steps[played]);
  }

  #wait(step: Step, next: Step | undefined): void {
    const { clock, speed } = this.#options;
    const waitMs = next ? (next.dueMs - step.dueMs) / speed : sessionChangeMs;
    const lengthMs = next ? Math.max(0, next.serverMs - step.serverMs) : 0;
    const fromMs = this.#stretch.fromMs;
    this.#stretch = { fromMs, lengthMs, began: clock.monotonic(), waitMs };
    const arrive = () => {
      this.#arriveAt(fromMs + lengthMs);
      this.#playNext();
    };
    if (waitMs === 0) arrive();
    else this.#cancel = clock.after(waitMs, arrive);
  }

  #arriveAt(ms: number): void {
    this.#stretch = { fromMs: ms, lengthMs: 0, began: 0, waitMs: 0 };
  }
}
