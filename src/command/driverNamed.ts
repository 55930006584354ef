/** Finds the driver that the words of a line name. */
import { UserError } from '../kit/errors.ts';
import { anyOf } from '../kit/words.ts';
import { enumerating } from '../texts/enumeration.ts';
import { shortened } from './param.ts';
import type { Called } from './view.ts';
import type { Cursor } from './words.ts';

/** The driver that is meant. The GUID identifies them; the car id is where they were when the name was read. */
export interface Target {
  readonly guid: string;
  readonly carId: number;
  readonly name: string;
}

/** A driver to choose from, by their name in the game or in the league. */
export type Known = Target & Called;

/** Whom words can name. */
export interface Choice {
  readonly known: readonly Known[];
  /** Those of them who are most likely meant: a name that several have is theirs. */
  readonly near: readonly Known[];
  /** Those whose car ids count; if left out, of those who are near. */
  readonly seated?: readonly Known[] | undefined;
}

/** AC names have at most 255 characters. */
const LONGEST_NAME_WORDS = 128;

/**
 * The driver that the line begins with, by car id, GUID, name, or the label that suggestions show. The longest match counts
 * and is taken off the cursor.
 */
export const find = (
  cursor: Cursor,
  known: readonly Known[],
  { near = known, seated }: Partial<Pick<Choice, 'near' | 'seated'>> = {},
): Target | undefined => findAs(cursor, { known, near, seated }, asSaid);

/** The same in a list: a comma or semicolon may follow, and is taken too. */
export function findInList(cursor: Cursor, choice: Choice): Target | undefined {
  const found = findAs(cursor, choice, asListed);
  while (found && /^[,;]+$/.test(cursor.words()[0] ?? '')) cursor.take();
  return found;
}

/** What words can mean. A name may end with a separator itself. */
type Saying = (said: string) => readonly string[];

const asSaid: Saying = (said) => [said];
const asListed: Saying = (said) => [said, said.replace(/ ?[,;]+$/, '')];

function findAs(cursor: Cursor, { known, near, seated = near }: Choice, saying: Saying): Target | undefined {
  const words = cursor.words();
  const first = saying(words[0] ?? '');
  const byId = known.filter(
    (each) => first.includes(each.guid) || (seated.includes(each) && first.includes(String(each.carId))),
  );
  const { length, drivers } = longestName(words, { known, seated }, saying);
  const meant = nearest([...new Set(length > 1 ? drivers : [...drivers, ...byId])], near);
  if (meant.length === 0) return undefined;
  const said = saying(words.slice(0, Math.max(length, 1)).join(' ')).at(-1) ?? '';
  const found = onlyOne(meant, said);
  cursor.take(Math.max(length, 1));
  return found;
}

/** All of them if none is near. */
function nearest(drivers: readonly Known[], near: readonly Known[]): readonly Known[] {
  const those = drivers.filter((each) => near.includes(each));
  return those.length > 0 ? those : drivers;
}

/** The longest name or label that the line begins with: its number of words, and who has it. */
function longestName(
  words: readonly string[],
  { known, seated }: { readonly known: readonly Known[]; readonly seated: readonly Known[] },
  saying: Saying,
): { length: number; drivers: readonly Known[] } {
  const sayings = known.map((each) => {
    const labels = [...labelsOf(each), ...(seated.includes(each) ? [`car ${each.carId}`] : [])];
    return { each, names: namesOf(each).map(folded), labels: labels.map(folded) };
  });
  for (let length = Math.min(words.length, LONGEST_NAME_WORDS); length > 0; length -= 1) {
    for (const said of saying(folded(words.slice(0, length).join(' ')))) {
      const found = sayings.filter(({ names, labels }) => names.includes(said) || labels.includes(said));
      if (found.length > 0) return { length, drivers: found.map(({ each }) => each) };
      const [, name, car] = LABELLED.exec(said) ?? [];
      const namesakes = name === undefined ? [] : sayings.filter(({ names }) => names.includes(name));
      const people = namesakes.map(({ each }) => each);
      if (people.length > 0) throw new UserError(inAnotherCar(people, Number(car)));
    }
  }
  return { length: 0, drivers: [] };
}

