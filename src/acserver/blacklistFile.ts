import { join } from 'node:path';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { createTurns } from '../kit/queue.ts';
import { addToBlacklist, parseBlacklist, removeFromBlacklist } from './blacklist.ts';
import { codeOf, writeFileSafely } from './files.ts';
import { readFileOf } from './readFile.ts';

/** The `blacklist.txt` of one server directory, one edit after the other. */
export interface BlacklistFile {
  has(guid: string): Promise<boolean>;
  /** Throws UserError when it cannot be written. */
  add(guid: string): Promise<void>;
  /** Whether the GUID stood in it. Throws UserError when it cannot be written. */
  remove(guid: string): Promise<boolean>;
}

interface BlacklistFileOptions {
  readonly directory: string;
  /** Where backups go. */
  readonly backups: string;
  readonly clock: Clock;
  /** The game server watches the file for writes; acServer reads it at its start only. */
  readonly isWatched?: boolean;
}

const FILE = 'blacklist.txt';
const BACKUPS = 20;

export function blacklistFile({ directory, backups, clock, isWatched }: BlacklistFileOptions): BlacklistFile {
  const path = join(directory, FILE);
  const inTurn = createTurns();

  const write = (bytes: Buffer) =>
    writeFileSafely(path, bytes, { backups: BACKUPS, directory: backups, clock, inPlace: isWatched });

  return {
    has: async (guid) => parseBlacklist(await bytesOf(path)).includes(guid),
    add: (guid) =>
      inTurn(async () => {
        const bytes = await bytesOf(path);
        if (!parseBlacklist(bytes).includes(guid)) await write(addToBlacklist(bytes, guid));
      }),
    remove: (guid) =>
      inTurn(async () => {
        const bytes = await bytesOf(path);
        if (!parseBlacklist(bytes).includes(guid)) return false;
        await write(removeFromBlacklist(bytes, guid));
        return true;
      }),
  };
}

/** acServer does without the file, and so does a server that never banned anybody. */
async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFileOf('blacklist.txt', path, FILE);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT') return Buffer.alloc(0);
    throw new UserError(`${FILE} cannot be read (${code}).`);
  }
}
