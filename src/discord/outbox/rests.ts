/** Recently sent cards: a burst of changes becomes one edit instead of one per change. */
import type { Clock } from '../../kit/clock.ts';
import type { OutgoingMessage } from './message.ts';

/** Discord allows five messages in five seconds per channel, and as many edits. */
const REST_MS = 2500;

export class Rests {
  readonly #clock: Pick<Clock, 'monotonic' | 'after'>;
  /** By channel and key: until when to wait, on the monotonic clock. */
  readonly #until = new Map<string, Map<string, number>>();
  readonly #cancels = new Set<() => void>();

  constructor(clock: Pick<Clock, 'monotonic' | 'after'>) {
    this.#clock = clock;
  }

  sent({ channel, key, lane }: OutgoingMessage, wake: () => void): void {
    if (lane !== 'incident' || key === undefined) return;
    const until = this.#until.get(channel) ?? new Map<string, number>();
    this.#until.set(channel, until.set(key, this.#clock.monotonic() + REST_MS));
    const cancel = this.#clock.after(REST_MS, () => {
      this.#cancels.delete(cancel);
      until.delete(key);
      wake();
    });
    this.#cancels.add(cancel);
  }

  /** The keys of the cards in a channel that rest now. */
  in(channel: string): ReadonlySet<string> {
    const now = this.#clock.monotonic();
    const resting = [...(this.#until.get(channel) ?? [])].filter(([, until]) => until > now);
    return new Set(resting.map(([key]) => key));
  }

  endAll(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    this.#until.clear();
  }
}
