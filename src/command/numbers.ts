import { UserError } from '../kit/errors.ts';
import { labelledNumber, numberLabel, sessionName } from '../texts/names.ts';
import { integer, type Param, type Reading, shortened } from './param.ts';
import type { Nameable, NamedKind, Numbered } from './view.ts';

/** A number that was typed to name something. */
export interface NamedNumber {
  /** As typed. */
  readonly said: string;
  readonly number: number;
  /** The prefix of its kind, from the parameter. */
  readonly prefix: string;
  /** The letter of the host that assigned it; undefined if that host had no letter. */
  readonly letter: string | undefined;
}

/** An optional whole number before a sentence: only a word that begins like a number is read as one. */
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

/** A number, or "all". */
export const numberOrAll = (
  about: string,
  prefix: string,
  offered: (nameable: Nameable) => readonly Numbered[],
  kind?: NamedKind,
): Param<number | 'all'> => {
  const number = numberOf(about, prefix, offered, { kind });
  return {
    ...number,
    read(cursor, name, reading) {
      if (cursor.words()[0]?.toLowerCase() !== 'all') return number.read(cursor, name, reading);
      cursor.take();
      return 'all';
    },
  };
};

/** A past session, by its number. */
export const sessionNumber = (about: string): Param<number> =>
  numberOf(about, 'S', ({ sessions }) => sessions, { kind: 'session' });

/** The same, optional before a sentence: only a word such as S-12 is read as one. In a field of its own, 12 will do. */
export function sessionIfAny(about: string): Param<number | undefined> & { readonly optional: true } {
  const required = sessionNumber(about);
  return {
    about,
    shape: required.shape,
    prefix: required.prefix,
    optional: true,
    read(cursor, name, reading) {
      const [word = ''] = cursor.words();
      const isOne = cursor.isNamed ? word !== '' : /^s-?[a-z]?\d{1,9}$/i.test(word);
      return isOne ? required.read(cursor, name, reading) : undefined;
    },
    suggest: (typed, reading) =>
      offeredFor(typed, 'S', reading, ({ sessions }) => sessions, 'session').map(({ number, label }) => ({
        label,
        value: sessionName({ id: number }),
      })),
  };
}

/** The number of something with a prefix: "P-17", "p17" or "17", and "P-B17" or "b17" from another host. */
export const numberOf = (
  about: string,
  prefix: string,
  offered: (nameable: Nameable) => readonly Numbered[] = () => [],
  { kind }: { kind?: NamedKind | undefined } = {},
): Param<number> => ({
  about,
  shape: { kind: 'string' },
  prefix,
  read(cursor, name, reading) {
    const [word] = cursor.take();
    if (word === undefined) throw new UserError(`${name} is missing: a number such as ${prefix}-17.`);
    const number = meantNumber(labelIn(word, prefix), prefix, reading);
    if (number !== undefined) return number;
    throw new UserError(`${name} must be a number such as ${prefix}-17, not "${shortened(word)}".`);
  },
  suggest: (typed, reading) =>
    offeredFor(typed, prefix, reading, offered, kind).map(({ number, label }) => ({
      label,
      value: numberLabel(number),
    })),
});

export const penaltyNumber = (about: string): Param<number> =>
  numberOf(about, 'P', ({ penalties }) => penalties, { kind: 'penalty' });

export const incidentNumber = (about: string): Param<number> =>
  numberOf(about, 'INC', ({ incidents }) => incidents, { kind: 'incident' });

/** "17" of "P-17", "b17" of "pb17". */
export const labelIn = (word: string, prefix: string): string =>
  new RegExp(`^(?:${prefix}-?)?(.*)$`, 'i').exec(word)?.[1] ?? '';

/**
 * If numbers have a letter, a typed number without one gets this host's letter, unless the bare number was ever
 * assigned: then it means itself, whatever has become of it. The number on a button is exact.
 */
export function meantNumber(label: string, prefix: string, reading: Reading): number | undefined {
  const { caller, letter } = reading;
  const number = labelledNumber(label);
  if (number === undefined || letter === undefined || !/^\d+$/.test(label) || caller.via === 'component') return number;
  return reading.isAssigned?.(prefix, number) ? number : (labelledNumber(letter + label) ?? number);
}

/** Like `matching`, plus the one with exactly this number if it is too old to be offered. */
export function offeredFor(
  typed: string,
  prefix: string,
  reading: Reading,
  offered: (nameable: Nameable) => readonly Numbered[],
  kind: NamedKind | undefined,
): readonly Numbered[] {
  const { view, letter } = reading;
  const among = view ? offered(view.nameable) : [];
  const label = labelIn(typed.trim(), prefix);
  const labels = letter !== undefined && /^\d+$/.test(label) ? [label, letter + label] : [label];
  const older = labels.flatMap((each) => {
    const number = labelledNumber(each);
    const isKnown = number === undefined || among.some((other) => other.number === number);
    return kind === undefined || isKnown ? [] : (reading.named?.(kind, number) ?? []);
  });
  return matching(typed, prefix, [...older, ...among]);
}

/**
 * Matches for a typed number: the exact one, then those that begin with it. A number is only compared with numbers; a
 * word is searched in the labels.
 */
export function matching<Each extends Numbered>(
  typed: string,
  prefix: string,
  offered: readonly Each[],
): readonly Each[] {
  const said = typed.trim().toLowerCase();
  const typedLabel = new RegExp(`^(?:(?:${prefix})-?)?([a-z]?\\d+)$`, 'i').exec(said)?.[1];
  if (typedLabel === undefined) return offered.filter(({ label }) => label.toLowerCase().includes(said));
  // Digits alone also match after a letter.
  const labelOf = ({ number }: Each): string => {
    const label = numberLabel(number).toLowerCase();
    return /^\d/.test(typedLabel) ? label.replace(/^[a-z]/, '') : label;
  };
  const isMeant = (each: Each): boolean => labelOf(each) === typedLabel;
  return [
    ...offered.filter(isMeant),
    ...offered.filter((each) => !isMeant(each) && labelOf(each).startsWith(typedLabel)),
  ];
}
