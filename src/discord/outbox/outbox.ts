import { type Clock, every } from '../../kit/clock.ts';
import { atMost } from '../../kit/wait.ts';
import type { Store } from '../../store/store.ts';
import { loggable } from '../common/failures.ts';
import { type Hide, hiddenIn } from '../common/hidden.ts';
import { deliver } from './delivery.ts';
import type { DigestWords, OutgoingMessage } from './message.ts';
import { Pauses } from './pauses.ts';
import type { Post } from './post.ts';
import { OutboxTable } from './table.ts';
import { TokenRefused, type Transport, Undeliverable } from './transport.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const HOUR_MS = 60 * 60_000;

export interface OutboxOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
  readonly words: DigestWords;
  /** Applied to every post as it would be shown. */
  readonly hide: Hide;
}

/**
 * The one way to post to a channel. A post is a row first, written in the transaction of what it tells about, so it is
 * sent exactly when that has happened, also across a crash.
 */
export class Outbox {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: OutboxOptions['log'];
  readonly #table: OutboxTable;
  readonly #pauses: Pauses;
  readonly #hide: Hide;
  /** One request in flight per channel: that is what keeps its messages in order. */
  readonly #working = new Map<string, Promise<void>>();
  #transport: Transport | undefined;
  #stopDiscarding = (): void => {};
  #isOver = false;

  constructor({ store, clock, log, words, hide }: OutboxOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#table = new OutboxTable(store, words);
    this.#pauses = new Pauses(clock);
    this.#hide = hide;
  }

  post(channel: string, post: Post): void {
    const body = hiddenIn(post.body, this.#hide);
    const shown: Post = post.author
      ? { lane: post.lane, body, author: hiddenIn(post.author, this.#hide) }
      : { lane: post.lane, body, key: post.key };
    this.#table.add(channel, shown, this.#clock.now());
    this.#store.afterCommit(() => this.#wake(channel));
  }

  /** From now on rows go out. */
  open(transport: Transport): void {
    this.#transport = answeringUntil(transport, () => this.#isOver);
    this.#discardOld();
    this.#stopDiscarding();
    this.#stopDiscarding = every(this.#clock, HOUR_MS, () => this.#discardOld());
    for (const channel of this.#table.channelsWaiting()) this.#wake(channel);
  }

  /** Sends nothing more and waits, up to `ms`, for the answers that are due. Later posts go out after the next start. */
  async close(ms: number): Promise<void> {
    this.#transport = undefined;
    this.#stopDiscarding();
    this.#pauses.endAll();
    await atMost(this.#clock, ms, Promise.all(this.#working.values()));
    this.#isOver = true;
  }

  #wake(channel: string): void {
    if (!this.#transport || this.#working.has(channel)) return;
    this.#working.set(
      channel,
      Promise.resolve().then(() => this.#empty(channel)),
    );
  }

  async #empty(channel: string): Promise<void> {
    for (let failures = 0; this.#transport; ) {
      try {
        const message = this.#table.takeNext(channel, this.#clock.now());
        if (!message) break;
        await this.#send(message, this.#transport);
        failures = 0;
      } catch (error) {
        if (error instanceof TokenRefused) this.#transport = undefined;
        if (!this.#transport) break;
        const waitMs = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
        failures += 1;
        this.#log.warn({ channel, waitMs, ...loggable(error) }, 'a message did not get through; trying again');
        await this.#pauses.pause(waitMs);
      }
    }
    this.#working.delete(channel);
  }

  async #send(message: OutgoingMessage, transport: Transport): Promise<void> {
    const [table, clock] = [this.#table, this.#clock];
    try {
      const id = await deliver({ message, table, transport, clock });
      if (id === 'unknown') table.lost(message);
      else table.sent(message, id, clock.now());
    } catch (error) {
      if (!(error instanceof Undeliverable)) throw error;
      table.dropped(message);
      const fields = { channel: message.channel, reason: error.message };
      this.#log.warn(fields, 'a message cannot be posted and was dropped');
    }
  }

  #discardOld(): void {
    try {
      this.#table.discardOld(this.#clock.now());
    } catch (error) {
      this.#log.warn({ err: error }, 'old messages could not be discarded');
    }
  }
}

/** What is answered after the end never arrives, for the store is gone by then: it stays in doubt. */
function answeringUntil({ send, edit, since }: Transport, isOver: () => boolean): Transport {
  const unlessOver = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      answer.then(
        (value) => isOver() || resolve(value),
        (error: unknown) => isOver() || reject(error),
      );
    });
  return {
    send: (...message) => unlessOver(send(...message)),
    edit: (...message) => unlessOver(edit(...message)),
    since: (...question) => unlessOver(since(...question)),
  };
}
