import type { DriverRow } from '../features/drivers/rows.ts';
import { UserError } from '../kit/errors.ts';
import { eachOnce } from '../kit/namesakes.ts';
import {
  type Choice,
  find,
  findByWords,
  findInList,
  folded,
  type Known,
  knownAs,
  labelled,
  labelOf,
  namesOf,
  type Target,
} from './driverNamed.ts';
import { nobodyAround, nobodyCalled, nobodyOfLate, noneOf, noneOfList } from './driverRefused.ts';
import { type Given, type Param, type Reading, type Suggestion, shortened } from './param.ts';
import type { Called, Nameable, ServerView } from './view.ts';
import { type Cursor, cursorOver } from './words.ts';

export type { Target };

/** Somebody who need not be on the server. If they are not, only the GUID is known. */
export type DriverOrGuid = Target | { readonly guid: string; readonly carId?: undefined; readonly name?: undefined };

/**
 * A driver on the server, by name, car id or GUID. Names with blanks need no quotes: the longest run of words that
 * exactly matches a name is used, and the words after it are left for the next parameter.
 */
export const driver = (about: string): Param<Target> => ({
  about,
  shape: { kind: 'string' },
  read: (cursor, name, reading) => {
    const present = presentOn(reading);
    const found = find(cursor, present);
    if (found) return found;
    const word = cursor.words()[0];
    if (word === undefined) throw new UserError(`${name} is missing: a name, car ID or GUID.`);
    throw new UserError(nobodyCalled(present, word));
  },
  suggest: (typed, reading) => suggestions(typed, presentOn(reading)),
});

/** One of the listed drivers, who need not be on the server any more. */
export const driverAmong = (about: string, listed: (nameable: Nameable) => readonly Known[]): Param<Target> =>
  driverIn(about, ({ nameable }) => listed(nameable));

/** A driver who is on the server, or was recently. */
export const driverOfLate = (about: string): Param<Target> => driverIn(about, peopleOfLate);

function driverIn(about: string, listed: (view: ServerView) => readonly Known[]): Param<Target> {
  const listedFor = ({ view }: Reading): readonly Known[] => (view ? listed(view) : []);
  return {
    about,
    shape: { kind: 'string' },
    read(cursor, name, reading) {
      const known = listedFor(reading);
      const found = find(cursor, known);
      if (found) return found;
      const word = cursor.words()[0];
      if (word === undefined) throw new UserError(`${name} is missing: a name, car ID or GUID.`);
      throw new UserError(noneOf(known, word));
    },
    suggest: (typed, reading) => suggestions(typed, listedFor(reading)),
  };
}

/**
 * Some of the listed drivers, one after the other, with or without commas or semicolons between them, up to a word that
 * matches none. Empty if there are no words, or if they begin with `isNext`.
 */
export const driversAmong = (
  about: string,
  listed: (view: ServerView) => readonly Known[],
  isNext?: (word: string) => boolean,
): DriversParam => {
  const choiceFor = ({ view }: Reading): Choice => {
    const known = view ? listed(view) : [];
    return { known, near: known };
  };
  return driversFrom(about, choiceFor, isNext);
};

/** The same among whoever drove in the session that a parameter gives, and whoever was on the server recently. */
export const driversInSession = (about: string, sessionParam: string): DriversParam =>
  driversFrom(about, (reading, given) => around(given[sessionParam], reading));

type DriversParam = Param<readonly Target[]> & { readonly optional: true };

const driversFrom = (
  about: string,
  choiceFor: (reading: Reading, given: Given) => Choice,
  isNext: (word: string) => boolean = () => false,
): DriversParam => ({
  about,
  shape: { kind: 'string' },
  optional: true,
  read(cursor, _, reading, given = {}) {
    const [first] = cursor.words();
    if (first === undefined || isNext(first)) return [];
    const choice = choiceFor(reading, given);
    const found = following(cursor, choice, isNext);
    if (found.length > 0) return eachOnce(found);
    // A named value may contain several: a form joins the chosen ones.
    cursor.take();
    const words = cursorOver(spaced(first, choice.known));
    const chosen = following(words, choice, () => false);
    const [left] = words.words();
    if (left !== undefined || chosen.length === 0) throw new UserError(noneOfList(choice.known, left ?? first));
    return eachOnce(chosen);
  },
  suggest: (typed, reading, given = {}) => suggestionsInList(typed, choiceFor(reading, given).known),
});

/** A blank after each separator, unless names have separators of their own. */
const spaced = (value: string, known: readonly Known[]): string =>
  known.flatMap(namesOf).some((name) => /[,;]/.test(name)) ? value : value.replace(/[,;]+/g, '$& ');

