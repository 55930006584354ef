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

/** The same where it may be left out before a sentence: only a word such as S-12 is read as one. */
export function sessionIfAny(about: string): Param<number | undefined> & { readonly optional: true } {
  const required = sessionNumber(about);
  return {
    about,
    shape: required.shape,
    optional: true,
    read: (cursor, name, reading) =>
      /^s-?\d{1,9}$/i.test(cursor.words()[0] ?? '') ? required.read(cursor, name, reading) : undefined,
    suggest: (typed, { view }) =>
      matching(typed, 'S', view?.nameable.sessions ?? []).map(({ number, label }) => ({ label, value: `S-${number}` })),
  };
}

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
    matching(typed, prefix, view ? offered(view.nameable) : []).map(({ number, label }) => ({
      label,
      value: String(number),
    })),
});

/**
 * What somebody may mean who types a number: the one that has it, then those that begin with it. A number is never
 * looked for in what else a label says; a word is.
 */
export function matching<Each extends Numbered>(
  typed: string,
  prefix: string,
  offered: readonly Each[],
): readonly Each[] {
  const said = typed.trim().toLowerCase();
  const digits = new RegExp(`^(?:(?:${prefix})-?)?(\\d+)$`, 'i').exec(said)?.[1];
  if (digits === undefined) return offered.filter(({ label }) => label.toLowerCase().includes(said));
  const isMeant = ({ number }: Each): boolean => String(number) === digits;
  return [
    ...offered.filter(isMeant),
    ...offered.filter((each) => !isMeant(each) && String(each.number).startsWith(digits)),
  ];
}
