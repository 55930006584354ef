import { join } from 'node:path';
import type { Logger } from 'pino';
import { openProcess, type ProcessStatus, type Ready, type ServerProcess } from '../acserver/process.ts';
import { processRecords } from '../acserver/processTable.ts';
import type { StdoutEvent } from '../acserver/stdout/facts.ts';
import type { Clock } from '../clock.ts';
import { SECRET_VARIABLES, type ServerConfig } from '../config.ts';
import type { Feed } from '../race/feed.ts';
import type { Journal } from '../race/journal.ts';
import { type LogPosition, openLogFeed } from '../race/logFeed.ts';
import { processWatch } from '../race/observe/process.ts';
import type { Store } from '../store/store.ts';

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
  readonly onFact: (fact: StdoutEvent) => void;
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
  const { config, store, journal, feed, clock, log, redact } = options;
  const watch = processWatch(feed);
  const stored = (): LogPosition | undefined => journal.cursor<LogPosition>('log');
  let isWatching = false;
  let told = Promise.resolve();

  const logFeed = openLogFeed({
    feed,
    position: stored,
    clock,
    log,
    redact,
    onFact(fact) {
      if (fact.fact === 'starting') watch.version(fact.version);
      if (fact.fact === 'started') {
        process.markStarted();
        watch.up();
      }
      options.onFact(fact);
    },
  });

  const process = await openProcess({
    name: config.id,
    directory: config.directory,
    command: config.command,
    logDirectory: join(options.dataDirectory, 'servers', config.id, 'logs'),
    record: processRecords(store, config.id),
    clock,
    log,
    nextRun() {
      options.onBegin();
      return feed.beginRun();
    },
    secretsToDrop: SECRET_VARIABLES,
    onChange: changed,
  });

  function changed(status: ProcessStatus): void {
    // Whatever ends before we look is found by catching up.
    if (!isWatching) return;
    if (status.state === 'starting' && status.logPath !== undefined) void logFeed.begin(status.logPath);
    // Its last lines belong to its life, and come before its end.
    if (status.state === 'stopped') told = logFeed.finish().then(() => watch.changed(status, redact));
    else watch.changed(status, redact);
  }

  async function catchUp(): Promise<void> {
    isWatching = true;
    const status = process.status();
    const isTold = status.state === 'stopped' && !feed.state().up;
    const path = status.logPath ?? stored()?.path;
    if (path !== undefined && !isTold) await logFeed.resume(path);
    if (process.status().state === 'stopped') await logFeed.finish();
    await told;
    watch.found(process.status(), redact);
  }

  return {
    status: () => process.status(),
    async start(progress) {
      await told;
      await process.start(progress, options.ready);
    },
    stop: (progress, beforeKill) => process.stop(progress, beforeKill),
    isFollowing: logFeed.isFollowing,
    catchUp,
    present: logFeed.present,
    toldToItsEnd: () => told,
    async close() {
      await process.close();
      await told;
      await logFeed.close();
    },
  };
}
