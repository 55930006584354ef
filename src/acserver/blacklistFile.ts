import { join } from 'node:path';
import type { Asked } from '../kit/attempt.ts';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { mustFit } from '../kit/fileSizes.ts';
import { inPieces } from '../kit/pieces.ts';
import { createTurns } from '../kit/queue.ts';
import { addToBlacklist, isBlacklisted, removeFromBlacklist } from './blacklist.ts';
import { codeOf, redoneWhenChanged, writeFileSafely } from './files.ts';
import { readFileOf } from './readFile.ts';

/** The `blacklist.txt` of one server directory, one edit after the other. */
export interface BlacklistFile {
  has(guid: string): Promise<boolean>;
  /** Throws UserError when it cannot be written. */
  add(guid: string, asked?: Pick<Asked, 'attempt' | 'what'>): Promise<void>;
  /** Whether the GUID stood in it. Throws UserError when it cannot be written. */
  remove(guid: string, asked?: Pick<Asked, 'attempt' | 'what'>): Promise<boolean>;
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
/** Of 50,000 that is a tenth. */
const LINES_IN_A_TURN = 5000;

export function blacklistFile({ directory, backups, clock, isWatched }: BlacklistFileOptions): BlacklistFile {
  const path = join(directory, FILE);
  const inTurn = createTurns();

  /** Also where the game server or its owner writes it at the same moment, both edits stand. */
  const edit = <T>(work: (madeOf: Buffer) => Promise<T>) =>
    inTurn(() => redoneWhenChanged(async () => work(await bytesOf(path))));
  const write = async (madeOf: Buffer, bytes: Buffer, asked: Pick<Asked, 'attempt' | 'what'> | undefined) => {
    // One that is too large could not be read any more.
    if (bytes.length > madeOf.length) mustFit('blacklist.txt', bytes.length, FILE);
    await writeFileSafely(path, bytes, {
      backups: BACKUPS,
      directory: backups,
      madeOf,
      clock,
      inPlace: isWatched,
      asked,
    });
  };

  return {
    has: async (guid) => isBlacklisted(await bytesOf(path), guid),
    add: (guid, asked) =>
      edit(async (bytes) => {
        if (!isBlacklisted(bytes, guid))
          await write(bytes, await inPieces(addToBlacklist(bytes, guid), LINES_IN_A_TURN), asked);
      }),
    remove: (guid, asked) =>
      edit(async (bytes) => {
        if (!isBlacklisted(bytes, guid)) return false;
        await write(bytes, await inPieces(removeFromBlacklist(bytes, guid), LINES_IN_A_TURN), asked);
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
