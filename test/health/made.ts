import type { Figures, ServerFigures } from '../../src/health/figures.ts';

/** A healthy server. */
export const gt3: ServerFigures = {
  id: 'gt3',
  isRunning: true,
  drivers: 8,
  incidentsOpen: 2,
  udpSilentMs: 1500,
  udpDropped: 3,
  udpForeign: 0,
  logLagMs: 0,
};

/** A healthy installation. */
export const figures: Figures = {
  version: '1.2.3',
  servers: [gt3],
  outbox: { waiting: 4, oldestMs: 2500, inDoubt: 1 },
  isDiscordConnected: true,
  loginsLeft: 990,
  store: { isWritable: true, bytes: 4096, freeBytes: 1e9, lastBackupMs: 3_600_000 },
  loopDelayMs: 12.5,
};
