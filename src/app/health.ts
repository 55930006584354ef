/** Gathers the figures for /healthz and /metrics from the whole installation. */
import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../config/environment.ts';
import { outboxFigures } from '../discord/outbox/figures.ts';
import type { Figures, ServerFigures } from '../health/figures.ts';
import { LogLag, type LogProgress } from '../health/logLag.ts';
import { LoopDelay } from '../health/loopDelay.ts';
import { openHealthServer } from '../health/server.ts';
import type { Clock } from '../kit/clock.ts';
import type { Close } from '../kit/closers.ts';
import { backupsIn } from '../store/backup.ts';
import type { Store } from '../store/store.ts';
import { canWrite } from '../store/writable.ts';
import type { OpenServer } from './server.ts';
import { factsOf } from './startReport.ts';
import { ownVersion } from './version.ts';

export interface HealthNeeds {
  readonly config: Pick<Config, 'metricsPort' | 'dataDirectory'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: Store;
  readonly servers: ReadonlyMap<string, OpenServer>;
  readonly isDiscordConnected: () => boolean;
  readonly loginsLeft: () => number | undefined;
  /** Only for a hub or an edge. */
  readonly fleet?: (() => Pick<Figures, 'edges' | 'rowsForHub'>) | undefined;
  readonly opened: (close: Close) => void;
}

/**
 * Measures nothing unless a port is configured.
 *
 * @returns the address, in words
 * @throws UserError when the port cannot be opened
 */
export async function openHealth(needs: HealthNeeds): Promise<string | undefined> {
  const { config, clock, log, servers, opened } = needs;
  if (config.metricsPort === undefined) return undefined;
  const loopDelay = new LoopDelay(clock);
  opened(() => loopDelay.close());
  const lags = new Map([...servers].map(([id, { live }]) => [id, new LogLag(clock, progressOf(live))]));
  for (const lag of lags.values()) opened(() => lag.close());
  const figures = (): Figures => ({
    version: ownVersion(),
    servers: [...servers].map(([id, server]) => serverFigures(server, lags.get(id))),
    ...needs.fleet?.(),
    outbox: outboxFigures(needs.store, clock.now()),
    isDiscordConnected: needs.isDiscordConnected(),
    loginsLeft: needs.loginsLeft(),
    store: storeFigures(needs),
    loopDelayMs: loopDelay.p99(),
  });
  const server = await openHealthServer({ port: config.metricsPort, figures, log });
  opened(() => server.close());
  return `${server.address}/metrics and /healthz`;
}

function serverFigures({ live, openIncidents }: OpenServer, lag: LogLag | undefined): ServerFigures {
  const { id, isRunning, drivers, traffic } = factsOf({ live });
  return {
    id,
    isRunning,
    drivers,
    incidentsOpen: openIncidents(),
    udpSilentMs: traffic.silentMs ?? traffic.openMs,
    udpDropped: traffic.dropped,
    udpForeign: traffic.foreign,
    logLagMs: lag?.ms(),
  };
}

const progressOf =
  ({ logPosition }: OpenServer['live']): LogProgress =>
  () => {
    const position = logPosition();
    return position && { size: sizeOf(position.path), read: position.offset };
  };

function storeFigures({ store, config, clock }: HealthNeeds): Figures['store'] {
  const path = join(config.dataDirectory, 'pitwall.db');
  const [newest] = backupsIn(config.dataDirectory);
  return {
    isWritable: canWrite(store),
    bytes: sizeOf(path) + sizeOf(`${path}-wal`),
    freeBytes: freeBytesIn(config.dataDirectory),
    lastBackupMs: newest && Math.max(0, clock.now() - newest.at),
  };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function freeBytesIn(directory: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
