/** Whom words name, of those who may be meant. */
import { UserError } from '../kit/errors.ts';
import { enumerating } from '../texts/enumeration.ts';
import { shortened } from './param.ts';
import type { Called } from './view.ts';
import type { Cursor } from './words.ts';

/** A driver somebody means. The GUID is who it is; the car id is where they sat when the name was read. */
export interface Target {
  readonly guid: string;
  readonly carId: number;
  readonly name: string;
}

/** Somebody who may be meant, by what the game or the league calls them. */
export type Known = Target & Called;

/** AC names have at most 255 characters. */
const LONGEST_NAME_WORDS = 128;

/**
 * Whom the line begins with, by car id, GUID, name, or the label that suggestions show. The longest run of words counts,
 * and is taken off the cursor.
 */
export function find(cursor: Cursor, known: readonly Known[]): Target | undefined {
  const words = cursor.words();
  const [first = ''] = words;
  const byId = known.filter(({ carId, guid }) => String(carId) === first || guid === first);
  const { length, drivers } = longestName(words, known);
  const meant = [...new Set(length > 1 ? drivers : [...drivers, ...byId])];
  if (meant.length === 0) return undefined;
  const found = onlyOne(meant, words.slice(0, Math.max(length, 1)).join(' '));
  cursor.take(Math.max(length, 1));
  return found;
}

/** How many words the longest name or label takes that the line begins with, and whose it is. */
function longestName(words: readonly string[], known: readonly Known[]): { length: number; drivers: readonly Known[] } {
  const sayings = known.map((each) => ({ each, names: namesOf(each).map(folded), labels: labelsOf(each).map(folded) }));
  for (let length = Math.min(words.length, LONGEST_NAME_WORDS); length > 0; length -= 1) {
    const said = folded(words.slice(0, length).join(' '));
    const found = sayings.filter(({ names, labels }) => names.includes(said) || labels.includes(said));
    if (found.length > 0) return { length, drivers: found.map(({ each }) => each) };
    const [, name, car] = LABELLED.exec(said) ?? [];
    const namesakes = name === undefined ? [] : sayings.filter(({ names }) => names.includes(name));
    if (namesakes.length > 0)
      throw new UserError(
        inAnotherCar(
          namesakes.map(({ each }) => each),
          Number(car),
        ),
      );
  }
  return { length: 0, drivers: [] };
}

/** "sam porter (car 5)" */
const LABELLED = /^(.+) \(car (\d{1,3})\)$/;

export const labelled = (name: string, { carId }: Known): string => `${name} (car ${carId})`;

/** What suggestions show: "Sam Porter (car 5)". */
export const labelOf = (each: Known): string => labelled(each.leagueName || each.name || 'without a name', each);

export const namesOf = ({ name, leagueName = '' }: Known): readonly string[] =>
  [name, leagueName].filter((each) => each !== '');

/** What somebody may have copied off a suggestion, by either name. */
const labelsOf = (each: Known): readonly string[] => [
  labelOf(each),
  ...namesOf(each).map((name) => labelled(name, each)),
];

/** A wrong guess would hit somebody who did nothing, so an ambiguous name is a question. */
function onlyOne(meant: readonly Known[], said: string): Target {
  const [only] = meant;
  if (only && meant.length === 1) return targetOf(only);
  const candidates = meant.map(({ carId, guid, name }) => `${shortened(name)} (car ${carId}, GUID ${guid})`).join(', ');
  throw new UserError(`"${shortened(said)}" could be ${candidates}; use the GUID.`);
}

const targetOf = ({ guid, carId, name }: Target): Target => ({ guid, carId, name });

/**
 * Whom the line begins with by words of a name, such as the first or the last name: the longest run of them counts, and is
 * taken off the cursor. A guess, so neither `self` nor somebody who shares those words is meant, and nobody by "he", "we"
 * or a number.
 */
export function findByWords(cursor: Cursor, known: readonly Known[], self: string | undefined): Target | undefined {
  const words = cursor.words();
  const names = spelt(known);
  for (let length = Math.min(words.length, LONGEST_NAME_WORDS); length > 0; length -= 1) {
    const said = inWords(words.slice(0, length).join(' '));
    const [only, another] = holding(names, said);
    if (!only) continue;
    if (another || only.driver.guid === self || lettersIn(said) < FEWEST_LETTERS) return undefined;
    cursor.take(length);
    return targetOf(only.driver);
  }
  return undefined;
}

const FEWEST_LETTERS = 3;

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

interface Spelt {
  readonly driver: Known;
  readonly name: string;
  readonly words: string;
}

/** Who has these words in a name, whole and one behind the other, and in which one: each driver once. */
export const withWords = (known: readonly Known[], said: string): readonly Spelt[] =>
  holding(spelt(known), inWords(said));

const spelt = (known: readonly Known[]): readonly Spelt[] =>
  known.flatMap((driver) => namesOf(driver).map((name) => ({ driver, name, words: inWords(name) })));

function holding(names: readonly Spelt[], said: string): readonly Spelt[] {
  const found = said === '' ? [] : names.filter(({ words }) => ` ${words} `.includes(` ${said} `));
  return found.filter(({ driver }, index) => found.findIndex((each) => each.driver === driver) === index);
}

/** Letters and digits alone: "[TUV] xX_Otto_Xx" is "tuv xx otto xx". */
const inWords = (text: string): string =>
  folded(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/** Case, and blanks that look like one, do not tell names apart; neither do characters that cannot be seen. */
export const folded = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s"]+/g, ' ')
    .trim()
    .toLowerCase();

/** A label's car is not where that name sits: one of the two is a mistake. */
function inAnotherCar(namesakes: readonly Known[], carId: number): string {
  const [{ name } = { name: '' }] = namesakes;
  const cars = namesakes.map((each) => `car ${each.carId}`);
  return `${shortened(name)} is ${enumerating('en')(cars)}, not car ${carId}.`;
}
