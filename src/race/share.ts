import { type Clock, workedBy } from '../kit/clock.ts';
import { SHARE_MS } from '../kit/turns.ts';

/** Of processor time, with the slowest disk. */
const LONGEST_MS = 10;

/** How much goes into one transaction. Each one waits for the disk, so there must be fewer of them on a slow disk. */
export class Share {
  readonly #clock: Pick<Clock, 'monotonic' | 'worked'>;
  #ms = SHARE_MS;

  constructor(clock: Pick<Clock, 'monotonic' | 'worked'>) {
    this.#clock = clock;
  }

  /** How long the disk took for the last one, ms. */
  waited(ms: number): void {
    this.#ms = Math.max(SHARE_MS, Math.min(ms, LONGEST_MS));
  }

  /** The returned function says whether enough has been done since. */
  begin(): () => boolean {
    const [begun, ms] = [workedBy(this.#clock), this.#ms];
    return () => workedBy(this.#clock) - begun >= ms;
  }
}
