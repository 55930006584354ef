import type { Driver } from '../../events/events.ts';
import { namesakesIn, toldApart } from '../../kit/namesakes.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { escapeText } from './text.ts';

/** What a car is called. */
export type CarWords = Pick<Catalogue, 'carWithin'>;

/** Names of this length leave room for twenty cars on a card. */
const SHORT = 24;
const LONG = 60;

/** Escaped, on a card with many of them; with the car where somebody else among these is called the same. */
export const driverName = (
  driver: Driver,
  words: CarWords,
  among: readonly Driver[] = [],
  length: number = SHORT,
): string => toldApart(driver, among, (name) => escapeText(name, length), words.carWithin);

/** The same where there is room. */
export const fullName = (driver: Driver, words: CarWords, among: readonly Driver[]): string =>
  driverName(driver, words, among, LONG);

/** Those of a long list from whom somebody is told apart by more than a full name: all others need not be compared. */
export const namesakesByFullName = (people: readonly Driver[]): readonly Driver[] => namesakesBy(people, LONG);

/** The same by what `driverName` leaves of a name. */
export const namesakesByName = (people: readonly Driver[]): readonly Driver[] => namesakesBy(people, SHORT);

const namesakesBy = (people: readonly Driver[], length: number): readonly Driver[] =>
  namesakesIn(people, (name) => escapeText(name, length));
