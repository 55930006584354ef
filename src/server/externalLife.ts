import { join } from 'node:path';
import { runOrder } from '../acserver/orders.ts';
import type { ProcessState, Progress } from '../acserver/process.ts';
import { type AnyServerConfig, SECRET_VARIABLES } from '../config.ts';
import { UserError } from '../errors.ts';
import { type LogPosition, openLogFeed } from '../race/logFeed.ts';
import type { LifeOptions, ServerLife } from './life.ts';
import { reachOf } from './reach.ts';

export interface ExternalLifeOptions extends Omit<LifeOptions, 'config'> {
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

const ORDER_MS = 60_000;
const UP_MS = 60_000;
const LOOK_MS = 250;

export function openExternalLife(options: ExternalLifeOptions): ExternalLife {
  const { config, feed, clock, journal } = options;
  const { id, external = {} } = config;
  const reach = reachOf(config);
  const isHeard = (): boolean => feed.state().heard === true;
  let beingDone: ProcessState | undefined;
  let version: string | undefined;
  let isClosed = false;
  let isToldUp = true;

  const logFeed = openLogFeed({
    ...options,
    position: () => journal.cursor<LogPosition>('log'),
    isOurs: false,
    onFact(fact) {
      if (fact.fact === 'starting') {
        version = fact.version;
        options.onBegin();
      }
      if (fact.fact === 'started') tellUp();
      options.onFact(fact);
    },
  });

  function tellUp(): void {
    if (isToldUp) return;
    isToldUp = true;
    feed.notice({ type: 'serverStarted', adopted: false, ...(version === undefined ? {} : { version }) });
  }

  async function alone(state: ProcessState, work: () => Promise<void>): Promise<void> {
    if (beingDone) throw new UserError(`${id} is just ${beingDone}.`);
    beingDone = state;
    try {
      await work();
    } finally {
      beingDone = undefined;
    }
  }

  async function order(words: readonly string[] | undefined, refusal: string | undefined, progress: Progress) {
    if (!words) throw new UserError(refusal ?? `${id} cannot be told to do that.`);
    progress(`running "${words[0]}"`);
    const logDirectory = join(options.dataDirectory, 'servers', id, 'logs');
    const { directory } = config;
    const said = await runOrder({
      ...{ words, directory, logDirectory, clock, timeoutMs: ORDER_MS, secretsToDrop: SECRET_VARIABLES },
    });
    if (said) progress(options.redact(said));
  }

  async function untilUp(): Promise<void> {
    const deadline = clock.monotonic() + UP_MS;
    while (!isHeard()) {
      if (isClosed) throw new UserError(`Pitwall ends without waiting for ${id}.`);
      if (clock.monotonic() >= deadline)
        throw new UserError(`The command has been run, but ${id} was not heard within ${UP_MS / 1000} s.`);
      await new Promise<void>((resolve) => clock.after(LOOK_MS, resolve));
    }
    tellUp();
  }

  async function start(progress: Progress): Promise<void> {
    isToldUp = false;
    await order(external.start, reach.start, progress);
    await options.listenAnew();
    if (options.canBeHeard()) await untilUp();
  }

  /** Listens anew, so that a server that has not stopped after all is heard. */
  async function stop(progress: Progress, by: 'stop' | 'restart' = 'stop'): Promise<void> {
    await order(external[by], reach[by], progress);
    feed.notice({ type: 'serverStopped', expected: true, lastLines: [] });
    await options.listenAnew();
  }

  async function restart(progress: Progress): Promise<void> {
    if (reach.restart) throw new UserError(reach.restart);
    if (!external.restart) {
      await stop(progress);
      return start(progress);
    }
    isToldUp = false;
    await stop(progress, 'restart');
    if (options.canBeHeard()) await untilUp();
  }

  return {
    status: () => ({ state: beingDone ?? (isHeard() ? 'running' : 'stopped'), adopted: true }),
    async start(progress) {
      if (isHeard()) throw new UserError(`${id} is running already.`);
      return alone('starting', () => start(progress));
    },
    stop: (progress) => alone('stopping', () => stop(progress)),
    restart: (progress) => alone('stopping', () => restart(progress)),
    isFollowing: logFeed.isFollowing,
    async catchUp() {
      if (external.logFile !== undefined) await logFeed.resume(external.logFile);
    },
    present: logFeed.present,
    toldToItsEnd: async () => {},
    async close() {
      isClosed = true;
      await logFeed.close();
    },
  };
}
