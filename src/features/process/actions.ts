import { pluginProblem } from '../../acserver/ini/serverCfg.ts';
import { howItEnded } from '../../acserver/process.ts';
import type { SessionFacts } from '../../events/events.ts';
import { type Attempt, type Step, UNASKED } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import type { Progress } from '../../kit/progress.ts';
import { joined } from '../../kit/sentence.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { LiveProcess } from '../../live/process.ts';
import { refusalsInWords } from '../../live/refusals.ts';
import { runningSession } from '../sessions/running.ts';
import { adviceAbout, type TrackerActions } from '../tracker/actions.ts';
import type { ProcessChange, ServerInfo } from './info.ts';
import { lossOfStopping, mustBeStoppable, type StopKind } from './stopping.ts';

/** Queries and actions for the process of one game server. Refusals are UserErrors. */
export interface ProcessActions {
  info(): ServerInfo;
  /** Resolves when the game server reports that it is up. */
  start(progress: Progress, attempt?: Attempt): Promise<ProcessChange>;
  stop(progress: Progress, attempt?: Attempt): Promise<ProcessChange>;
  restart(progress: Progress, attempt?: Attempt): Promise<ProcessChange>;
  /**
   * What stopping would cost now, for a confirmation question: the session, the leader's lap, who is connected.
   *
   * @throws UserError when it cannot be done
   */
  lossOfStopping(order: StopKind): string;
}

export type ProcessLive = Pick<
  LiveServer,
  'id' | 'config' | 'clock' | 'state' | 'read' | 'use' | 'entries' | 'refusals' | 'hearing'
> & { readonly process: Pick<LiveProcess, 'status' | 'start' | 'stop' | 'restart'> };

export interface ProcessNeeds {
  readonly tracker: Pick<TrackerActions, 'info'>;
}

export function processActions(live: ProcessLive, { tracker }: ProcessNeeds): ProcessActions {
  const limits = refusalsInWords(live.id, live.refusals);
  const changed = (change: ProcessChange['change']): ProcessChange => ({
    change,
    info: infoOf(live, limits),
    advice:
      joined([
        adviceAbout(tracker.info(), change),
        change === 'stopped' ? undefined : pluginProblem(live.read().cfg),
      ]) || undefined,
  });
  return {
    info: () => infoOf(live, limits),
    async start(progress, attempt = UNASKED) {
      await start(live, progress, attempt);
      return changed('started');
    },
    async stop(progress, attempt = UNASKED) {
      mustBeStoppable(live, 'stop');
      attempt.begin(stopping(live));
      await live.process.stop(progress);
      return changed('stopped');
    },
    async restart(progress, attempt = UNASKED) {
      mustBeStoppable(live, 'restart');
      await restart(live, progress, attempt);
      return changed('restarted');
    },
    lossOfStopping: (order) => lossOfStopping(live, order),
  };
}

async function start(live: ProcessLive, progress: Progress, attempt: Attempt): Promise<void> {
  const { id, process, state, read, use } = live;
  if (process.status().state === 'stopped' && state().heard) {
    throw new UserError(`${id} is already running, but Pitwall did not start it and cannot restart it.`);
  }
  const configuration = read();
  const problem = pluginProblem(configuration.cfg);
  if (problem) progress(problem);
  await use(configuration);
  attempt.begin(starting(live));
  await process.start(progress);
}

const starting = ({ id }: ProcessLive): Step => ({
  via: 'process',
  what: `the start of ${id}`,
  proof: { by: 'process', is: 'started' },
});

const stopping = ({ id }: ProcessLive): Step => ({
  via: 'process',
  what: `the stop of ${id}`,
  proof: { by: 'process', is: 'stopped' },
});

async function restart(live: ProcessLive, progress: Progress, attempt: Attempt): Promise<void> {
  // A file that cannot be read must fail here, before the running server is stopped.
  live.read();
  if (live.process.restart) {
    attempt.begin({ ...starting(live), what: `the restart of ${live.id}` });
    return live.process.restart(progress);
  }
  attempt.begin({ ...stopping(live), next: starting(live).what });
  await live.process.stop(progress);
  await start(live, progress, attempt);
}

function infoOf(
  { id, process, state, clock, read, entries, hearing }: ProcessLive,
  limits: ServerInfo['limits'],
): ServerInfo {
  const { cfg } = read();
  const known = state();
  const { session, drivers, version, heard = false } = known;
  const current = runningSession(known);
  const status = process.status();
  const running = status.state === 'stopped' && heard ? 'running' : status.state;
  const exit = status.state === 'stopped' && !heard ? status.lastExit : undefined;
  return {
    id,
    state: running === 'stopped' && status.isAssumed ? 'unknown' : running,
    name: cfg.name,
    track: session?.facts.track || cfg.track,
    layout: session ? session.facts.layout : cfg.layout,
    cars: cfg.cars,
    slots: Math.min(cfg.maxClients ?? Infinity, entries().slots.length),
    connected: drivers.size,
    ports: { udp: cfg.udpPort, tcp: cfg.tcpPort, http: cfg.httpPort },
    heard,
    limits,
    startedAt: status.startedAt,
    version,
    session: running === 'running' ? current?.facts : undefined,
    isTimeUp: current && isTimeUp(current.facts, clock.now()) ? true : undefined,
    trouble:
      exit && !exit.expected
        ? `It stopped unexpectedly (${howItEnded(exit)}).`
        : (status.trouble ?? hearing.trouble() ?? pluginProblem(cfg)),
  };
}

const isTimeUp = ({ laps, minutes, zeroAt }: SessionFacts, now: number): boolean =>
  laps === 0 && minutes > 0 && zeroAt !== undefined && now > zeroAt + minutes * 60_000;
