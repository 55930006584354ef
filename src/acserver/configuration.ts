import { statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../kit/errors.ts';
import { codeOf } from './files.ts';
import { type IniDocument, parseIni } from './ini/document.ts';
import { type EntryList, readEntryList } from './ini/entryList.ts';
import { type LobbyRules, readLobbyRules } from './ini/lobbyRules.ts';
import { readServerCfg, type ServerCfg } from './ini/serverCfg.ts';
import { readFileOfSync } from './readFile.ts';

/** The contents of a server directory's files right now: acServer itself reads them only at its start. */
export interface Configuration {
  readonly cfg: ServerCfg;
  readonly entries: EntryList;
  readonly lobby: LobbyRules;
}

/**
 * Reads `server_cfg.ini` and `entry_list.ini` of a folder, by default `cfg`.
 *
 * @throws UserError naming the directory or the file, and what is wrong with it
 */
export const readConfiguration = (directory: string, folder?: string): Configuration =>
  new ConfigurationFiles(directory, folder).read();

/** The same files for repeated reading: unchanged ones are not parsed again. */
export class ConfigurationFiles {
  readonly #directory: string;
  readonly #folder: string;
  #last: { readonly cfg: Buffer; readonly entries: Buffer; readonly read: Configuration } | undefined;

  constructor(directory: string, folder = 'cfg') {
    this.#directory = directory;
    this.#folder = folder;
  }

  /** Their current contents. Throws UserError as `readConfiguration` does. */
  read(): Configuration {
    if (!statSync(this.#directory, { throwIfNoEntry: false })?.isDirectory()) {
      throw new UserError(
        `There is no directory ${this.#directory}; SERVER_DIR must be where acServer and its cfg folder are.`,
      );
    }
    const folder = join(this.#directory, this.#folder);
    // Compares bytes: two saves within the same tick of the disk's clock may have the same time and size.
    const cfg = readBytes('server_cfg.ini', join(folder, 'server_cfg.ini'));
    const entries = readBytes('entry_list.ini', join(folder, 'entry_list.ini'));
    if (this.#last?.cfg.equals(cfg) && this.#last.entries.equals(entries)) return this.#last.read;
    const read = parsed(
      parseIni(cfg, join(folder, 'server_cfg.ini')),
      parseIni(entries, join(folder, 'entry_list.ini')),
    );
    this.#last = { cfg, entries, read };
    return read;
  }
}

const parsed = (cfg: IniDocument, entries: IniDocument): Configuration => ({
  cfg: readServerCfg(cfg),
  entries: readEntryList(entries),
  lobby: readLobbyRules(cfg, entries),
});

/** When `server_cfg.ini` was last written: UTC, milliseconds; undefined if there is none. */
export const configuredAt = (directory: string, folder: string): number | undefined =>
  statSync(join(directory, folder, 'server_cfg.ini'), { throwIfNoEntry: false })?.mtimeMs;

function readBytes(kind: 'server_cfg.ini' | 'entry_list.ini', path: string): Buffer {
  try {
    return readFileOfSync(kind, path);
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (codeOf(error) === 'ENOENT') throw new UserError(`${path} is missing; acServer needs it.`);
    throw new UserError(`${path} cannot be read: ${messageOf(error)}.`);
  }
}
