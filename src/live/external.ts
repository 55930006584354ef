/** The process of a game server that somebody else runs. */
import { join } from 'node:path';
import { runOwnerCommand } from '../acserver/process/ownerCommand.ts';
import type { ProcessState, ProcessStatus } from '../acserver/process.ts';
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import { type AnyServerConfig, SECRET_VARIABLES } from '../config/environment.ts';
import { UserError } from '../kit/errors.ts';
import type { Progress } from '../kit/progress.ts';
import type { LogFeed } from '../race/logFeed.ts';
import { type LogGap, readLogPosition } from '../race/logPosition.ts';
import type { LiveProcess, ProcessParts } from './process.ts';
import type { Refusals } from './refusals.ts';
import { isHeardBefore } from './untilHeard.ts';

export interface ExternalParts extends ProcessParts {
  readonly refusals: Refusals;
  /** Listens to the plugin interface as if nothing had been heard from it yet. */
  readonly listen: () => Promise<void>;
  /** Whether there is a plugin interface. */
  readonly hasPlugin: () => boolean;
}

/** How long the owner's command may run, and how long the server may take to send data after it. */
const COMMAND_MS = 60_000;
const UP_MS = 60_000;

/** A running server pings the lobby once a minute and logs it. */
const LOG_SILENCE_MS = 90_000;

type OwnerCommand = 'start' | 'stop' | 'restart';

/**
 * A game server that somebody else runs. Whether it is up is judged from its UDP data and its log. Its owner's commands
 * control it, one at a time.
 */
export class ExternalProcess implements LiveProcess {
  readonly #config: AnyServerConfig;
  readonly #parts: ExternalParts;
  readonly #logFeed: LogFeed;
  readonly #closing = new AbortController();
  #beingDone: ProcessState | undefined;
  #version: string | undefined;
  #isToldUp = true;
  #logGrewAt = -Infinity;
  /** The owner's command stopped it, and nothing was heard from it since. */
  #isStopped = false;
  #trouble: string | undefined;
  #logGap: LogGap | undefined;

  constructor(config: AnyServerConfig, parts: ExternalParts) {
    this.#config = config;
    this.#parts = parts;
    this.#logFeed = parts.serverLog.open({
      feed: parts.feed,
      position: () => readLogPosition(parts.journal.cursor('log')),
      clock: parts.clock,
      log: parts.log,
      redact: parts.redactLine,
      isOurs: false,
      onFact: (fact) => this.#noted(fact),
      onGrown: () => {
        this.#logGrewAt = parts.clock.now();
        this.#isStopped = false;
      },
      onLost: (problem, gap) => {
        this.#trouble = problem;
        this.#logGap = gap;
      },
    });
  }

  status(): ProcessStatus {
    const isUp = this.#isHeard() || this.#parts.clock.now() - this.#logGrewAt < LOG_SILENCE_MS;
    if (this.#isHeard()) this.#isStopped = false;
    return {
      state: this.#beingDone ?? (isUp ? 'running' : 'stopped'),
      isAssumed: this.#beingDone === undefined && !isUp && !this.#isStopped,
      adopted: true,
      trouble: this.#trouble,
      logGap: this.#logGap,
    };
  }

  async start(progress: Progress): Promise<void> {
    if (this.#isHeard()) throw new UserError(`${this.#config.id} is already running.`);
    await this.#alone('starting', () => this.#start(progress));
  }

  async stop(progress: Progress): Promise<void> {
    await this.#alone('stopping', () => this.#stop('stop', progress));
  }

  async restart(progress: Progress): Promise<void> {
    const { refusals } = this.#parts;
    if (refusals.restart) throw new UserError(refusals.restart);
    await this.#alone('stopping', async () => {
      if (this.#config.external?.restart) return this.#restart(progress);
      await this.#stop('stop', progress);
      await this.#start(progress);
    });
  }

  async catchUp(): Promise<void> {
    const { logFile } = this.#config.external ?? {};
    if (logFile !== undefined) await this.#logFeed.resume(logFile);
  }

  present(): Promise<void> {
    return this.#logFeed.present();
  }

  async toldToItsEnd(): Promise<void> {
    // Only its log could tell that it ended.
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#logFeed.close();
  }

  /** Only the log tells its version, and that it is up before any UDP data arrives. */
  #noted(fact: StdoutFact): void {
    if (fact.fact === 'serverStarting') {
      this.#version = fact.version;
      this.#parts.onBegin();
      // UDP was faster, and its event had no version.
      if (this.#isToldUp) this.#parts.feed.notice({ type: 'serverStarted', adopted: true, version: fact.version });
    }
    if (fact.fact === 'serverStarted') this.#tellUp();
    this.#parts.onFact(fact);
  }

  async #start(progress: Progress): Promise<void> {
    this.#isToldUp = false;
    this.#isStopped = false;
    await this.#run('start', progress);
    await this.#parts.listen();
    await this.#untilUp();
  }

  /** Reopens the plugin interface, so that a server that did not stop after all is heard. */
  async #stop(command: OwnerCommand, progress: Progress): Promise<void> {
    await this.#run(command, progress);
    this.#logGrewAt = -Infinity;
    this.#isStopped = command === 'stop';
    this.#parts.feed.notice({ type: 'serverStopped', expected: true, lastLines: [] });
    await this.#parts.listen();
  }

  async #restart(progress: Progress): Promise<void> {
    this.#isToldUp = false;
    await this.#stop('restart', progress);
    await this.#untilUp();
  }

  async #alone(state: ProcessState, work: () => Promise<void>): Promise<void> {
    if (this.#beingDone) throw new UserError(`${this.#config.id} is already ${this.#beingDone}.`);
    this.#beingDone = state;
    try {
      await work();
    } finally {
      this.#beingDone = undefined;
    }
  }

  /** Its output may contain the password. */
  async #run(command: OwnerCommand, progress: Progress): Promise<void> {
    const { ownDirectory, clock, redact, refusals } = this.#parts;
    const { id, directory, external } = this.#config;
    const words = external?.[command];
    if (!words) throw new UserError(refusals[command] ?? `${id} cannot be told to ${command}.`);
    progress(`running "${words[0]}"`);
    try {
      const said = await runOwnerCommand({
        words,
        directory,
        logDirectory: join(ownDirectory, 'logs'),
        clock,
        timeoutMs: COMMAND_MS,
        secretsToDrop: SECRET_VARIABLES,
      });
      if (said) progress(redact(said));
    } catch (error) {
      throw error instanceof UserError ? new UserError(redact(error.message)) : error;
    }
  }

  async #untilUp(): Promise<void> {
    const { clock, feed, hasPlugin } = this.#parts;
    if (hasPlugin()) {
      const late = new AbortController();
      const cancel = clock.after(UP_MS, () => late.abort());
      const isUp = await isHeardBefore(AbortSignal.any([late.signal, this.#closing.signal]), { feed, clock });
      cancel();
      if (!isUp) {
        throw new UserError(`The command ran, but there is still no UDP data from ${this.#config.id}.`);
      }
    }
    this.#tellUp();
  }

  #tellUp(): void {
    if (this.#isToldUp) return;
    this.#isToldUp = true;
    this.#parts.feed.notice({ type: 'serverStarted', adopted: false, version: this.#version });
  }

  #isHeard(): boolean {
    return this.#parts.feed.state().heard === true;
  }
}
