import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/store.ts';
import type { Parcel, Post } from './post.ts';
import { type OutboxTable, openOutboxTable } from './table.ts';
import { type Sent, type Transport, Undeliverable } from './transport.ts';

/** Discord forgets a nonce after "a few minutes": within this time it can be trusted to refuse the second copy. */
const NONCE_TRUSTED_MS = 2 * 60_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * The one way to post to a channel. A post is a row first, written in the transaction of what it tells about, so it is
 * sent exactly when that has happened, also across a crash.
 */
export interface Outbox {
  post(channel: string, post: Post): void;
  /** From now on rows go out. */
  open(transport: Transport): void;
  /** Stops taking new rows and waits, up to `ms`, for what is on its way. */
  close(ms: number): Promise<void>;
}

export interface OutboxOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
}

export function createOutbox({ store, clock, log }: OutboxOptions): Outbox {
  const table = openOutboxTable(store);
  const sending = new Map<string, Promise<void>>();
  let transport: Transport | undefined;
  let closed = false;

  /** One request in flight per channel: that is what keeps its messages in order. */
  function wake(channel: string): void {
    if (!transport || closed || sending.has(channel)) return;
    const done = empty(channel, transport).finally(() => sending.delete(channel));
    sending.set(channel, done);
  }

  async function empty(channel: string, transport: Transport): Promise<void> {
    for (let failures = 0; !closed; ) {
      const doubtful = table.inDoubt(channel);
      const parcel = doubtful ?? table.takeNext(channel, clock.now());
      if (!parcel) return;
      try {
        const sent = await deliver({ parcel, table, transport, doubtful: doubtful !== undefined, now: clock.now() });
        if (sent === undefined) table.dropped(parcel);
        else table.sent(parcel, sent);
        failures = 0;
      } catch (error) {
        if (error instanceof Undeliverable) {
          table.dropped(parcel);
          log.warn({ channel, reason: error.message }, 'a message cannot be posted and was dropped');
        } else {
          failures += 1;
          log.warn({ channel, err: error }, 'a message did not get through; trying again');
          await pause(clock, Math.min(1000 * 2 ** failures, LONGEST_PAUSE_MS));
        }
      }
    }
  }

  return {
    post(channel, post) {
      table.add(channel, post, clock.now());
      store.afterCommit(() => wake(channel));
    },
    open(opened) {
      transport = opened;
      table.discardOld(clock.now());
      for (const channel of table.channelsWaiting()) wake(channel);
    },
    async close(ms) {
      closed = true;
      await Promise.race([Promise.all(sending.values()), pause(clock, ms)]);
    },
  };
}

interface Delivery {
  readonly parcel: Parcel;
  readonly table: OutboxTable;
  readonly transport: Transport;
  readonly doubtful: boolean;
  readonly now: number;
}

/** @returns the id of the message, or undefined for chat that is too old to repeat without knowing that it is absent */
async function deliver(delivery: Delivery): Promise<string | undefined> {
  const { parcel, table, transport } = delivery;
  const known = parcel.key === undefined ? undefined : table.messageOf(parcel.channel, parcel.key);
  if (known !== undefined && parcel.key !== undefined) {
    if (await transport.edit(parcel.channel, known, parcel.body)) return known;
    table.forgetMessage(parcel.channel, parcel.key);
  }
  if (delivery.doubtful) {
    const found = await lookBack(delivery);
    if (found !== 'absent') return found;
  }
  if (parcel.author) return transport.sendAs(parcel.channel, parcel.author, parcel.body);
  return transport.send(parcel.channel, parcel.body, `${table.installation}-${parcel.id}`);
}

/**
 * Whether a message of unknown fate stands in its channel. Young ones with a nonce need no look: Discord answers the
 * second copy with the first. Where the channel cannot be read, a notice may double, and chat is dropped.
 */
async function lookBack({ parcel, transport, now }: Delivery): Promise<string | undefined | 'absent'> {
  if (!parcel.author && now - parcel.sendingAt < NONCE_TRUSTED_MS) return 'absent';
  try {
    const recent = await transport.recent(parcel.channel);
    return recent.find((message) => isCopyOf(parcel, message))?.id ?? 'absent';
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    return parcel.lane === 'chat' ? undefined : 'absent';
  }
}

const isCopyOf = ({ body, author, sendingAt }: Parcel, message: Sent): boolean =>
  message.at >= sendingAt - 5000 &&
  message.content === (body.content ?? '') &&
  message.title === body.embeds?.[0]?.title &&
  (author === undefined || message.authorName === author.name);

const pause = (clock: Clock, ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
