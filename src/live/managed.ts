/** The process of a game server that Pitwall runs. */
import { join } from 'node:path';
import {
  type BeforeKill,
  openProcess,
  type ProcessRecordStore,
  type ProcessStatus,
  type Ready,
  type ServerProcess,
} from '../acserver/process.ts';
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import { SECRET_VARIABLES, type ServerConfig } from '../config/environment.ts';
import { UserError } from '../kit/errors.ts';
import type { Progress } from '../kit/progress.ts';
import { Signal } from '../kit/signal.ts';
import type { LogFeed } from '../race/logFeed.ts';
import { type LogGap, type LogPosition, readLogPosition } from '../race/logPosition.ts';
import { processWatch } from '../race/observe/process.ts';
import type { LiveProcess, ProcessParts } from './process.ts';

export interface ManagedParts extends ProcessParts {
  readonly record: ProcessRecordStore;
  /** Another way to see that it is up, if its log does not say so. */
  readonly ready: Ready | undefined;
  /** What must be done before a kill, or it would be lost. */
  readonly beforeKill: BeforeKill | undefined;
}

/** The game server that Pitwall starts, or finds running as an earlier Pitwall left it. */
export async function openManagedProcess(config: ServerConfig, parts: ManagedParts): Promise<LiveProcess> {
  const changes = new Signal<ProcessStatus>();
  const { feed, onBegin } = parts;
  const process = await openProcess({
    name: config.id,
    directory: config.directory,
    command: config.command,
    logDirectory: join(parts.ownDirectory, 'logs'),
    record: parts.record,
    clock: parts.clock,
    log: parts.log,
    nextRun() {
      onBegin();
      return feed.beginRun();
    },
    secretsToDrop: SECRET_VARIABLES,
    onChange: changes.tell,
  });
  const managed = new OwnProcess(process, parts);
  changes.listen((status) => managed.changed(status));
  return managed;
}

/** Reports process changes and log lines in one order. */
class OwnProcess implements LiveProcess {
  readonly #parts: ManagedParts;
  readonly #process: ServerProcess;
  readonly #watch: ReturnType<typeof processWatch>;
  readonly #logFeed: LogFeed;
  #trouble: string | undefined;
  #logGap: LogGap | undefined;
  /** Set once catching up begins; until it is done, nothing is reported and nothing is started. */
  #told: Promise<void> | undefined;

  constructor(process: ServerProcess, parts: ManagedParts) {
    this.#parts = parts;
    this.#process = process;
    this.#watch = processWatch(parts.feed);
    this.#logFeed = parts.serverLog.open({
      feed: parts.feed,
      position: () => this.#position(),
      clock: parts.clock,
      log: parts.log,
      redact: parts.redactLine,
      onFact: (fact) => this.#noted(fact),
      onLost: (problem, gap) => {
        this.#trouble = problem;
        this.#logGap = gap;
      },
    });
  }

  status(): ProcessStatus {
    return { trouble: this.#trouble, logGap: this.#logGap, ...this.#process.status() };
  }

  async start(progress: Progress): Promise<void> {
    if (!this.#told) throw new UserError('Pitwall is still starting; try again in a moment.');
    await this.#told;
    try {
      await this.#process.start(progress, this.#parts.ready);
    } catch (error) {
      // The error quotes the output of a server that dies at its start, which may contain the password.
      throw error instanceof UserError ? new UserError(this.#parts.redact(error.message)) : error;
    }
  }

  async stop(progress: Progress): Promise<void> {
    await this.#process.stop(progress, this.#parts.beforeKill);
    // Until its end is reported it counts as running, and an immediate start would be refused.
    await this.#told;
  }

  catchUp(): Promise<void> {
    this.#told = this.#readUp();
    return this.#told;
  }

  present(): Promise<void> {
    return this.#logFeed.present();
  }

  async toldToItsEnd(): Promise<void> {
    await this.#told;
  }

  async close(): Promise<void> {
    this.#process.close();
    await this.#told;
    await this.#logFeed.close();
  }

  changed(status: ProcessStatus): void {
    const { redact } = this.#parts;
    // Catching up finds whatever ends before then.
    if (!this.#told) return;
    if (status.state === 'starting' && status.logPath !== undefined) void this.#logFeed.begin(status.logPath);
    // Its last log lines belong to its run, and come before its end.
    if (status.state === 'stopped') {
      this.#told = this.#logFeed.finish().then(() => this.#watch.changed(status, redact));
    } else {
      this.#watch.changed(status, redact);
    }
  }

  #noted(fact: StdoutFact): void {
    if (fact.fact === 'serverStarting') this.#watch.version(fact.version);
    if (fact.fact === 'serverStarted') {
      this.#process.markStarted();
      this.#watch.up();
    }
    this.#parts.onFact(fact);
  }

  #position(): LogPosition | undefined {
    return readLogPosition(this.#parts.journal.cursor('log'));
  }

  async #readUp(): Promise<void> {
    const { feed, redact } = this.#parts;
    const status = this.#process.status();
    const isTold = status.state === 'stopped' && !feed.state().up;
    const path = status.logPath ?? this.#position()?.path;
    if (path !== undefined && !isTold) await this.#logFeed.resume(path);
    if (this.#process.status().state === 'stopped') await this.#logFeed.finish();
    this.#watch.found(this.#process.status(), redact);
  }
}
