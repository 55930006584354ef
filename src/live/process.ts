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

/** What both kinds of process need: where they report to, and what informs them. */
export interface ProcessParts {
  readonly journal: Journal;
  readonly feed: Feed;
  readonly clock: Clock;
  readonly log: Logger;
  /** For its output: as lines are read, and as they are quoted. */
  readonly redactLine: (line: string) => string;
  readonly redact: (text: string) => string;
  /** Pitwall's own directory for this server. */
  readonly ownDirectory: string;
  readonly serverLog: ServerLog;
  /** Receives facts from the log, in addition to race events. */
  readonly onFact: (fact: StdoutFact) => void;
  /** Called when a new process is about to begin. */
  readonly onBegin: () => void;
}

/** The process of one game server and its log. One run is reported to its end before the next begins. */
export interface LiveProcess {
  status(): ProcessStatus;
  /** Resolves when the game server reports that it is up. Refusals are UserErrors. */
  start(progress: Progress): Promise<void>;
  stop(progress: Progress): Promise<void>;
  /** Present if restarting is a single action. */
  restart?(progress: Progress): Promise<void>;
  /** Reports what happened while Pitwall was not running. */
  catchUp(): Promise<void>;
  /** From here on Pitwall also listens to UDP. */
  present(): Promise<void>;
  /** Resolves when everything from an ended process has been reported. */
  toldToItsEnd(): Promise<void>;
  close(): Promise<void>;
}

/** The log of one game server. Nothing is read until it is opened. */
export class ServerLog {
  readonly #watch: WatchFile | undefined;
  #open: LogFeed | undefined;

  /** @param watch reports that a file has grown; without it the file is only polled */
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
