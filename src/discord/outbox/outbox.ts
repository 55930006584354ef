import { type Clock, every } from '../../kit/clock.ts';
import type { Store } from '../../store/store.ts';
import { loggable } from '../common/failures.ts';
import { deliver } from './delivery.ts';
import type { Parcel } from './parcel.ts';
import type { Post } from './post.ts';
import { openOutboxTable } from './table.ts';
import { TokenRefused, type Transport, Undeliverable } from './transport.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
const HOUR_MS = 60 * 60_000;

/**
 * The one way to post to a channel. A post is a row first, written in the transaction of what it tells about, so it is
 * sent exactly when that has happened, also across a crash.
 */
export interface Outbox {
  post(channel: string, post: Post): void;
  /** From now on rows go out. */
  open(transport: Transport): void;
  /** Sends nothing more and waits, up to `ms`, for the answers that are due. Later posts go out after the next start. */
  close(ms: number): Promise<void>;
}

export interface OutboxOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
}

export function createOutbox({ store, clock, log }: OutboxOptions): Outbox {
  const table = openOutboxTable(store);
  const working = new Map<string, Promise<void>>();
  const pauses = createPauses(clock);
  const endings: (() => void)[] = [];
  let transport: Transport | undefined;
  let isOver = false;

  /** One request in flight per channel: that is what keeps its messages in order. */
  function wake(channel: string): void {
    if (transport && !working.has(channel)) working.set(channel, Promise.resolve(channel).then(empty));
  }

  async function empty(channel: string): Promise<void> {
    for (let failures = 0; transport; ) {
      try {
        const parcel = table.takeNext(channel, clock.now());
        if (!parcel) break;
        await carry(parcel, transport);
        failures = 0;
      } catch (error) {
        if (error instanceof TokenRefused) transport = undefined;
        if (!transport) break;
        const waitMs = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
        failures += 1;
        log.warn({ channel, waitMs, ...loggable(error) }, 'a message did not get through; trying again');
        await pauses.pause(waitMs);
      }
    }
    working.delete(channel);
  }

  async function carry(parcel: Parcel, transport: Transport): Promise<void> {
    const fate = await deliver({ parcel, table, transport, clock }).catch((error: unknown) => {
      if (error instanceof Undeliverable) return error;
      throw error;
    });
    if (fate === 'unknown') table.lost(parcel);
    else if (typeof fate === 'string') table.sent(parcel, fate, clock.now());
    else {
      table.dropped(parcel);
      log.warn({ channel: parcel.channel, reason: fate.message }, 'a message cannot be posted and was dropped');
    }
  }

  function discardOld(): void {
    try {
      table.discardOld(clock.now());
    } catch (error) {
      log.warn({ err: error }, 'old messages could not be discarded');
    }
  }

  return {
    post(channel, post) {
      table.add(channel, post, clock.now());
      store.afterCommit(() => wake(channel));
    },
    open(opened) {
      transport = heardUntil(opened, () => isOver);
      discardOld();
      endings.push(every(clock, HOUR_MS, discardOld));
      for (const channel of table.channelsWaiting()) wake(channel);
    },
    async close(ms) {
      transport = undefined;
      for (const end of endings.splice(0)) end();
      pauses.end();
      await Promise.race([Promise.all(working.values()), new Promise<void>((resolve) => clock.after(ms, resolve))]);
      isOver = true;
    },
  };
}

/** What is answered after the end is never heard, for the store is gone by then: it stays in doubt. */
function heardUntil({ send, edit, since }: Transport, isOver: () => boolean): Transport {
  const heard = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      answer.then(
        (value) => isOver() || resolve(value),
        (error: unknown) => isOver() || reject(error),
      );
    });
  return {
    send: (...message) => heard(send(...message)),
    edit: (...message) => heard(edit(...message)),
    since: (...question) => heard(since(...question)),
  };
}

/** Waits that can all be cut short. */
function createPauses(clock: Clock) {
  const waiting = new Set<() => void>();
  return {
    pause: (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const go = (): void => {
          cancel();
          waiting.delete(go);
          resolve();
        };
        const cancel = clock.after(ms, go);
        waiting.add(go);
      }),
    end(): void {
      for (const go of [...waiting]) go();
    },
  };
}
