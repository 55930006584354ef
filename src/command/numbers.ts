import { UserError } from '../kit/errors.ts';
import { integer, type Param, shortened } from './param.ts';
import type { Nameable, Numbered } from './view.ts';

/** A whole number that may be left out before a sentence: only a word that begins like a number is read as one. */
export const integerIfAny = (
  about: string,
  limits: { min?: number; max?: number },
): Param<number | undefined> & { readonly optional: true } => {
  const required = integer(about, limits);
  return {
    ...required,
    optional: true,
    read: (cursor, name, reading) =>
      /^[+-]?\d\S*$/.test(cursor.words()[0] ?? '') ? required.read(cursor, name, reading) : undefined,
  };
};

/** The same, or "all". */
export const numberOrAll = (
  about: string,
  prefix: string,
  offered: (nameable: Nameable) => readonly Numbered[],
): Param<number | 'all'> => {
  const number = numberOf(about, prefix, offered);
  return {
    ...number,
    read(cursor, name, reading) {
      if (cursor.words()[0]?.toLowerCase() !== 'all') return number.read(cursor, name, reading);
      cursor.take();
      return 'all';
    },
  };
};

/** A session that was driven, by its number. */
export const sessionNumber = (about: string): Param<number> => numberOf(about, 'S', ({ sessions }) => sessions);

/** The number of something that is called by a prefix and a number: "P-17", "p17" or "17". */
export const numberOf = (
  about: string,
  prefix: string,
  offered: (nameable: Nameable) => readonly Numbered[] = () => [],
): Param<number> => ({
  about,
  shape: { kind: 'string' },
  read(cursor, name) {
    const [word] = cursor.take();
    if (word === undefined) throw new UserError(`${name} is missing: a number such as ${prefix}-17.`);
    const [, digits] = new RegExp(`^(?:${prefix}-?)?(\\d{1,9})$`, 'i').exec(word) ?? [];
    if (digits !== undefined) return Number(digits);
    throw new UserError(`${name} must be a number such as ${prefix}-17, not "${shortened(word)}".`);
  },
  suggest: (typed, { view }) =>
    (view ? offered(view.nameable) : [])
      .filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()))
      .map(({ number, label }) => ({ label, value: String(number) })),
});
