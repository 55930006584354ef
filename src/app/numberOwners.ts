/** Finds the server of a host that a numbered item belongs to: numbers are counted per host, not per server. */
import type { NamedNumber } from '../command/numbers.ts';
import type { Rows } from '../store/rows.ts';
import { labelledNumber } from '../texts/names.ts';

/** Queries by the prefix of the number, written as in command parameters. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  INC: ['SELECT server FROM incidents WHERE number = ?'],
  P: ['SELECT server FROM penalties WHERE number = ?'],
  '[DP]': [
    'SELECT server FROM decisions WHERE number = ?',
    'SELECT server FROM proposals WHERE number = (SELECT proposal FROM proposed_numbers WHERE decision = ?)',
  ],
  S: ['SELECT server FROM sessions WHERE id = ?'],
  E: ['SELECT server FROM league_events WHERE number = ?'],
};

/** @param letter is assumed for a bare number that does not exist as such */
export const serverOfNumber =
  (rows: Rows, letter?: string) =>
  ({ prefix, number, letter: said }: NamedNumber): string | undefined => {
    const own = letter === undefined || said !== undefined ? undefined : labelledNumber(`${letter}${number}`);
    return ownerOf(rows, prefix, number) ?? (own === undefined ? undefined : ownerOf(rows, prefix, own));
  };

export const isAssigned =
  (rows: Rows) =>
  (prefix: string, number: number): boolean =>
    ownerOf(rows, prefix, number) !== undefined;

function ownerOf(rows: Rows, prefix: string, number: number): string | undefined {
  for (const question of OWNERS[prefix] ?? []) {
    const found = rows.get<{ server: string }>(question, number);
    if (found) return found.server;
  }
  return undefined;
}
