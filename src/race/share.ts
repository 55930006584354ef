import { type Clock, workedBy } from '../kit/clock.ts';
import { SHARE_MS } from '../kit/turns.ts';

/** Of processor time, with the slowest disk. */
const LONGEST_MS = 10;

/** One event can start a session, which is no measure for the next ones. */
const MOST_PER_EVENT_MS = 1;

/** How much goes into one transaction. Each one waits for the disk, so there must be fewer of them on a slow disk. */
export class Share {
  readonly #clock: Pick<Clock, 'monotonic' | 'worked'>;
  #ms = SHARE_MS;
  /** What live listeners take for each event, right behind the transaction: an average of the last ones. */
  #perEventMs = 0;

  constructor(clock: Pick<Clock, 'monotonic' | 'worked'>) {
    this.#clock = clock;
  }

  /** How long the disk took for the last one, ms. */
  waited(ms: number): void {
    this.#ms = Math.max(SHARE_MS, Math.min(ms, LONGEST_MS));
  }

  /** How long live listeners took for so many events, ms. */
  told(events: number, ms: number): void {
    if (events > 0) this.#perEventMs = Math.min((this.#perEventMs + ms / events) / 2, MOST_PER_EVENT_MS);
  }

  /** The returned function says whether enough has been done since, with so many events to tell. */
  begin(): (events: number) => boolean {
    const [begun, ms] = [workedBy(this.#clock), this.#ms];
    return (events) => workedBy(this.#clock) - begun + events * this.#perEventMs >= ms;
  }
}
