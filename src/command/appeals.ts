/** Parameters of appeals: the decision, and what replaces it. */
import type { Outcome } from '../events/decision.ts';
import { numberLabel } from '../texts/names.ts';
import { PREFIX } from './decisions.ts';
import { matching, meantNumber } from './numbers.ts';
import { isOutcomeWord, OUTCOME_WORDS, replacement } from './outcomes.ts';
import type { Param, Reading, Suggestion } from './param.ts';
import type { Numbered } from './view.ts';
import { asciiLowerCase } from './words.ts';

/** "P-17" or "D-18". In the car the reason follows, so a bare number only counts if nothing comes after it. */
export const appealedIfAny = (about: string): Param<number | undefined> & { readonly optional: true } => ({
  about,
  shape: { kind: 'string' },
  optional: true,
  read(cursor, _name, reading) {
    const [word = '', ...others] = cursor.words();
    const [, prefix, label] = /^(?:([dp])-?)?([a-z]?\d{1,9})$/i.exec(word) ?? [];
    if (label === undefined || (prefix === undefined && others.length > 0)) return undefined;
    const number = meantNumber(label, PREFIX, reading);
    if (number === undefined) return undefined;
    cursor.take();
    return number;
  },
  suggest: (typed, reading) =>
    matching(typed, PREFIX, ownDecisions(reading)).map(({ number, label }) => ({
      label,
      value: `D-${numberLabel(number)}`,
    })),
});

/** The standing decisions in the caller's own incidents. */
function ownDecisions({ view, caller: { guid } }: Reading): readonly Numbered[] {
  const own = (view?.nameable.incidents ?? []).filter(({ drivers }) => drivers.some((each) => each.guid === guid));
  return own.flatMap(({ drivers }) => drivers.flatMap(({ stands }) => stands ?? []));
}

const suggestion = (word: string): Suggestion => ({ label: word, value: word });

/** What replaces a decision, if the words begin with it. */
export function replacementIfAny(
  about: string,
): Param<Outcome | 'withdrawn' | undefined> & { readonly optional: true } {
  const required = replacement(about);
  return {
    about,
    // Offered as suggestions: as choices they would exceed Discord's size limit for commands.
    shape: { kind: 'string' },
    optional: true,
    suggest: (typed) =>
      [...OUTCOME_WORDS, 'withdrawn'].filter((word) => word.includes(asciiLowerCase(typed))).map(suggestion),
    read(cursor, name, reading) {
      const word = asciiLowerCase(cursor.words()[0] ?? '');
      return isOutcomeWord(word) || word === 'withdrawn' ? required.read(cursor, name, reading) : undefined;
    },
  };
}
