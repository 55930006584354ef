/** All outcomes that a steward can decide for a driver, as words of commands: the one list that all commands use. */
import { FINDINGS, type Outcome } from '../events/decision.ts';
import { isDriven, PENALTY_TYPES, PENALTY_UNITS, type PenaltyType } from '../events/penalty.ts';
import { UserError } from '../kit/errors.ts';
import { type Param, shortened } from './param.ts';
import { asciiLowerCase, type Cursor } from './words.ts';

export { PENALTY_TYPES, type PenaltyType };

/** "Seconds", ...: the label of the amount; undefined if the type has none. */
export function amountOf(type: PenaltyType): string | undefined {
  const unit = PENALTY_UNITS[type];
  return unit && AMOUNTS[unit];
}

const AMOUNTS: Readonly<Record<NonNullable<(typeof PENALTY_UNITS)[PenaltyType]>, string>> = {
  s: 'Seconds',
  kg: 'Kilograms',
  '%': 'Percent',
  places: 'Places on the grid',
};

/** Whether a number of race laps can be given. */
export const takesLaps = (type: PenaltyType): boolean =>
  isDriven({ type }) || PENALTY_UNITS[type] === 'kg' || PENALTY_UNITS[type] === '%';

type WordOf<Said extends string> = Said extends `${infer One} ${infer Rest}` ? `${One}-${WordOf<Rest>}` : Said;

/** "racing incident" is typed as one word: racing-incident. */
export type OutcomeWord = WordOf<Outcome>;

const wordOf = <Said extends string>(said: Said): WordOf<Said> =>
  // The same replacement as in the type, which the compiler cannot infer.
  said.replaceAll(' ', '-') as WordOf<Said>;

export const OUTCOME_WORDS: readonly OutcomeWord[] = [...FINDINGS, ...PENALTY_TYPES].map(wordOf);

/** Labels that are clearer than the word alone. */
const CALLED: Partial<Readonly<Record<Outcome, string>>> = { time: 'time penalty', grid: 'grid penalty' };

/** "A time penalty", "A warning" or, of what is no penalty, its word: for the beginning of a sentence. */
export function calledInWords(says: Outcome | 'withdrawn'): string {
  const type = PENALTY_TYPES.find((each) => each === says);
  return type === undefined ? `"${wordOf(says)}"` : `A ${CALLED[type] ?? type}`;
}

const choiceOf = (says: Outcome | 'withdrawn', called: string = says) => ({
  value: wordOf(says),
  label: called.charAt(0).toUpperCase() + called.slice(1),
});

/** As a form offers them: "Racing incident" stands for racing-incident. */
export const OUTCOME_CHOICES = [...FINDINGS, ...PENALTY_TYPES].map((says) => choiceOf(says, CALLED[says]));
export const REPLACEMENT_CHOICES = [...OUTCOME_CHOICES, choiceOf('withdrawn')];

/** Words of version 0.1.0. */
const EARLIER: ReadonlyMap<string, Outcome> = new Map([['no-action', 'no further action']]);

const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ...[...FINDINGS, ...PENALTY_TYPES].map((outcome) => [wordOf(outcome), outcome] as const),
  ...EARLIER,
]);

/** Whether a word is certainly an outcome. */
export const isOutcomeWord = (word: string): boolean => OUTCOMES.has(asciiLowerCase(word));

export const outcome = (about: string): Param<Outcome> => ({
  about,
  shape: { kind: 'string', choices: OUTCOME_WORDS },
  read: (cursor, name) => outcomeIn(cursor, name, OUTCOME_WORDS),
});

/** An outcome, or "withdrawn" for none. */
export const replacement = (about: string): Param<Outcome | 'withdrawn'> => ({
  about,
  shape: { kind: 'string', choices: REPLACEMENTS },
  read(cursor, name) {
    if (asciiLowerCase(cursor.words()[0] ?? '') !== 'withdrawn') return outcomeIn(cursor, name, REPLACEMENTS);
    cursor.take();
    return 'withdrawn';
  },
});

const REPLACEMENTS: readonly string[] = [...OUTCOME_WORDS, 'withdrawn'];

function outcomeIn(cursor: Cursor, name: string, choices: readonly string[]): Outcome {
  const [word] = cursor.take();
  if (word === undefined) throw new UserError(`${name} is missing.`);
  const found = OUTCOMES.get(asciiLowerCase(word));
  if (found !== undefined) return found;
  throw new UserError(`${name} must be one of ${choices.join(', ')}, not "${shortened(word)}".`);
}
