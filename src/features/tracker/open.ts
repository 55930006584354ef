import { join } from 'node:path';
import { configuredAt, readConfiguration } from '../../acserver/configuration.ts';
import type { ProcessStatus } from '../../acserver/process.ts';
import type { TakenPort } from '../../acserver/tracker/ports.ts';
import { openTracker } from '../../acserver/tracker.ts';
import { SECRET_VARIABLES, type ServerConfig } from '../../config/environment.ts';
import type { EventBody } from '../../events/events.ts';
import type { ServerSources, ServerSurroundings } from '../../live/open.ts';
import { processRecords } from '../../live/processTable.ts';
import { type TrackerActions, trackerActions } from './actions.ts';

export interface ServerTracker {
  readonly actions: TrackerActions;
  /** Tells what became of a tracker that an earlier Pitwall had started, and goes on listening to it. */
  listen(): void;
  /** Leaves it running. */
  close(): Promise<void>;
}

export async function openServerTracker(
  config: ServerConfig,
  around: ServerSurroundings,
  sources: ServerSources,
): Promise<ServerTracker> {
  const { id, directory } = config;
  const { store, clock, dataDirectory } = around;
  const { feed, log, redact } = sources;
  let complaints: readonly string[] = [];

  const tracker = await openTracker({
    ...{ id, directory, clock, log, redact },
    command: config.trackerCommand,
    logDirectory: join(dataDirectory, 'servers', id, 'tracker'),
    record: processRecords(store, `${id}/tracker`),
    secretsToDrop: SECRET_VARIABLES,
    neighbours() {
      const { cfg } = readConfiguration(directory);
      return {
        cfg,
        ownPluginPort: (config.udp ?? cfg.plugin)?.listen.port,
        others: [...(around.takenPorts ?? []), ...chainPort(config)],
      };
    },
    onChange(status) {
      if (status.state === 'starting') complaints = [];
      const told = bodyOf(status, redact);
      if (told) feed.notice(told);
    },
    onTrouble(lines) {
      complaints = lines;
      feed.notice({ type: 'trackerTroubled', lines });
    },
  });

  return {
    actions: trackerActions({
      id,
      tracker,
      state: () => feed.state(),
      complaints: () => complaints,
      configuredAt: () => configuredAt(directory),
    }),
    listen() {
      tracker.listen();
      const status = tracker.status();
      if (status.state === 'stopped' && status.lastExit) feed.notice(stopped(status.lastExit, redact));
    },
    close: () => tracker.close(),
  };
}

/** stracker behind Pitwall sends there, and must not listen there. */
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
  ...(code === null ? {} : { code }),
  ...(signal === null ? {} : { signal }),
  lastLines: lastLines.map(redact),
});
