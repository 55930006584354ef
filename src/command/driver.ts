import type { DriverRow } from '../features/drivers/rows.ts';
import { UserError } from '../kit/errors.ts';
import { type Param, type Reading, type Suggestion, shortened } from './param.ts';
import type { Called, Nameable, ServerView } from './view.ts';
import { type Cursor, cursorOver } from './words.ts';

/** A driver somebody means. The GUID is who it is; the car id is where they sat when the name was read. */
export interface Target {
  readonly guid: string;
  readonly carId: number;
  readonly name: string;
}

/** Somebody who need not be on the server: then only the GUID is known. */
export type DriverOrGuid = Target | { readonly guid: string; readonly carId?: undefined; readonly name?: undefined };

export interface Naming {
  /** A unique part of a name will do. Only where a wrong guess hurts nobody. */
  readonly partial?: boolean;
}

/**
 * A driver on the server, by name, car id or GUID. Names may hold blanks without quotes: the longest run of words that
 * is exactly somebody's name counts, and what stands behind it is left for the next parameter.
 */
export const driver = (about: string, { partial = false }: Naming = {}): Param<Target> => ({
  about,
  shape: { kind: 'string' },
  read: (cursor, name, reading) => {
    const present = presentOn(reading);
    const found = find(cursor, present, partial);
    if (found) return found;
    const word = cursor.words()[0];
    if (word === undefined) throw new UserError(`${name} is missing: a name, car ID or GUID.`);
    throw new UserError(
      `Nobody called "${shortened(word)}" is on the server.${whoIs(present, 'The server is empty.')}`,
    );
  },
  suggest: (typed, reading) => suggestions(typed, presentOn(reading)),
});

/** One of those listed, who need not be on the server any more. */
export const driverAmong = (about: string, listed: (nameable: Nameable) => readonly Known[]): Param<Target> =>
  driverIn(about, ({ nameable }) => listed(nameable));

/** Somebody who is there, or was lately. */
export const driverOfLate = (about: string): Param<Target> => driverIn(about, peopleOfLate);

function driverIn(about: string, listed: (view: ServerView) => readonly Known[]): Param<Target> {
  const listedFor = ({ view }: Reading): readonly Known[] => (view ? listed(view) : []);
  return {
    about,
    shape: { kind: 'string' },
    read(cursor, name, reading) {
      const known = listedFor(reading);
      const found = find(cursor, known, false);
      if (found) return found;
      const word = cursor.words()[0];
      if (word === undefined) throw new UserError(`${name} is missing: a name, car ID or GUID.`);
      throw new UserError(noneOf(known, word));
    },
    suggest: (typed, reading) => suggestions(typed, listedFor(reading)),
  };
}

/**
 * Some of those listed, one after the other, up to a word that is none of them. None at all where nothing is said, or
 * where the words begin with `isNext`.
 */
