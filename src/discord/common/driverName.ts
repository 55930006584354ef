import type { Driver } from '../../events/events.ts';
import { toldApart } from '../../kit/namesakes.ts';
import { escapeText } from './text.ts';

/** Names of this length leave room for twenty cars on a card. */
const SHORT = 24;
const LONG = 60;

/** Escaped, on a card with many of them; with the car where somebody else among these is called the same. */
export const driverName = (driver: Driver, among: readonly Driver[] = [], length = SHORT): string =>
  toldApart(driver, among, (name) => escapeText(name, length));

/** The same where there is room. */
export const fullName = (driver: Driver, among: readonly Driver[]): string => driverName(driver, among, LONG);
