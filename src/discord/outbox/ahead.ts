/** What a channel sends next, marked in the transaction of what it tells about: the disk is waited for once, not twice. */
import type { Store } from '../../store/store.ts';
import type { OutgoingMessage } from './message.ts';

export class Ahead {
  readonly #store: Pick<Store, 'afterCommit'>;
  readonly #take: (channel: string) => OutgoingMessage | undefined;
  readonly #taken = new Map<string, OutgoingMessage>();
  /** Something was taken in a transaction that may not be over, or was rolled back. */
  readonly #marked = new Set<string>();

  constructor(store: Pick<Store, 'afterCommit'>, take: (channel: string) => OutgoingMessage | undefined) {
    this.#store = store;
    this.#take = take;
  }

  /** For a channel that sends nothing now; called as the last of a transaction. */
  mark(channel: string): void {
    if (this.#marked.has(channel)) return;
    try {
      const message = this.#take(channel);
      if (!message) return;
      this.#marked.add(channel);
      this.#store.afterCommit(() => this.#taken.set(channel, message));
    } catch {
      // Whoever sends it meets that again, and says so: what happened must not be lost with it.
    }
  }

  /** The message that was taken, or the one that comes next. */
  next(channel: string): OutgoingMessage | undefined {
    const message = this.#taken.get(channel);
    this.#taken.delete(channel);
    this.#marked.delete(channel);
    return message ?? this.#take(channel);
  }
}
