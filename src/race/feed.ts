import type { FromServer } from '../acserver/udp/packets.ts';
import type { EventBody } from '../events/events.ts';
import type { FeedOptions, LogBatch } from './feedOptions.ts';
import type { RaceState } from './state.ts';
import { TransactionalFeed } from './transactionalFeed.ts';

export type { LogBatch };

/**
 * Where everything that is learnt about one game server comes together and becomes events. Each call is a transaction:
 * the events, what durable listeners write, and how far the sources have been read are on disk together or not at all.
 */
export interface Feed {
  state(): RaceState;
  /**
   * One batch of datagrams. Never throws: what a locked or full store cannot take waits in memory; anything else that
   * cannot be kept is logged, and the log may tell it again.
   */
  packets(packets: readonly FromServer[]): void;
  /**
   * One batch of the log, together with how far it has been read.
   *
   * @throws when it cannot be kept; nothing has happened then, and the same batch may come again
   */
  log(batch: LogBatch): void;
  /** What Pitwall itself notices: the process, the silence. Never throws, and waits like datagrams. */
  notice(...bodies: EventBody[]): void;
  /**
   * What somebody decided: `work` writes its tables and says what has happened by that, all in one transaction.
   *
   * @throws what `work` throws, and when it cannot be kept; nothing has happened then
   */
  decide(work: () => readonly EventBody[]): void;
  /**
   * What is left to do of something that has happened: as `decide`, before anything that is heard next. Never throws, and
   * waits like datagrams.
   */
  goOn(work: () => readonly EventBody[]): void;
  /**
   * A new life of the game server's process: nobody is on it, and its sessions count from one.
   *
   * @throws when it cannot be kept
   */
  beginRun(): number;
  /** Tells what UDP should have told by now; every few seconds somebody asks for it. */
  giveUpWaiting(): void;
  /** Whether the log tells in place of UDP. */
  standsIn(absent: boolean): boolean;
  /**
   * Before a batch of the log: where that stands in for UDP, what waits for UDP is told in its place, some of it at once.
   *
   * @returns undefined where that is no more than `log` tells with the batch
   * @throws when it cannot be kept
   */
  tellWaiting(absent: boolean): Promise<true> | undefined;
  /** Resolves when all that has come has had its turn, undefined where it has: whoever has more to tell waits for it. */
  free(): Promise<void> | undefined;
}

export const openFeed = (options: FeedOptions): Feed => new TransactionalFeed(options);
