import { join } from 'node:path';
import type { Logger } from 'pino';
import {
  openProcess,
  type ProcessOptions,
  type ProcessStatus,
  type Ready,
  type ServerProcess,
} from '../acserver/process.ts';
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import { SECRET_VARIABLES, type ServerConfig } from '../config/environment.ts';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import type { Feed } from '../race/feed.ts';
import type { Journal } from '../race/journal.ts';
import { openLogFeed } from '../race/logFeed.ts';
import { type LogPosition, readLogPosition } from '../race/logPosition.ts';
import { processWatch } from '../race/observe/process.ts';
import type { Store } from '../store/store.ts';
import { processRecords } from './processTable.ts';

export interface LifeOptions {
  readonly config: ServerConfig;
  readonly dataDirectory: string;
  readonly store: Store;
  readonly journal: Journal;
  readonly feed: Feed;
  readonly clock: Clock;
  readonly log: Logger;
  readonly redact: (text: string) => string;
  /** Facts of the log beside the race. */
  readonly onFact: (fact: StdoutFact) => void;
  /** Another way to see that it is up, where its log does not say so. */
  readonly ready?: Ready | undefined;
  /** A new process is about to begin. */
  readonly onBegin: () => void;
}

/** The process of one game server and its log. One life is told to its end before the next begins. */
export interface ServerLife extends Pick<ServerProcess, 'status' | 'start' | 'stop'> {
  isFollowing(): boolean;
  /** Tells what happened while nobody looked. To be called once, before UDP is listened to. */
  catchUp(): Promise<void>;
  /** From here on UDP is listened to as well. */
  present(): Promise<void>;
  /** Resolves when all that an ended process had to say has been told. */
  toldToItsEnd(): Promise<void>;
  close(): Promise<void>;
}

export async function openLife(options: LifeOptions): Promise<ServerLife> {
  const story = storyOf(options, () => process);
  const process = await openProcess({ ...processOptions(options), onChange: story.changed });
  return {
    status: () => process.status(),
    async start(progress) {
      if (!story.isBegun()) throw new UserError('Pitwall is just starting; try again in a moment.');
      await story.told();
      await process.start(progress, options.ready);
    },
    async stop(progress, beforeKill) {
      await process.stop(progress, beforeKill);
      // Until its end is told it counts as heard, and a start right behind would be refused.
      await story.told();
    },
    isFollowing: () => story.log.isFollowing(),
    catchUp: story.catchUp,
    present: () => story.log.present(),
    toldToItsEnd: story.told,
    async close() {
      await process.close();
      await story.told();
      await story.log.close();
    },
  };
}

function processOptions(options: LifeOptions): Omit<ProcessOptions, 'onChange'> {
  const { config, store, feed, clock, log, dataDirectory, onBegin } = options;
  return {
    name: config.id,
    directory: config.directory,
    command: config.command,
    logDirectory: join(dataDirectory, 'servers', config.id, 'logs'),
    record: processRecords(store, config.id),
    clock,
    log,
    nextRun() {
      onBegin();
      return feed.beginRun();
    },
    secretsToDrop: SECRET_VARIABLES,
  };
}

/** What a process goes through and what its log says, told in one order. */
function storyOf({ feed, journal, clock, log, redact, onFact }: LifeOptions, process: () => ServerProcess) {
  const watch = processWatch(feed);
  const position = (): LogPosition | undefined => readLogPosition(journal.cursor('log'));
  let told: Promise<void> | undefined;

  function noted(fact: StdoutFact): void {
    if (fact.fact === 'serverStarting') watch.version(fact.version);
    if (fact.fact === 'serverStarted') {
      process().markStarted();
      watch.up();
    }
    onFact(fact);
  }
  const logFeed = openLogFeed({ feed, position, clock, log, redact, onFact: noted });

  function changed(status: ProcessStatus): void {
    // Whatever ends before we look is found by catching up.
    if (!told) return;
    if (status.state === 'starting' && status.logPath !== undefined) void logFeed.begin(status.logPath);
    // Its last lines belong to its life, and come before its end.
    if (status.state === 'stopped') told = logFeed.finish().then(() => watch.changed(status, redact));
    else watch.changed(status, redact);
  }

  async function readUp(): Promise<void> {
    const status = process().status();
    const isTold = status.state === 'stopped' && !feed.state().up;
    const path = status.logPath ?? position()?.path;
    if (path !== undefined && !isTold) await logFeed.resume(path);
    if (process().status().state === 'stopped') await logFeed.finish();
    watch.found(process().status(), redact);
  }

  return {
    log: logFeed,
    changed,
    isBegun: () => told !== undefined,
    told: async () => told,
    catchUp(): Promise<void> {
      told = readUp();
      return told;
    },
  };
}
