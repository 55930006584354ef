import { join } from 'node:path';
import { runOwnerCommand } from '../acserver/process/ownerCommand.ts';
import type { ProcessState, ProcessStatus } from '../acserver/process.ts';
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import { type AnyServerConfig, SECRET_VARIABLES } from '../config/environment.ts';
import { UserError } from '../kit/errors.ts';
import type { Progress } from '../kit/progress.ts';
import { type LogFeed, openLogFeed } from '../race/logFeed.ts';
import { readLogPosition } from '../race/logPosition.ts';
import { type Reach, reachOf } from './capabilities.ts';
import { heardBefore } from './heard.ts';
import type { LifeOptions, ServerLife } from './managed.ts';

export interface ExternalLifeOptions extends Omit<LifeOptions, 'config' | 'ready'> {
  readonly config: AnyServerConfig;
  /** Listens to the plugin interface as to one that has not been heard yet. */
  readonly listenAnew: () => Promise<void>;
  /** Whether there is a plugin interface. */
  readonly canBeHeard: () => boolean;
}

/** A game server that somebody else runs: whether it is up is what is heard of it, and commands of theirs act on it. */
export interface ExternalLife extends ServerLife {
  restart(progress: Progress): Promise<void>;
}

export function openExternalLife(options: ExternalLifeOptions): ExternalLife {
  const { logFile } = options.config.external ?? {};
  const orders = new Orders(options);
  const logFeed: LogFeed = openLogFeed({
    ...options,
    position: () => readLogPosition(options.journal.cursor('log')),
    isOurs: false,
    onFact(fact) {
      orders.note(fact);
      options.onFact(fact);
    },
  });
  return {
    status: () => orders.status(),
    start: (progress) => orders.start(progress),
    stop: (progress) => orders.stop(progress),
    restart: (progress) => orders.restart(progress),
    isFollowing: () => logFeed.isFollowing(),
    catchUp: async () => (logFile === undefined ? undefined : logFeed.resume(logFile)),
    present: () => logFeed.present(),
    toldToItsEnd: async () => {},
    async close() {
      orders.close();
      await logFeed.close();
    },
  };
}

const ORDER_MS = 60_000;
const UP_MS = 60_000;

type Order = 'start' | 'stop' | 'restart';

/** One order at a time, and what became of it. */
class Orders {
  readonly #options: ExternalLifeOptions;
  readonly #reach: Reach;
  readonly #closing = new AbortController();
  #beingDone: ProcessState | undefined;
  #version: string | undefined;
  #isToldUp = true;

  constructor(options: ExternalLifeOptions) {
    this.#options = options;
    this.#reach = reachOf(options.config);
  }

  status(): ProcessStatus {
    return { state: this.#beingDone ?? (this.#isHeard() ? 'running' : 'stopped'), adopted: true };
  }

  async start(progress: Progress): Promise<void> {
    if (this.#isHeard()) throw new UserError(`${this.#options.config.id} is running already.`);
    await this.#alone('starting', () => this.#start('start', progress));
  }

  async stop(progress: Progress): Promise<void> {
    await this.#alone('stopping', () => this.#stop('stop', progress));
  }

  async restart(progress: Progress): Promise<void> {
    if (this.#reach.restart) throw new UserError(this.#reach.restart);
    await this.#alone('stopping', async () => {
      if (this.#options.config.external?.restart) return this.#restart(progress);
      await this.#stop('stop', progress);
      await this.#start('start', progress);
    });
  }

  /** Only the log tells which version it is, and that it is up before anything is heard. */
  note(fact: StdoutFact): void {
    if (fact.fact === 'serverStarting') {
      this.#version = fact.version;
      this.#options.onBegin();
      // UDP was faster, and what it told has no version.
      if (this.#isToldUp) this.#options.feed.notice({ type: 'serverStarted', adopted: true, version: fact.version });
    }
    if (fact.fact === 'serverStarted') this.#tellUp();
  }

  close(): void {
    this.#closing.abort();
  }

  async #start(order: Order, progress: Progress): Promise<void> {
    this.#isToldUp = false;
    await this.#run(order, progress);
    await this.#options.listenAnew();
    await this.#untilUp();
  }

  /** Listens anew, so that a server that has not stopped after all is heard. */
  async #stop(order: Order, progress: Progress): Promise<void> {
    await this.#run(order, progress);
    this.#options.feed.notice({ type: 'serverStopped', expected: true, lastLines: [] });
    await this.#options.listenAnew();
  }

  async #restart(progress: Progress): Promise<void> {
    this.#isToldUp = false;
    await this.#stop('restart', progress);
    await this.#untilUp();
  }

  async #alone(state: ProcessState, work: () => Promise<void>): Promise<void> {
    if (this.#beingDone) throw new UserError(`${this.#options.config.id} is just ${this.#beingDone}.`);
    this.#beingDone = state;
    try {
      await work();
    } finally {
      this.#beingDone = undefined;
    }
  }

  /** What it prints may hold the password. */
  async #run(order: Order, progress: Progress): Promise<void> {
    const { config, dataDirectory, clock, redact } = this.#options;
    const words = config.external?.[order];
    if (!words) throw new UserError(this.#reach[order] ?? `${config.id} cannot be told to ${order}.`);
    progress(`running "${words[0]}"`);
    const logDirectory = join(dataDirectory, 'servers', config.id, 'logs');
    const { directory } = config;
    try {
      const said = await runOwnerCommand({
        ...{ words, directory, logDirectory, clock, timeoutMs: ORDER_MS, secretsToDrop: SECRET_VARIABLES },
      });
      if (said) progress(redact(said));
    } catch (error) {
      throw error instanceof UserError ? new UserError(redact(error.message)) : error;
    }
  }

  async #untilUp(): Promise<void> {
    const { clock, config, canBeHeard } = this.#options;
    if (canBeHeard()) {
      const late = new AbortController();
      const cancel = clock.after(UP_MS, () => late.abort());
      const isUp = await heardBefore(AbortSignal.any([late.signal, this.#closing.signal]), this.#options);
      cancel();
      if (!isUp) throw new UserError(`The command has been run, but nothing was heard of ${config.id} since.`);
    }
    this.#tellUp();
  }

  #tellUp(): void {
    if (this.#isToldUp) return;
    this.#isToldUp = true;
    const version = this.#version;
    this.#options.feed.notice({ type: 'serverStarted', adopted: false, ...(version === undefined ? {} : { version }) });
  }

  #isHeard(): boolean {
    return this.#options.feed.state().heard === true;
  }
}
