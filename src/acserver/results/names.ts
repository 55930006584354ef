import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../kit/errors.ts';
import { codeOf } from '../files.ts';

const TYPES = ['BOOK', 'PRACTICE', 'QUALIFY', 'RACE'] as const;

/** What the name of a results file says: `2019_2_15_21_16_RACE.json`. */
interface ResultsName {
  readonly name: string;
  readonly type: (typeof TYPES)[number];
  /** The game server's local time as one number, 201902152116. Unlike the unpadded name, it sorts by time. */
  readonly order: number;
}

export function parseResultsName(name: string): ResultsName | undefined {
  const match = /^(\d{4})_(\d{1,2})_(\d{1,2})_(\d{1,2})_(\d{1,2})_([A-Z]+)\.json$/.exec(name);
  const type = TYPES.find((each) => each === match?.[6]);
  if (!match || !type) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1, 6).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59) return undefined;
  const order = (((year * 100 + month) * 100 + day) * 100 + hour) * 100 + minute;
  return { name, type, order };
}

const MINUTE_MS = 60_000;
/** Time zones are whole quarters of an hour apart, and at most 14 hours from UTC. */
const ZONE_STEP_MS = 15 * MINUTE_MS;
const FARTHEST_ZONE_MS = 14 * 60 * MINUTE_MS;
/** From the minute in the name until the file is complete. */
const WRITTEN_WITHIN_MS = 2 * MINUTE_MS;

/**
 * When the session ended, UTC milliseconds, to the minute. The name has the game server's local time, whose zone need
 * not be ours: the time at which the file was written reveals it, unless somebody has copied the file since.
 */
export function endedAt({ order }: ResultsName, writtenAt?: number): number {
  const [minute = 0, hour = 0, day = 1, month = 1] = [0, 1, 2, 3].map((pair) => Math.floor(order / 100 ** pair) % 100);
  const year = Math.floor(order / 1e8);
  const named = Date.UTC(year, month - 1, day, hour, minute);
  const zoneMs = writtenAt === undefined ? Number.NaN : Math.ceil((named - writtenAt) / ZONE_STEP_MS) * ZONE_STEP_MS;
  const isWritten = writtenAt !== undefined && writtenAt - (named - zoneMs) <= WRITTEN_WITHIN_MS;
  if (isWritten && Math.abs(zoneMs) <= FARTHEST_ZONE_MS) return named - zoneMs;
  return new Date(year, month - 1, day, hour, minute).getTime();
}

export async function newestRace(
  resultsDirectory: string,
): Promise<(ResultsName & { readonly path: string; readonly writtenAt: number }) | undefined> {
  const names = await readdir(resultsDirectory).catch((error: unknown) => noDirectory(error));
  const races = names.flatMap((name) => parseResultsName(name) ?? []).filter(({ type }) => type === 'RACE');
  const newest = races.sort((a, b) => b.order - a.order)[0];
  if (!newest) return undefined;
  const path = join(resultsDirectory, newest.name);
  return { ...newest, path, writtenAt: (await stat(path)).mtimeMs };
}

/** A race given by file name. Throws UserError if it is gone, or not named as acServer names them. */
export async function namedRace(resultsDirectory: string, name: string) {
  const known = parseResultsName(name);
  const path = join(resultsDirectory, name);
  const written = known && (await stat(path).catch(() => undefined));
  if (!known || !written) throw new UserError(`The results file ${name} is not in the results folder any more.`);
  return { ...known, path, writtenAt: written.mtimeMs };
}

/**
 * The path of a results file that a packet or a log line named. Only a plain JSON file directly in `results` is
 * accepted, with either slash; anything else could be a file that is none of our business. Throws UserError.
 */
export function resultsPath(serverDirectory: string, reported: string): string {
  const name = /^results[\\/]([A-Za-z0-9_-][A-Za-z0-9_.-]*\.json)$/.exec(reported)?.[1];
  if (!name)
    throw new UserError(
      `The game server named ${JSON.stringify(reported)} as results; results/<name>.json was expected.`,
    );
  return join(serverDirectory, 'results', name);
}

function noDirectory(error: unknown): string[] {
  if (codeOf(error) === 'ENOENT') return [];
  throw error;
}
