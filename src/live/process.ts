import type { Logger } from 'pino';
import type { ProcessStatus } from '../acserver/process.ts';
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import type { WatchFile } from '../acserver/stdout/hints.ts';
import type { Clock } from '../kit/clock.ts';
import type { Progress } from '../kit/progress.ts';
import type { Feed } from '../race/feed.ts';
import type { Journal } from '../race/journal.ts';
import { type LogFeed, openLogFeed } from '../race/logFeed.ts';
import type { ReadingOptions } from '../race/logReading.ts';

/** What the two kinds of process have in common: who is told of it, and what it is told by. */
export interface ProcessParts {
  readonly journal: Journal;
  readonly feed: Feed;
  readonly clock: Clock;
  readonly log: Logger;
  /** For what it prints, as it is read and as it is quoted. */
  readonly redactLine: (line: string) => string;
  readonly redact: (text: string) => string;
  /** Pitwall's own directory for this server. */
  readonly ownDirectory: string;
  readonly serverLog: ServerLog;
  /** Facts of the log beside the race. */
  readonly onFact: (fact: StdoutFact) => void;
  /** A new process is about to begin. */
  readonly onBegin: () => void;
}

/** The process of one game server and its log. One life is told to its end before the next begins. */
export interface LiveProcess {
  status(): ProcessStatus;
  /** Resolves when the game server says that it is up. Refusals are UserErrors. */
  start(progress: Progress): Promise<void>;
  stop(progress: Progress): Promise<void>;
  /** Where that is one thing. */
  restart?(progress: Progress): Promise<void>;
  /** Tells what happened while nobody looked. */
  catchUp(): Promise<void>;
  /** From here on UDP is listened to as well. */
  present(): Promise<void>;
  /** Resolves when all that an ended process had to say has been told. */
  toldToItsEnd(): Promise<void>;
  close(): Promise<void>;
}

/** The log of one game server: nothing of it is read until somebody opens it. */
export class ServerLog {
  readonly #watch: WatchFile | undefined;
  #open: LogFeed | undefined;

  /** @param watch what tells that a file has grown; it is polled alone without */
  constructor(watch?: WatchFile) {
    this.#watch = watch;
  }

  isFollowed(): boolean {
    return this.#open?.isFollowing() ?? false;
  }

  open(options: Omit<ReadingOptions, 'watch'>): LogFeed {
    this.#open = openLogFeed({ ...options, watch: this.#watch });
    return this.#open;
  }
}