/** "sam porter (car 5)" */
const LABELLED = /^(.+) \(car (\d{1,3})\)$/;

export const labelled = (name: string, { carId }: Known): string => `${name} (car ${carId})`;

/** The name that people use: the league's, if there is one. */
export const knownAs = ({ name, leagueName }: Known): string => leagueName || name;

/** What suggestions show: "Sam Porter (car 5)". */
export const labelOf = (each: Known): string => labelled(knownAs(each) || 'without a name', each);

export const namesOf = ({ name, leagueName = '' }: Known): readonly string[] =>
  [name, leagueName].filter((each) => each !== '');

/** Labels as they may have been copied from a suggestion, by either name. */
const labelsOf = (each: Known): readonly string[] => [
  labelOf(each),
  ...namesOf(each).map((name) => labelled(name, each)),
];

/** A wrong guess would affect an innocent driver, so an ambiguous name is refused. */
function onlyOne(meant: readonly Known[], said: string): Target {
  const [only] = meant;
  if (only && meant.length === 1) return targetOf(only);
  const labels = meant.map((each) => labelled(shortened(knownAs(each)), each));
  const isApart = new Set(labels.map(folded)).size === labels.length && !NAMES_A_CAR.test(said);
  if (isApart)
    throw new UserError(
      `"${shortened(said)}" could be ${anyOf(labels)}. Name the one you mean like that, or by the car ID.`,
    );
  const candidates = meant.map((each) => `${shortened(knownAs(each))} (car ${each.carId}, GUID ${each.guid})`);
  throw new UserError(`"${shortened(said)}" could be ${candidates.join(', ')}; use the GUID.`);
}

/** Whoever was meant by a car ID, or by a label with it, cannot say it any better with the car. */
const NAMES_A_CAR = /^\d+$|\bcar \d{1,3}\)?$/i;

const targetOf = ({ guid, carId, name }: Target): Target => ({ guid, carId, name });

/**
 * The driver whose first or last name (or other words of the name) the line begins with. The longest match counts and is
 * taken off the cursor. It is a guess: `self` never matches, nor do words that two drivers share, nor words of one or two
 * letters such as "he", nor numbers.
 *
 * @param near of several with these words those are meant
 */
export function findByWords(cursor: Cursor, { known, near }: Choice, self: string | undefined): Target | undefined {
  const words = cursor.words();
  const names = spelt(known);
  for (let length = Math.min(words.length, LONGEST_NAME_WORDS); length > 0; length -= 1) {
    const said = inWords(words.slice(0, length).join(' '));
    const meant = holding(names, said).map(({ driver }) => driver);
    const [only, another] = nearest(meant, near);
    if (!only) continue;
    if (another || only.guid === self || lettersIn(said) < FEWEST_LETTERS) return undefined;
    cursor.take(length);
    return targetOf(only);
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

/** The drivers who have exactly these words, in this order, in a name, and which name: each driver once. */
export const withWords = (known: readonly Known[], said: string): readonly Spelt[] =>
  holding(spelt(known), inWords(said));

const spelt = (known: readonly Known[]): readonly Spelt[] =>
  known.flatMap((driver) => namesOf(driver).map((name) => ({ driver, name, words: inWords(name) })));

function holding(names: readonly Spelt[], said: string): readonly Spelt[] {
  const found = said === '' ? [] : names.filter(({ words }) => ` ${words} `.includes(` ${said} `));
  return found.filter(({ driver }, index) => found.findIndex((each) => each.driver === driver) === index);
}

/** Only letters and digits: "[TUV] xX_Otto_Xx" becomes "tuv xx otto xx". */
const inWords = (text: string): string =>
  folded(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/** Names that only differ in case, in similar-looking blanks or in invisible characters count as equal. */
export const folded = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s"]+/g, ' ')
    .trim()
    .toLowerCase();

/** The name and the car of a label do not belong together. */
function inAnotherCar(namesakes: readonly Known[], carId: number): string {
  const [first] = namesakes;
  const name = first ? knownAs(first) : '';
  const cars = namesakes.map((each) => `car ${each.carId}`);
  return `${shortened(name)} is ${enumerating('en')(cars)}, not car ${carId}.`;
}
