// The game server's log as a source of the feed: which file is read, from where, and since when UDP counts.

import { markOfFile, sizeOfFile, startOfFile } from '../acserver/stdout/follow.ts';
import { every } from '../kit/clock.ts';
import { createTurns } from '../kit/queue.ts';
import type { LogPosition } from './logPosition.ts';
import { LogReading, type ReadingOptions } from './logReading.ts';

/** The log of the running game server, as one more source of the feed. Calls are carried out one after the other. */
export interface LogFeed {
  /** Follows the log of a server that has been started. */
  begin(path: string): Promise<void>;
  /**
   * Follows the log of a server that was there before us, from the stored position on. Its contents were written in our
   * absence, until `present`. Resolves when all of it has been read.
   */
  resume(path: string): Promise<void>;
  /** From here on UDP is listened to as well. */
  present(): Promise<void>;
  /** Reads the rest of the log of a server that ended. */
  finish(): Promise<void>;
  /** Whether lines are still to come, also while the rest of an ended server's log is read. */
  isFollowing(): boolean;
  close(): Promise<void>;
}

/** How often to check for a log that grew too long. */
const CAP_CHECK_MS = 60_000;

const OTHER_LOG =
  'the log that was read last is gone: another one has its name, or none; what the old one held since then is lost, unless UDP told it';

export const openLogFeed = (options: ReadingOptions): LogFeed => new TakingTurns(options);

class TakingTurns implements LogFeed {
  readonly #options: ReadingOptions;
  readonly #turns = createTurns();
  #reading: LogReading | undefined;
  #isFollowing = false;
  #stopCapping = () => {};

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  begin(path: string): Promise<void> {
    // Datagrams may arrive before this call has its turn.
    this.#isFollowing = true;
    return this.#inTurn(() => this.#follow(path, false));
  }

  resume(path: string): Promise<void> {
    return this.#inTurn(() => this.#follow(path, true));
  }

  present(): Promise<void> {
    return this.#inTurn(async () => this.#reading?.present());
  }

  finish(): Promise<void> {
    return this.#inTurn(() => this.#end((reading) => reading.finish()));
  }

  isFollowing(): boolean {
    return this.#isFollowing;
  }

  close(): Promise<void> {
    return this.#inTurn(() => this.#end((reading) => reading.close()));
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    try {
      await this.#turns(work);
    } catch (error) {
      this.#options.log.error({ err: error }, 'following the log failed');
    }
  }

  async #follow(path: string, absent: boolean): Promise<void> {
    await this.#end((reading) => reading.close());
    this.#isFollowing = true;
    const { clock, isOurs = true } = this.#options;
    const stored = await this.#storedPosition(path, isOurs);
    const file = await markOfFile(path);
    const reading = new LogReading({ ...this.#options, position: () => stored }, path, { absent, file });
    this.#reading = reading;
    if (isOurs) this.#stopCapping = every(clock, CAP_CHECK_MS, () => reading.cap());
    await reading.readAll();
  }

  async #storedPosition(path: string, isOurs: boolean): Promise<LogPosition | undefined> {
    const stored = this.#options.position();
    const size = await sizeOfFile(path);
    if (stored?.path !== path) return isOurs ? stored : { path, offset: size };
    const file = await markOfFile(path);
    const isOther = file !== stored.file && stored.file !== undefined;
    if (!isOther && size >= stored.offset) return stored;
    this.#options.log.error({ path, offset: stored.offset }, OTHER_LOG);
    const to = (await startOfFile(path)) ?? this.#options.clock.now();
    this.#options.onLost?.(`${path}: ${OTHER_LOG}.`, { from: stored.at, to });
    // The new file has what came after. Nobody knows where the rest of the old one is.
    return { path, offset: 0, file };
  }

  async #end(how: (reading: LogReading) => Promise<void>): Promise<void> {
    this.#stopCapping();
    const reading = this.#reading;
    this.#reading = undefined;
    try {
      if (reading) await how(reading);
    } finally {
      // Not earlier: a datagram received while the rest is read has its line there.
      this.#isFollowing = false;
    }
  }
}
