import { join } from 'node:path';
import type { Asked } from '../kit/attempt.ts';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { mostBytesOf, mustFit } from '../kit/fileSizes.ts';
import { inPieces } from '../kit/pieces.ts';
import { createTurns } from '../kit/queue.ts';
import { addToBlacklist, isBlacklisted, removeFromBlacklist } from './blacklist.ts';
import { codeOf, redoneWhenChanged, writeFileSafely } from './files.ts';
import { readFileOf } from './readFile.ts';

/** The `blacklist.txt` of one server directory. Edits run one after the other. */
export interface BlacklistFile {
  has(guid: string): Promise<boolean>;
  /** Throws UserError when it cannot be written. */
  add(guid: string, asked?: Pick<Asked, 'attempt' | 'what'>): Promise<void>;
  /** All of them in one edit. Throws UserError as `add` does, and if there was room for only some of them. */
  addAll(guids: readonly string[]): Promise<void>;
  /** Whether the GUID was in it. Throws UserError when it cannot be written. */
  remove(guid: string, asked?: Pick<Asked, 'attempt' | 'what'>): Promise<boolean>;
}

interface BlacklistFileOptions {
  readonly directory: string;
  /** Where backups go. */
  readonly backups: string;
  readonly clock: Clock;
  /** The game server watches the file for writes; acServer reads it at its start only. */
  readonly isWatched?: boolean;
  /** Resolves when everything else has had its turn. */
  readonly turn?: (() => Promise<void>) | undefined;
}

const FILE = 'blacklist.txt';
const BACKUPS = 20;
/** This many take 3 ms while the code is not compiled yet. */
const LINES_IN_A_TURN = 1000;

export function blacklistFile({ directory, backups, clock, isWatched, turn }: BlacklistFileOptions): BlacklistFile {
  const path = join(directory, FILE);
  const inTurn = createTurns();

  /** If the game server or its owner writes the file at the same time, both edits survive. */
  const edit = <T>(work: (madeOf: Buffer) => Promise<T>) =>
    inTurn(() => redoneWhenChanged(async () => work(await bytesOf(path))));
  const write = (madeOf: Buffer, bytes: Buffer, asked?: Pick<Asked, 'attempt' | 'what'>) =>
    writeFileSafely(path, bytes, { backups: BACKUPS, directory: backups, madeOf, clock, inPlace: isWatched, asked });
  const addAll = async (madeOf: Buffer, guids: readonly string[], asked?: Pick<Asked, 'attempt' | 'what'>) => {
    const adding = addToBlacklist(madeOf, guids, mostBytesOf('blacklist.txt'));
    const { bytes, added, left } = await inPieces(adding, LINES_IN_A_TURN, turn);
    if (added > 0) await write(madeOf, bytes, asked);
    // A file that is too large could not be read any more.
    if (left > 0) mustFit('blacklist.txt', bytes.length + left * BYTES_OF_ONE, FILE);
  };

  return {
    has: async (guid) => isBlacklisted(await bytesOf(path), guid),
    add: (guid, asked) =>
      edit(async (bytes) => {
        if (!isBlacklisted(bytes, guid)) await addAll(bytes, [guid], asked);
      }),
    addAll: (guids) => edit((bytes) => addAll(bytes, guids)),
    remove: (guid, asked) =>
      edit(async (bytes) => {
        if (!isBlacklisted(bytes, guid)) return false;
        await write(bytes, await inPieces(removeFromBlacklist(bytes, guid), LINES_IN_A_TURN, turn), asked);
        return true;
      }),
  };
}

/** With its line break. */
const BYTES_OF_ONE = 18;

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
