import type { Driver } from '../../events/events.ts';
import { namesakesIn, toldApart } from '../../kit/namesakes.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { escapeText } from './text.ts';

/** The words that name a car. */
export type CarWords = Pick<Catalogue, 'carWithin'>;

/** Short enough for twenty cars on a card. */
const SHORT = 24;
const LONG = 60;

/** Escaped, for a card with many names; with the car if somebody else in `among` has the same name. */
export const driverName = (
  driver: Driver,
  words: CarWords,
  among: readonly Driver[] = [],
  length: number = SHORT,
): string => toldApart(driver, among, (name) => escapeText(name, length), words.carWithin);

/** The same for places with more room. */
export const fullName = (driver: Driver, words: CarWords, among: readonly Driver[]): string =>
  driverName(driver, words, among, LONG);

/** Those of a long list whose full names are not unique. All others need no comparison. */
export const namesakesByFullName = (people: readonly Driver[]): readonly Driver[] => namesakesBy(people, LONG);

/** The same for names as `driverName` shortens them. */
export const namesakesByName = (people: readonly Driver[]): readonly Driver[] => namesakesBy(people, SHORT);

const namesakesBy = (people: readonly Driver[], length: number): readonly Driver[] =>
  namesakesIn(people, (name) => escapeText(name, length));
