import type { Configuration } from '../acserver/configuration.ts';
import { type Load, loadLimitsOf } from '../acserver/limits.ts';
import { type AnyServerConfig, hasFiles } from '../config/server.ts';

/** The rules in the running server's configuration; undefined if unknown. */
export interface RunningRules {
  readonly blacklistMode?: number;
  readonly maxBallastKg?: number;
  /** Whether it starts over after its last session, and how many sessions it has. */
  readonly loopMode?: boolean;
  readonly sessions?: number;
  /** Whether a timed race continues for one lap when its time is over. */
  readonly extraLap?: boolean;
}

/** Rules not read from files are unknown: the manager writes its own, and some servers have none. */
export function rulesOf(config: AnyServerConfig, running: Configuration): RunningRules {
  const { dialect = 'kunos' } = config;
  if (!hasFiles(config) || dialect === 'acsm') return {};
  const { blacklistMode, maxBallastKg, loopMode, sessions } = running.cfg;
  return {
    blacklistMode: dialect === 'assettoserver' ? undefined : blacklistMode,
    maxBallastKg,
    loopMode,
    sessions: sessions.length,
    extraLap: running.lobby.extraLap,
  };
}

/** The maximum ballast and restrictor that the running game server accepts. */
export const loadLimits = (config: AnyServerConfig, running: Configuration): Load =>
  loadLimitsOf(config.dialect ?? 'kunos', rulesOf(config, running).maxBallastKg);