export const driversAmong = (
  about: string,
  listed: (view: ServerView) => readonly Known[],
  isNext: (word: string) => boolean = () => false,
): Param<readonly Target[]> & { readonly optional: true } => {
  const one = driverIn(about, listed);
  return {
    ...one,
    optional: true,
    read(cursor, name, reading) {
      const [first] = cursor.words();
      if (first === undefined || isNext(first)) return [];
      const known = reading.view ? listed(reading.view) : [];
      const found = find(cursor, known, false);
      if (found) return onlyOnce([found, ...following(cursor, known, isNext)]);
      // A value that arrived by name may hold several: a form joins those that were chosen.
      if (!/["\s]/.test(first)) return [one.read(cursor, name, reading)];
      cursor.take();
      const words = cursorOver(first);
      const chosen = [one.read(words, name, reading), ...following(words, known, () => false)];
      const [left] = words.words();
      if (left !== undefined) throw new UserError(noneOf(known, left));
      return onlyOnce(chosen);
    },
  };
};

function following(cursor: Cursor, known: readonly Known[], isNext: (word: string) => boolean): readonly Target[] {
  const [word] = cursor.words();
  const found = word === undefined || isNext(word) ? undefined : find(cursor, known, false);
  return found ? [found, ...following(cursor, known, isNext)] : [];
}

const onlyOnce = (drivers: readonly Target[]): readonly Target[] =>
  drivers.filter(({ guid }, index) => drivers.findIndex((each) => each.guid === guid) === index);

/** Who is there, or was lately: in the last two sessions, or in an incident. */
export function peopleOfLate({ drivers, state, nameable }: ServerView): readonly Target[] {
  const standings = [state.session, state.previous].flatMap((each) => (each ? [...each.standings.values()] : []));
  return onlyOnce([...drivers, ...standings.map(({ driver }) => driver), ...nameable.involved]);
}

/** A driver on the server where the words begin with one; they are left alone where they do not. */
export const driverIfAny = (about: string): Param<Target | undefined> & { readonly optional: true } => ({
  ...driver(about),
  optional: true,
  read: (cursor, _, reading) => find(cursor, presentOn(reading), false),
});

/** A driver on the server, or anybody by GUID. */
export const driverOrGuid = (about: string): Param<DriverOrGuid> => {
  const onServer = driver(about);
  return {
    ...onServer,
    read(cursor, name, reading) {
      const [word = ''] = cursor.words();
      const isGuid = /^\d{17}$/.test(word);
      if (!isGuid || presentOn(reading).some(({ guid }) => guid === word)) return onServer.read(cursor, name, reading);
      cursor.take();
      return { guid: word };
    },
  };
};

/** AC names have at most 255 characters. */
const LONGEST_NAME_WORDS = 128;

/** Somebody who may be meant, by what the game or the league calls them. */
type Known = Target & Called;

const presentOn = ({ view }: Reading): readonly (DriverRow & Called)[] => view?.drivers ?? [];

const targetOf = ({ guid, carId, name }: Target): Target => ({ guid, carId, name });

function find(cursor: Cursor, present: readonly Known[], partial: boolean): Target | undefined {
  const words = cursor.words();
  const [first = ''] = words;
  const byId = present.filter(({ carId, guid }) => String(carId) === first || guid === first);
  const { length, drivers } = longestName(words, present);
  const meant = [...new Set(length > 1 ? drivers : [...drivers, ...byId])];
  if (meant.length > 0) {
    const found = onlyOne(meant, words.slice(0, Math.max(length, 1)).join(' '));
    cursor.take(Math.max(length, 1));
    return found;
  }
  const parts =
    partial && first !== ''
      ? present.filter((each) => namesOf(each).some((name) => folded(name).includes(folded(first))))
      : [];
  if (parts.length === 0) return undefined;
  const found = onlyOne(parts, first);
  cursor.take();
  return found;
}

/** How many words the longest name takes that the line begins with, and whose it is. */
function longestName(words: readonly string[], present: readonly Known[]): { length: number; drivers: Target[] } {
  for (let length = Math.min(words.length, LONGEST_NAME_WORDS); length > 0; length -= 1) {
    const said = folded(words.slice(0, length).join(' '));
    const drivers = present.filter((each) => namesOf(each).some((name) => folded(name) === said));
    if (drivers.length > 0) return { length, drivers };
  }
  return { length: 0, drivers: [] };
}

const namesOf = ({ name, leagueName = '' }: Known): readonly string[] =>
  [name, leagueName].filter((each) => each !== '');

/** A wrong guess would hit somebody who did nothing, so an ambiguous name is a question. */
function onlyOne(meant: readonly Target[], said: string): Target {
  const [only] = meant;
  if (only && meant.length === 1) return targetOf(only);
  const candidates = meant.map(({ carId, guid, name }) => `${shortened(name)} (car ${carId}, GUID ${guid})`).join(', ');
  throw new UserError(`"${shortened(said)}" could be ${candidates}; use the GUID.`);
}

/** Case, and blanks that look like one, do not tell names apart; neither do characters that cannot be seen. */
const folded = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s"]+/g, ' ')
    .trim()
    .toLowerCase();

const noneOf = (known: readonly Target[], word: string): string =>
  `"${shortened(word)}" is not one of the drivers to choose from.${whoIs(known, 'There are none.')}`;

function whoIs(known: readonly Target[], nobody: string): string {
  if (known.length === 0) return ` ${nobody}`;
  const names = known.slice(0, 8).map(({ carId, name }) => `car ${carId} ${shortened(name)}`);
  return ` Those who are: ${names.join(', ')}${known.length > names.length ? ' and others' : ''}.`;
}

/** GUIDs are what is sent: a name or a car can change hands between typing and sending. */
function suggestions(typed: string, present: readonly Known[]): readonly Suggestion[] {
  return present
    .filter((each) => {
      const { carId, guid } = each;
      return typed === '' || folded([carId, ...namesOf(each), guid].join(' ')).includes(folded(typed));
    })
    .map(({ name, leagueName = name, carId, guid }) => ({
      // The car tells namesakes apart, however long their name is.
      label: `${shortened(leagueName) || 'without a name'} (car ${carId})`,
      value: guid,
    }));
}
