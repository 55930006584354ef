import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../kit/errors.ts';
import { codeOf } from '../files.ts';

const TYPES = ['BOOK', 'PRACTICE', 'QUALIFY', 'RACE'] as const;

/** What the name of a results file tells: `2019_2_15_21_16_RACE.json`. */
interface ResultsName {
  readonly name: string;
  readonly type: (typeof TYPES)[number];
  /** The game server's local time as one number, 201902152116: sorts as time does, which the unpadded name does not. */
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

/** When the session ended, UTC milliseconds; the name has the local time of the machine, to the minute. */
export function endedAt({ order }: ResultsName): number {
  const [minute, hour, day, month] = [0, 1, 2, 3].map((pair) => Math.floor(order / 100 ** pair) % 100);
  return new Date(Math.floor(order / 1e8), (month ?? 1) - 1, day, hour, minute).getTime();
}

export async function newestRace(
  resultsDirectory: string,
): Promise<(ResultsName & { readonly path: string }) | undefined> {
  const names = await readdir(resultsDirectory).catch((error: unknown) => noDirectory(error));
  const races = names.flatMap((name) => parseResultsName(name) ?? []).filter(({ type }) => type === 'RACE');
  const newest = races.sort((a, b) => b.order - a.order)[0];
  return newest && { ...newest, path: join(resultsDirectory, newest.name) };
}

/**
 * The path of a results file that a packet or a log line named. Only a plain JSON file directly in `results` is
 * accepted, with either slash; anything else could name a file that is none of our business. Throws UserError.
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
