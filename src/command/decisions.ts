/** Parameters of stewards' decisions: what they have seen, what a decision replaces, what the infringement was. */
import type { Infringement } from '../features/decisions/infringements.ts';
import { UserError } from '../kit/errors.ts';
import { numberLabel } from '../texts/names.ts';
import { labelIn, meantNumber, offeredFor } from './numbers.ts';
import { type Param, type Reading, shortened } from './param.ts';
import type { Nameable, Numbered } from './view.ts';
import { asciiLowerCase } from './words.ts';

type Optional<T> = Param<T | undefined> & { readonly optional: true };

/** "@17": the highest number of a decision that the steward who presses has seen. */
export const seen: Optional<number> & { readonly forButtons: true } = {
  about: 'The newest decision you have seen',
  shape: { kind: 'string' },
  optional: true,
  forButtons: true,
  read(cursor) {
    const [, digits] = /^@(\d{1,9})$/.exec(cursor.words()[0] ?? '') ?? [];
    if (digits === undefined) return undefined;
    cursor.take();
    return Number(digits);
  },
};

/** A decision that gives a penalty is named after the penalty. */
export const PREFIX = '[DP]';

const standing = ({ decisions }: Nameable): readonly Numbered[] => decisions;

/** "P-17", "D-18" or "18": the number of a decision. One that gives a penalty has the penalty's number. */
export const decision = (about: string, offered?: (nameable: Nameable) => readonly Numbered[]): Param<number> => ({
  about,
  shape: { kind: 'string' },
  prefix: PREFIX,
  read(cursor, name, reading) {
    const [word] = cursor.take();
    if (word === undefined) throw new UserError(`${name} is missing: a number such as P-17 or D-18.`);
    const number = meantNumber(labelIn(word, PREFIX), PREFIX, reading);
    if (number !== undefined) return number;
    throw new UserError(`${name} must be a number such as P-17 or D-18, not "${shortened(word)}".`);
  },
  suggest: (typed, reading) =>
    offeredFor(typed, PREFIX, reading, offered ?? standing, offered ? undefined : 'decision').map(
      ({ number, label }) => ({
        label,
        value: numberLabel(number),
      }),
    ),
});

/** The number of a decision if the words begin with one. A reason that begins with a number needs quotes. */
export function decisionIfAny(about: string): Optional<number> {
  const required = decision(about);
  return {
    ...required,
    optional: true,
    suggest: undefined,
    read(cursor, name, reading) {
      const [word = ''] = cursor.words();
      // Without D or P, a host's letter and number could be the beginning of a reason. A field of its own has no reason.
      const isOne = cursor.isNamed ? word !== '' : /^(?:(?:[dp]-?)?\d{1,9}|[dp]-?[a-z]\d{1,6})$/i.test(word);
      return isOne ? required.read(cursor, name, reading) : undefined;
    },
  };
}

/** A code from the league's list, if the words begin with one. */
export const infringementIfAny = (about: string): Optional<string> => ({
  about,
  shape: { kind: 'string' },
  optional: true,
  read(cursor, _, reading) {
    const word = asciiLowerCase(cursor.words()[0] ?? '');
    const known = listOf(reading).find(({ code }) => code === word);
    if (known) cursor.take();
    return known?.code;
  },
  suggest: (typed, reading) =>
    listOf(reading)
      .filter(({ code, text }) => asciiLowerCase(`${code} ${text}`).includes(asciiLowerCase(typed)))
      .map(({ code, text }) => ({ label: text, value: code })),
});

const listOf = ({ view }: Reading): readonly Infringement[] => view?.nameable.infringements ?? [];
