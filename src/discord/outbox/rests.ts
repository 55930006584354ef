/** Recently sent cards: a burst of changes becomes one edit instead of one per change. */
import type { Clock } from '../../kit/clock.ts';
import type { OutgoingMessage } from './message.ts';

/** Discord allows five messages in five seconds per channel, and as many edits. */
const REST_MS = 2500;

export class Rests {
  readonly #clock: Pick<Clock, 'monotonic' | 'after'>;
  /** By channel and key: until when to wait, on the monotonic clock. */
  readonly #until = new Map<string, number>();
  readonly #cancels = new Set<() => void>();

  constructor(clock: Pick<Clock, 'monotonic' | 'after'>) {
    this.#clock = clock;
  }

  sent({ channel, key, lane }: OutgoingMessage, wake: () => void): void {
    if (lane !== 'incident' || key === undefined) return;
    const name = nameOf(channel, key);
    this.#until.set(name, this.#clock.monotonic() + REST_MS);
    const cancel = this.#clock.after(REST_MS, () => {
      this.#cancels.delete(cancel);
      this.#until.delete(name);
      wake();
    });
    this.#cancels.add(cancel);
  }

  isResting(channel: string, key: string | null): boolean {
    return key !== null && (this.#until.get(nameOf(channel, key)) ?? 0) > this.#clock.monotonic();
  }

  endAll(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    this.#until.clear();
  }
}

const nameOf = (channel: string, key: string): string => `${channel} ${key}`;