function following(cursor: Cursor, choice: Choice, isNext: (word: string) => boolean): readonly Target[] {
  const [word] = cursor.words();
  const found = word === undefined || isNext(word) ? undefined : findInList(cursor, choice);
  return found ? [found, ...following(cursor, choice, isNext)] : [];
}

/** Discord takes no longer choice. */
const LONGEST_CHOICE = 100;

/** For the driver after the last separator; those before it stay. */
function suggestionsInList(typed: string, known: readonly Known[]): readonly Suggestion[] {
  const [before = ''] = /^.*[,;]\s*/s.exec(typed) ?? [];
  return suggestions(typed.slice(before.length), known)
    .map(({ label, value }) => ({ label: `${before}${label}`, value: `${before}${value}` }))
    .filter(({ label, value }) => Math.max(label.length, value.length) <= LONGEST_CHOICE);
}

/** Drivers who are on the server, or were recently: in the last two sessions, or in an incident. */
export const peopleOfLate = ({ drivers, nameable }: ServerView): readonly Known[] =>
  eachOnce([...drivers, ...nameable.recent, ...nameable.involved]);

/**
 * Another driver who is on the server or was recently, if the words begin with one, also by first or last name only;
 * otherwise the words are left alone. Only for commands where a wrong guess does no harm.
 *
 * @param sessionParam if that parameter gives a session, whoever drove in it comes first
 */
export const driverIfAny = (
  about: string,
  sessionParam: string,
): Param<Target | undefined> & { readonly optional: true } => ({
  about,
  shape: { kind: 'string' },
  optional: true,
  read(cursor, _, reading, given = {}) {
    const { known, near } = around(given[sessionParam], reading);
    const found = find(cursor, known, { near }) ?? findByWords(cursor, { known, near }, reading.caller.guid);
    const [word] = cursor.words();
    // The value of the driver field must be a driver.
    if (!found && word !== undefined && cursor.isNamed) throw new UserError(nobodyAround(known, word));
    return found;
  },
  suggest: (typed, reading, given = {}) => suggestions(typed, around(given[sessionParam], reading).known),
});

/** Whoever drove in that session, or is on the server if none is given, and then whoever was recently. */
function around(session: unknown, reading: Reading): Choice {
  const { view } = reading;
  const ofLate = view ? peopleOfLate(view) : [];
  const near = typeof session === 'number' ? (reading.droveIn?.(session) ?? []) : presentOn(reading);
  return { near, known: eachOnce([...near, ...ofLate]) };
}

/**
 * A driver on the server, by name also one of the last two sessions who has left, or anybody by GUID. A car id is that of
 * whoever is in the car now; a name that somebody who has left shares is refused.
 */
export const driverOrGuid = (about: string): Param<DriverOrGuid> => awayToo(about, (present) => present);

/** The same, but a car id where nobody is now is that of its last driver. For what can be done to a driver who is away. */
export const driverOfLateOrGuid = (about: string): Param<DriverOrGuid> =>
  awayToo(about, (present, known) =>
    known.filter((each) => present.includes(each) || !present.some(({ carId }) => carId === each.carId)),
  );

/** @param seated those whose car ids count */
const awayToo = (
  about: string,
  seated: (present: readonly Known[], known: readonly Known[]) => readonly Known[],
): Param<DriverOrGuid> => ({
  about,
  shape: { kind: 'string' },
  read(cursor, name, reading) {
    const present = presentOn(reading);
    const known = ofTwoSessions(reading, present);
    return find(cursor, known, { seated: seated(present, known) }) ?? guidIn(cursor, name, known);
  },
  suggest: (typed, reading) => suggestions(typed, ofTwoSessions(reading)),
});

const ofTwoSessions = (reading: Reading, present: readonly Known[] = presentOn(reading)): readonly Known[] =>
  eachOnce([...present, ...(reading.view?.nameable.recent ?? [])]);

function guidIn(cursor: Cursor, name: string, known: readonly Known[]): DriverOrGuid {
  const [word] = cursor.words();
  if (word === undefined) throw new UserError(`${name} is missing: a name, car ID or GUID.`);
  if (!/^\d{17}$/.test(word)) throw new UserError(nobodyOfLate(known, word));
  cursor.take();
  return { guid: word };
}

const presentOn = ({ view }: Reading): readonly (DriverRow & Called)[] => view?.drivers ?? [];

/** The GUID is sent, because a name or a car can change hands between typing and sending. */
function suggestions(typed: string, present: readonly Known[]): readonly Suggestion[] {
  return present
    .filter((each) => {
      const { carId, guid } = each;
      return typed === '' || folded([carId, ...namesOf(each), guid, labelOf(each)].join(' ')).includes(folded(typed));
    })
    .map((each) => ({
      // A long name is shortened, so that the car, which tells namesakes apart, is always shown.
      label: labelled(shortened(knownAs(each)) || 'without a name', each),
      value: each.guid,
    }));
}
