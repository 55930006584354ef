/** Size limits for files that people and other programs put where Pitwall reads them. */
import { UserError } from './errors.ts';

const MB = 1_000_000;

/**
 * The most bytes that are read. Parsing a larger file would block everything else, and it cannot be such a file anyway.
 *
 * acServer's results have 300 to 400 bytes for a lap and 650 for a contact: 24 hours of 60 cars with laps of 90 s and a
 * contact for each car every 5 minutes are 34 MB. An entry list of 200 slots has 40 kB, a server_cfg.ini 3 to 10 kB;
 * 100 kB of these block for about 9 ms. 1 MB of a blacklist holds 50,000 GUIDs.
 */
const MOST_BYTES = {
  'results file': 48 * MB,
  'server_cfg.ini': 100_000,
  'entry_list.ini': 150_000,
  'blacklist.txt': MB,
  'stracker.ini': MB,
  'servers.ini': MB,
  'penalties.ini': MB,
  'roster.csv': MB,
} as const;

export type FileKind = keyof typeof MOST_BYTES;

export const mostBytesOf = (kind: FileKind): number => MOST_BYTES[kind];

/** Thrown before any byte is read. */
export class TooLarge extends UserError {}

/**
 * @param name the name used in the message
 * @throws TooLarge
 */
export function mustFit(kind: FileKind, size: number, name: string): void {
  const most = MOST_BYTES[kind];
  if (size <= most) return;
  const [bytes, unit] = most < MB ? [1000, 'kB'] : [MB, 'MB'];
  const sizes = `${Math.ceil(size / bytes)} ${unit}; a ${kind} of more than ${most / bytes} ${unit} is not read`;
  throw new TooLarge(`${name} has ${sizes}: look whether it is the right file.`);
}
