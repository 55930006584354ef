// Numbers and switches of an ini file.

import { UserError } from '../../kit/errors.ts';
import type { IniDocument } from './document.ts';

export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
}

/** A whole number; undefined if the key is missing or blank. Throws UserError with the place and what was expected. */
export function readNumber(
  document: IniDocument,
  section: string,
  key: string,
  limits: NumberRange = {},
): number | undefined {
  const text = document.get(section, key) ?? '';
  if (text === '') return undefined;
  const value = Number(text);
  const { min = -Infinity, max = Infinity } = limits;
  if (/^[+-]?\d+$/.test(text) && value >= min && value <= max) return value;
  const place = `${document.name}, line ${document.lineOf(section, key)}: [${section}] ${key}`;
  throw new UserError(`${place} is "${text}", but ${expected(limits)} was expected.`);
}

export function readFlag(document: IniDocument, key: string, whenMissing: boolean): boolean {
  const value = readNumber(document, 'SERVER', key, { min: 0, max: 1 });
  return value === undefined ? whenMissing : value === 1;
}

function expected({ min, max }: NumberRange): string {
  if (min !== undefined && max !== undefined)
    return max - min === 1 ? `${min} or ${max}` : `a number from ${min} to ${max}`;
  return min === undefined ? 'a whole number' : `a whole number of at least ${min}`;
}
