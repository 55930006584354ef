/** Log lines whose datagram does not come. They are emitted in pieces, so that everything else has its turn. */
import type { Clock } from '../kit/clock.ts';
import { Pace } from '../kit/pace.ts';
import { sleep } from '../kit/wait.ts';
import type { Batch } from './batch.ts';
import { PATIENCE_MS } from './matching.ts';

interface OverdueOptions {
  /** How many lines wait. */
  readonly many: () => number;
  /** Runs the work in one transaction. @returns how long that took, ms @throws when it cannot be stored */
  readonly commit: (work: (batch: Batch) => void) => number;
  readonly standsIn: (absent: boolean) => boolean;
  readonly failed: (error: unknown) => void;
  /** Asks who is in which car and which session runs. */
  readonly askAgain: () => void;
  readonly clock: Clock;
}

export class Overdue {
  readonly #options: OverdueOptions;
  readonly #pace = new Pace({ first: 16, most: 256 });

  constructor(options: OverdueOptions) {
    this.#options = options;
  }

  /** Emits lines whose datagram is lost, or all if the log stands in. Never throws. @returns whether more may remain */
  giveUp(): boolean {
    const { many, commit, failed } = this.#options;
    const before = many();
    const most = this.#pace.size;
    try {
      const ms = commit((batch) => this.#giveUp(batch, most));
      this.#pace.took(most, ms);
    } catch (error) {
      failed(error);
      return false;
    }
    return before - many() >= most;
  }

  /** @returns undefined if one piece is enough, or the log does not stand in @throws as `commit` */
  tell(absent: boolean): Promise<true> | undefined {
    return this.#isMuch(absent) ? this.#tellInPieces(absent) : undefined;
  }

  async #tellInPieces(absent: boolean): Promise<true> {
    const { commit, clock } = this.#options;
    while (this.#isMuch(absent)) {
      const most = this.#pace.size;
      const ms = commit((batch) => batch.tellWaiting(most));
      this.#pace.took(most, ms);
      await sleep(clock, 0);
    }
    return true;
  }

  #isMuch(absent: boolean): boolean {
    const { many, standsIn } = this.#options;
    return many() > this.#pace.size && standsIn(absent);
  }

  #giveUp(batch: Batch, most: number): void {
    const { standsIn, askAgain, clock } = this.#options;
    if (standsIn(false)) batch.tellWaiting(most);
    batch.forgetOld();
    const missed = batch.giveUp(clock.now() - PATIENCE_MS, most);
    if (missed.length > 0) askAgain();
  }
}
