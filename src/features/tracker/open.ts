import { join } from 'node:path';
import { configuredAt, readConfiguration } from '../../acserver/configuration.ts';
import type { ProcessStatus } from '../../acserver/process.ts';
import { forOfficials } from '../../acserver/stdout/forOfficials.ts';
import type { TakenPort } from '../../acserver/tracker/ports.ts';
import { openTracker, type Tracker } from '../../acserver/tracker.ts';
import { SECRET_VARIABLES } from '../../config/environment.ts';
import { configurationFolder, hasFiles, type ServerConfig } from '../../config/server.ts';
import type { EventBody } from '../../events/events.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { processRecords } from '../../live/processTable.ts';
import { refusedTracker, type TrackerActions, trackerActions } from './actions.ts';

/** The lap tracker (stracker) of one game server. */
export interface ServerTracker {
  readonly actions: TrackerActions;
  /** Reports what became of a tracker that an earlier Pitwall process started, and resumes listening to it. */
  resume(): void;
  /** Leaves the tracker running. */
  close(): Promise<void>;
}

export type TrackerLive = Pick<
  LiveServer,
  'id' | 'config' | 'store' | 'clock' | 'log' | 'ownDirectory' | 'redact' | 'state' | 'notice' | 'refusals'
>;

export interface TrackerNeeds {
  /** What Pitwall listens on besides the plugin ports. */
  readonly takenPorts: readonly TakenPort[];
}

export async function openServerTracker(live: TrackerLive, needs: TrackerNeeds): Promise<ServerTracker> {
  const { id, config, refusals } = live;
  if (hasFiles(config)) return trackerIn(config, live, needs);
  return { actions: refusedTracker(id, refusals.files ?? ''), resume() {}, close: async () => {} };
}

async function trackerIn(
  config: ServerConfig,
  live: TrackerLive,
  { takenPorts }: TrackerNeeds,
): Promise<ServerTracker> {
  const { id, store, clock, log, redact, state, notice } = live;
  const { directory } = config;
  const complaints = new Complaints();
  const tracker = await openTracker({
    id,
    directory,
    clock,
    log,
    redact,
    command: config.trackerCommand,
    logDirectory: join(live.ownDirectory, 'tracker'),
    record: processRecords(store, `${id}/tracker`),
    secretsToDrop: SECRET_VARIABLES,
    neighbours: () => neighboursOf(config, takenPorts),
    onChange: (status) => changed(status, complaints, live),
    onTrouble(lines) {
      complaints.lines = lines;
      notice({ type: 'trackerTroubled', lines });
    },
  });
  const actions = trackerActions({
    id,
    tracker,
    state,
    complaints: () => complaints.lines,
    configuredAt: () => configuredAt(directory, configurationFolder(config)),
  });
  return { actions, resume: () => resume(tracker, live), close: () => tracker.close() };
}

/** Complaints since the tracker was started. */
class Complaints {
  lines: readonly string[] = [];
}

function changed(status: ProcessStatus, complaints: Complaints, { redact, notice }: TrackerLive): void {
  if (status.state === 'starting') complaints.lines = [];
  const told = bodyOf(status, redact);
  if (told) notice(told);
}

function resume(tracker: Tracker, { redact, notice }: TrackerLive): void {
  tracker.listen();
  const status = tracker.status();
  if (status.state === 'stopped' && status.lastExit) notice(stopped(status.lastExit, redact));
}

/** Services whose ports the tracker must not take, according to the current files. */
function neighboursOf(config: ServerConfig, takenPorts: readonly TakenPort[]) {
  const { cfg } = readConfiguration(config.directory, configurationFolder(config));
  return {
    cfg,
    ownPluginPort: (config.udp ?? cfg.plugin)?.listen.port,
    others: [...takenPorts, ...chainPort(config)],
  };
}

/** stracker behind Pitwall sends to this port and must not listen on it. */
const chainPort = ({ chain }: ServerConfig): TakenPort[] =>
  chain ? [{ port: chain.listen.port, protocol: 'udp', what: "Pitwall's CHAIN_LISTEN" }] : [];

function bodyOf(status: ProcessStatus, redact: (line: string) => string): EventBody | undefined {
  const { state, pid, lastExit } = status;
  if (state === 'running' && pid !== undefined && !status.adopted) return { type: 'trackerStarted', pid };
  return state === 'stopped' && lastExit ? stopped(lastExit, redact) : undefined;
}

const stopped = (
  { expected, code, signal, lastLines }: NonNullable<ProcessStatus['lastExit']>,
  redact: (line: string) => string,
): EventBody => ({
  type: 'trackerStopped',
  expected,
  code: code ?? undefined,
  signal: signal ?? undefined,
  lastLines: forOfficials(lastLines.map(redact)),
});
