import type { Logger } from 'pino';
import { messageOf, UserError } from '../../kit/errors.ts';
import type { Progress } from '../../kit/progress.ts';
import type { Life } from './life.ts';
import { lastLinesOf } from './log.ts';
import { type Arrival, firstOf, launch, type StartOptions } from './start.ts';
import { howItEnded, type LastExit, type ProcessState, type ProcessStatus } from './status.ts';
import { endLife } from './stop.ts';

const START_MS = 60_000;

export interface ProcessOptions extends StartOptions {
  /** The server's name in messages: "gt3". */
  name: string;
  log: Logger;
  onChange(status: ProcessStatus): void;
}

/** Resolves when the server answers; the signal aborts when nobody waits any more. */
export type Ready = (signal: AbortSignal) => Promise<void>;
export type BeforeKill = () => Promise<void>;

/** One operation at a time on one server process. Its state is what was last seen of that process. */
export class ManagedProcess {
  readonly #options: ProcessOptions;
  readonly #closing = new AbortController();
  #state: ProcessState = 'stopped';
  #life: Life | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #lastExit: LastExit | undefined;
  #beingDone: string | undefined;
  #arrived = () => {};

  constructor(options: ProcessOptions, found?: { life?: Life; lastExit?: LastExit }) {
    this.#options = options;
    this.#lastExit = found?.lastExit;
    if (found?.life) this.#watch(found.life, 'running');
  }

  status(): ProcessStatus {
    const { record, adopted = false } = this.#life ?? {};
    const { pid, startedAt, logPath, run } = record ?? {};
    return { state: this.#state, adopted, pid, startedAt, logPath, run, lastExit: this.#lastExit };
  }

  /**
   * Resolves when the server is up: by `markStarted` or by `ready`, whichever comes first. UserError if it runs
   * already, cannot be spawned, ends before (with its last lines), or takes over a minute (it keeps running then).
   */
  start(progress: Progress, ready?: Ready): Promise<void> {
    return this.#alone('starting', () => this.#start(progress, ready));
  }

  stop(progress: Progress, beforeKill?: BeforeKill): Promise<void> {
    return this.#alone('stopping', () => this.#stop(progress, beforeKill));
  }

  restart(progress: Progress, { ready, beforeKill }: { ready?: Ready; beforeKill?: BeforeKill } = {}): Promise<void> {
    return this.#alone('restarting', async () => {
      await this.#stop(progress, beforeKill);
      await this.#start(progress, ready);
    });
  }

  /** Call when the log says "Server started". Late is fine; at any other time it changes nothing. */
  markStarted(): void {
    if (this.#state !== 'starting') return;
    this.#turn('running');
    this.#arrived();
  }

  /** Leaves the server running and forgets it; the next `openProcess` adopts it. */
  close(): void {
    this.#closing.abort();
    this.#life?.unwatch();
  }

  async #alone(doing: string, task: () => Promise<void>): Promise<void> {
    if (this.#closing.signal.aborted) throw new UserError('Pitwall is shutting down.');
    if (this.#beingDone) throw new UserError(`${this.#options.name} is already ${this.#beingDone}.`);
    this.#beingDone = doing;
    try {
      await task();
    } finally {
      this.#beingDone = undefined;
    }
  }

  async #start(progress: Progress, ready: Ready | undefined): Promise<void> {
    const { name, clock } = this.#options;
    if (this.#life) throw new UserError(`${name} is running already (process ${this.#life.record.pid}).`);
    const life = await launch(this.#options);
    const up = new Promise<void>((resolve) => {
      this.#arrived = resolve;
    });
    this.#watch(life, 'starting');
    this.#tell();
    progress(`started ${name} as process ${life.record.pid}, waiting until it is up`);
    const waiting = { clock, timeoutMs: START_MS, closing: this.#closing.signal, up, ready, ended: this.#ended };
    const arrival = await firstOf(waiting);
    if (arrival !== 'up') throw this.#notUp(arrival);
    this.markStarted();
    progress(`${name} is up`);
  }

  #notUp(arrival: Exclude<Arrival, 'up'>): UserError {
    const { name } = this.#options;
    if (arrival === 'closing') return new UserError(`${name} is still starting; Pitwall ends without waiting for it.`);
    if (arrival === 'late' || !this.#lastExit)
      return new UserError(`${name} did not report that it started within ${START_MS / 1000} s; it keeps running.`);
    const lines = this.#lastExit.lastLines.map((line) => `\n${line}`).join('');
    const saying = lines ? `its last lines:${lines}` : 'it printed nothing.';
    return new UserError(`${name} ended before it was up (${howItEnded(this.#lastExit)}); ${saying}`);
  }

  async #stop(progress: Progress, beforeKill: BeforeKill | undefined): Promise<void> {
    const { name, clock } = this.#options;
    const life = this.#life;
    if (!life) throw new UserError(`${name} is not running.`);
    const before = this.#state;
    this.#turn('stopping');
    try {
      await endLife({ name, life, clock, progress, beforeKill });
      await this.#ended;
    } catch (error) {
      if (this.#life === life) this.#turn(before);
      throw error;
    }
    progress(`${name} has ended`);
  }

  #watch(life: Life, state: ProcessState): void {
    this.#life = life;
    this.#state = state;
    this.#ended = life.ended.then((how) => this.#onEnd(life, how));
  }

  #onEnd({ record, unwatch }: Life, how: Pick<LastExit, 'code' | 'signal'>): void {
    const { clock, log } = this.#options;
    const expected = this.#state === 'stopping';
    this.#lastExit = { at: clock.now(), ...how, expected, lastLines: lastLinesOf(record.logPath) };
    unwatch();
    this.#life = undefined;
    this.#quietly(() => this.#options.record.clear());
    if (!expected) log.warn({ pid: record.pid, ...how }, `${this.#options.name} ended unasked`);
    this.#turn('stopped');
  }

  #turn(state: ProcessState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    this.#quietly(() => this.#options.onChange(this.status()));
  }

  /** A failing listener or a full disk must not keep us from noticing what the server does. */
  #quietly(task: () => void): void {
    try {
      task();
    } catch (error) {
      this.#options.log.error({ err: error }, `process of ${this.#options.name}: ${messageOf(error)}`);
    }
  }
}
