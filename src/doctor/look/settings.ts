/** Reads the current settings, and the file that they are in. */
import { readFileSync, statSync } from 'node:fs';
import { namesInText } from '../../config/envFile.ts';
import { type AnyServerConfig, type Config, isConfigured, readSettings } from '../../config/environment.ts';
import type { EdgeSettings, HubSettings } from '../../config/fleet.ts';
import { openServersFile } from '../../config/serversFile.ts';
import { UserError } from '../../kit/errors.ts';
import type { EnvFileFacts, SettingsFacts } from '../facts.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** A larger file is not a settings file. */
const MOST_BYTES = 1_000_000;

/** With the game servers that could be read, whatever else is wrong. */
type SettingsLook = SettingsFacts & {
  readonly config?: Config;
  /** Of an edge or a hub. */
  readonly fleet?: EdgeSettings | HubSettings | undefined;
  readonly servers: readonly AnyServerConfig[];
};

/** @param envPath the settings file, whether it exists or not */
export function lookAtSettings(variables: Variables, envPath: string): SettingsLook {
  const token = (variables.DISCORD_TOKEN ?? '').trim() || undefined;
  const base = {
    isConfigured: isConfigured(variables),
    token,
    problems: [],
    servers: [],
    envFile: lookAtEnvFile(envPath),
  };
  if (!base.isConfigured) return base;
  try {
    const names = namesInText(base.envFile?.lines.join('\n') ?? '');
    const { config, edge, servers, problems } = readSettings(variables, openServersFile(variables.SERVERS_FILE), names);
    return { ...base, config, fleet: edge?.fleet ?? config?.fleet, servers, problems };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...base, problems: error.message.split('\n') };
  }
}

/** Undefined if there is none, or it cannot be read. */
export function lookAtEnvFile(path: string): EnvFileFacts | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > MOST_BYTES) return undefined;
  try {
    const bytes = readFileSync(path);
    return {
      path,
      hasByteOrderMark: bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])),
      hasNul: bytes.includes(0),
      lines: bytes.toString('utf8').split(/\r?\n/),
      mode: process.platform === 'win32' ? undefined : stats.mode & 0o777,
    };
  } catch {
    return undefined;
  }
}
