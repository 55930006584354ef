/** Health checks for a supervisor. */
import type { Figures, ServerFigures } from './figures.ts';

export interface Check {
  readonly check: string;
  readonly isWell: boolean;
  /** A problem of Discord or of an edge is reported, but is no reason to restart: events wait, and the race goes on. */
  readonly isOurs: boolean;
  /** What is wrong. */
  readonly problem?: string | undefined;
}

const LIMITS = {
  /** A running server answers every 2 s. */
  udpSilentMs: 30_000,
  outboxMs: 120_000,
  loopDelayMs: 1000,
  freeBytes: 50 * 1024 * 1024,
} as const;

export const checksOf = ({
  store,
  loopDelayMs,
  servers,
  isDiscordConnected,
  outbox,
  edges = [],
}: Figures): readonly Check[] => [
  ours('store', store.isWritable, 'pitwall.db cannot be written'),
  ours('disk', (store.freeBytes ?? Infinity) >= LIMITS.freeBytes, 'less than 50 MB are left on the disk of DATA_DIR'),
  ours('event loop', loopDelayMs < LIMITS.loopDelayMs, `it is ${Math.round(loopDelayMs)} ms late`),
  ...servers.map(udpOf),
  ...edges.map(({ edge, isHeard, heardMs }) =>
    others(`edge ${edge}`, isHeard, `nothing was heard of it for ${inSeconds(heardMs)}; its games go on`),
  ),
  others('discord', isDiscordConnected, 'the connection is not open; it is tried again'),
  others('outbox', outbox.oldestMs < LIMITS.outboxMs, `the oldest post has waited for ${inSeconds(outbox.oldestMs)}`),
];

export const isHealthy = (checks: readonly Check[]): boolean => checks.every(({ isWell, isOurs }) => isWell || !isOurs);

/** A stopped server sends nothing. */
function udpOf({ id, isRunning, udpSilentMs = 0 }: ServerFigures): Check {
  const isWell = isRunning !== true || udpSilentMs < LIMITS.udpSilentMs;
  return ours(`udp of ${id}`, isWell, `it runs, and nothing was heard of it for ${inSeconds(udpSilentMs)}`);
}

const inSeconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

const ours = (check: string, isWell: boolean, problem: string): Check => ({
  check,
  isWell,
  isOurs: true,
  problem: isWell ? undefined : problem,
});

const others = (check: string, isWell: boolean, problem: string): Check => ({
  check,
  isWell,
  isOurs: false,
  problem: isWell ? undefined : problem,
});
