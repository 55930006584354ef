/** Marks a channel's next message in the transaction of its event: one flush to disk instead of two. */
import type { Store } from '../../store/store.ts';
import type { OutgoingMessage } from './message.ts';

export class Ahead {
  readonly #store: Pick<Store, 'afterCommit'>;
  readonly #take: (channel: string) => OutgoingMessage | undefined;
  readonly #taken = new Map<string, OutgoingMessage>();
  /** Channels with a message taken in a transaction that is not over yet, or was rolled back. */
  readonly #marked = new Set<string>();

  constructor(store: Pick<Store, 'afterCommit'>, take: (channel: string) => OutgoingMessage | undefined) {
    this.#store = store;
    this.#take = take;
  }

  /** Only for a channel that is not sending. Must be the last call of the transaction. */
  mark(channel: string): void {
    if (this.#marked.has(channel)) return;
    try {
      const message = this.#take(channel);
      if (!message) return;
      this.#marked.add(channel);
      this.#store.afterCommit(() => this.#taken.set(channel, message));
    } catch {
      // The sender will get the same error and report it. The event itself must not be lost because of it.
    }
  }

  /** The message taken ahead, or else the next one. */
  next(channel: string): OutgoingMessage | undefined {
    const message = this.#taken.get(channel);
    this.#taken.delete(channel);
    this.#marked.delete(channel);
    return message ?? this.#take(channel);
  }
}
