/** Parameters of appeals: which decision somebody means, and what takes its place. */
import type { Outcome } from '../events/decision.ts';
import { numberLabel } from '../texts/names.ts';
import { PREFIX } from './decisions.ts';
import { matching, meantNumber } from './numbers.ts';
import { isOutcomeWord, OUTCOME_WORDS, replacement } from './outcomes.ts';
import type { Param, Reading, Suggestion } from './param.ts';
import type { Numbered } from './view.ts';
import { asciiLowerCase } from './words.ts';

/** "P-17" or "D-18"; in the car the words behind it are the reason, so a bare number stands for one only alone. */
export const appealedIfAny = (about: string): Param<number | undefined> & { readonly optional: true } => ({
  about,
  shape: { kind: 'string' },
  optional: true,
  read(cursor, _name, reading) {
    const [word = '', ...others] = cursor.words();
    const [, prefix, label] = /^(?:([dp])-?)?([a-z]?\d{1,9})$/i.exec(word) ?? [];
    if (label === undefined || (prefix === undefined && others.length > 0)) return undefined;
    const number = meantNumber(label, reading, ({ decisions }) => decisions);
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

/** What stands in the incidents that whoever types was in. */
function ownDecisions({ view, caller: { guid } }: Reading): readonly Numbered[] {
  const own = (view?.nameable.incidents ?? []).filter(({ drivers }) => drivers.some((each) => each.guid === guid));
  return own.flatMap(({ drivers }) => drivers.flatMap(({ stands }) => stands ?? []));
}

const suggestion = (word: string): Suggestion => ({ label: word, value: word });

/** What takes the place of a decision, where the words begin with it. */
export function replacementIfAny(
  about: string,
): Param<Outcome | 'withdrawn' | undefined> & { readonly optional: true } {
  const required = replacement(about);
  return {
    about,
    // Offered as somebody types: as choices they would not fit into what Discord takes of a command.
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
