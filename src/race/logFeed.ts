import type { StdoutEvent } from '../acserver/stdout/facts.ts';
import { type Follower, followFile } from '../acserver/stdout/follow.ts';
import type { ReaderMemo } from '../acserver/stdout/memo.ts';
import { createReader, type Reader } from '../acserver/stdout/reader.ts';
import { type Clock, every } from '../clock.ts';
import type { Feed } from './feed.ts';

/** How far a log has been read: stored with what was read, so that every line counts once across a kill. */
export interface LogPosition {
  readonly path: string;
  readonly offset: number;
  /** The reader's, in the middle of a block or not. */
  readonly memo?: ReaderMemo;
}

export interface LogFeedOptions {
  readonly feed: Pick<Feed, 'log'>;
  /** Where reading stopped, as stored. */
  readonly position: () => LogPosition | undefined;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  readonly redact: (line: string) => string;
  /** Facts beside the race: the server is up, it gave its version. Not called for what was written in our absence. */
  readonly onFact: (fact: StdoutEvent) => void;
}

/** The log of the running game server, as one more source of the feed. */
export interface LogFeed {
  /**
   * Goes on where the stored position says, or begins a new file. Resolves when everything written so far is read;
   * that is what happened in our absence, and counts as such.
   */
  follow(path: string): Promise<void>;
  /** Reads the rest of a server that ended. */
  finish(): Promise<void>;
  /** Resolves when nothing that was asked for is still being read. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A log longer than this is emptied once it has been read: the server goes on at its beginning. */
const CAP_CHECK_MS = 60_000;

export function openLogFeed(options: LogFeedOptions): LogFeed {
  const { feed, clock, log } = options;
  let follower: Follower | undefined;
  let stopCapping = () => {};
  /** One file after the other: the end of one life is read before the next begins. */
  let last = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    last = last.then(work).catch((error: unknown) => log.error({ err: error }, 'following the log failed'));
    return last;
  };

  async function follow(path: string): Promise<void> {
    await close();
    const stored = options.position();
    const known = stored?.path === path ? stored : undefined;
    let reader: Reader = createReader(known?.memo);
    let absent = known !== undefined;
    follower = followFile({
      path,
      offset: known?.offset ?? 0,
      clock,
      pollMs: 100,
      onLines(lines) {
        const next = createReader(reader.memo());
        const facts = lines.flatMap(({ text }) => next.read(options.redact(text)));
        feed.log(facts, { path, offset: lines.at(-1)?.end ?? 0, memo: next.memo() }, absent);
        reader = next;
        if (!absent) facts.forEach(options.onFact);
      },
      onTruncated: () => feed.log([], { path, offset: 0, memo: reader.memo() }, absent),
      onError: (error) => log.error({ err: error, path }, "the game server's log could not be read"),
    });
    const current = follower;
    stopCapping = every(clock, CAP_CHECK_MS, () => void current.cap().catch(() => {}));
    await follower.drain();
    absent = false;
  }

  async function close(final = false): Promise<void> {
    stopCapping();
    await follower?.close({ final });
    follower = undefined;
  }

  return {
    follow: (path) => inTurn(() => follow(path)),
    finish: () => inTurn(() => close(true)),
    settled: () => last,
    close: () => inTurn(() => close()),
  };
}
