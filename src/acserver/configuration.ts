import { statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../kit/errors.ts';
import { codeOf } from './files.ts';
import { parseIni } from './ini/document.ts';
import { type EntryList, readEntryList } from './ini/entryList.ts';
import { type LobbyRules, readLobbyRules } from './ini/lobbyRules.ts';
import { readServerCfg, type ServerCfg } from './ini/serverCfg.ts';
import { readFileOfSync } from './readFile.ts';

/** What the files of a server directory say, as of now: acServer itself reads them only at its start. */
export interface Configuration {
  readonly cfg: ServerCfg;
  readonly entries: EntryList;
  readonly lobby: LobbyRules;
}

/**
 * Reads `server_cfg.ini` and `entry_list.ini` of a folder, `cfg` where nothing else is said.
 *
 * @throws UserError naming the directory or the file, and what is wrong with it
 */
export function readConfiguration(directory: string, folder = 'cfg'): Configuration {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(
      `There is no directory ${directory}; SERVER_DIR must be where acServer and its cfg folder are.`,
    );
  }
  const cfgFile = readIni('server_cfg.ini', join(directory, folder));
  const entriesFile = readIni('entry_list.ini', join(directory, folder));
  const cfg = readServerCfg(cfgFile);
  return { cfg, entries: readEntryList(entriesFile), lobby: readLobbyRules(cfgFile, entriesFile) };
}

/** When `server_cfg.ini` was last written: UTC, milliseconds; undefined when there is none. */
export const configuredAt = (directory: string, folder: string): number | undefined =>
  statSync(join(directory, folder, 'server_cfg.ini'), { throwIfNoEntry: false })?.mtimeMs;

function readIni(kind: 'server_cfg.ini' | 'entry_list.ini', folder: string) {
  const path = join(folder, kind);
  return parseIni(readBytes(kind, path), path);
}

function readBytes(kind: 'server_cfg.ini' | 'entry_list.ini', path: string): Buffer {
  try {
    return readFileOfSync(kind, path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (codeOf(error) === 'ENOENT') throw new UserError(`${path} is missing; acServer needs it.`);
    throw new UserError(`${path} cannot be read: ${messageOf(error)}.`);
  }
}
