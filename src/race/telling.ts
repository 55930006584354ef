import { type Clock, workedBy } from '../kit/clock.ts';
import type { Batch } from './batch.ts';
import type { Publisher } from './bus.ts';

interface TellingOptions {
  readonly bus: Pick<Publisher, 'tellLive'>;
  readonly clock: Pick<Clock, 'monotonic' | 'worked'>;
  /** How long live listeners took for so many events, ms of processor time. */
  readonly told: (events: number, ms: number) => void;
}

/** Passes committed events to live listeners, in order. */
export class Telling {
  readonly #options: TellingOptions;
  readonly #waiting: Batch['told'] = [];
  #isTelling = false;

  constructor(options: TellingOptions) {
    this.#options = options;
  }

  /** A live listener may feed events itself: they are emitted after the events that caused them. */
  tell(committed: Batch['told']): void {
    this.#waiting.push(...committed);
    if (this.#isTelling) return;
    const { bus, clock, told } = this.#options;
    this.#isTelling = true;
    const begun = workedBy(clock);
    let events = 0;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      bus.tellLive(next.event, next.after);
      events += 1;
    }
    this.#isTelling = false;
    told(events, workedBy(clock) - begun);
  }
}
