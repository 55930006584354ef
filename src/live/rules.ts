import type { Configuration } from '../acserver/configuration.ts';
import { type Load, loadLimitsOf } from '../acserver/limits.ts';
import { type AnyServerConfig, hasFiles } from '../config/server.ts';

/** What the configuration that the server runs with says; undefined where nobody has told. */
export interface RunningRules {
  readonly blacklistMode?: number;
  readonly maxBallastKg?: number;
  /** Whether it ends with its last session, and how many it has. */
  readonly loopMode?: boolean;
  readonly sessions?: number;
  /** Whether a race by time goes on for one lap when its time is over. */
  readonly extraLap?: boolean;
}

/** What is not read from files is not known: the manager writes its own, and of some servers there are none. */
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

/** The most ballast and restrictor that the running game server takes. */
export const loadLimits = (config: AnyServerConfig, running: Configuration): Load =>
  loadLimitsOf(config.dialect ?? 'kunos', rulesOf(config, running).maxBallastKg);
