import type { FromServer } from '../acserver/udp/packets.ts';
import type { EventBody } from '../events/events.ts';
import type { FeedOptions, LogBatch } from './feedOptions.ts';
import type { RaceState } from './state.ts';
import { TransactionalFeed } from './transactionalFeed.ts';

export type { LogBatch };

/**
 * Collects everything learnt about one game server and turns it into events. Each call is a transaction: the events,
 * what durable listeners write, and how far the sources have been read are on disk together or not at all.
 */
export interface Feed {
  state(): RaceState;
  /**
   * One batch of datagrams. Never throws: if the store is locked or full, they wait in memory. Anything else that
   * cannot be stored is logged as an error, and the server's log may report it again.
   */
  packets(packets: readonly FromServer[]): void;
  /**
   * One batch of the log, together with how far it has been read.
   *
   * @throws when it cannot be stored; nothing has happened then, and the same batch may come again
   */
  log(batch: LogBatch): void;
  /** What Pitwall itself notices: the process, silence. Never throws, and waits like datagrams. */
  notice(...bodies: EventBody[]): void;
  /**
   * Somebody's decision: `work` writes its tables and returns the resulting events, all in one transaction.
   *
   * @throws what `work` throws, and when it cannot be stored; nothing has happened then
   */
  decide(work: () => readonly EventBody[]): void;
  /** Follow-up work of an event: like `decide`, but before the next input. Never throws, and waits like datagrams. */
  goOn(work: () => readonly EventBody[]): void;
  /**
   * A new run of the game server's process: nobody is on it, and its sessions count from one.
   *
   * @throws when it cannot be stored
   */
  beginRun(): number;
  /** Emits what UDP should have reported by now. Called every few seconds. */
  giveUpWaiting(): void;
  /** Whether the log stands in for UDP. */
  standsIn(absent: boolean): boolean;
  /**
   * Call before a batch of the log. If the log stands in for UDP, events that wait for UDP are emitted from it, in
   * pieces.
   *
   * @returns undefined if `log` can emit all of it together with the batch
   * @throws when it cannot be stored
   */
  tellWaiting(absent: boolean): Promise<true> | undefined;
  /** Resolves when all input has had its turn; undefined if it has. Wait for it before adding more. */
  free(): Promise<void> | undefined;
}

export const openFeed = (options: FeedOptions): Feed => new TransactionalFeed(options);
