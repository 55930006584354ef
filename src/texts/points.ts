/** Licence points in the words of a language, for every front end. */
import type { Decision } from '../events/decision.ts';
import { type Named, toldApart } from '../kit/namesakes.ts';
import type { Catalogue } from './catalogue.ts';

interface Rule {
  readonly points: number;
  readonly consequence: string;
}

/** The part of a licence that is shown. */
interface ToldLicence {
  readonly driver: Named;
  readonly namesakes?: readonly Named[] | undefined;
  readonly points: number;
  readonly reached: Rule | undefined;
  readonly next: Rule | undefined;
}

interface ToldPoints {
  readonly decision: Decision;
  readonly points: number;
  readonly event: { readonly name: string };
  readonly expiry: { readonly at: number } | { readonly eventsLeft: number } | undefined;
}

export function licenceIn(words: Catalogue, { driver, namesakes = [], points, reached, next }: ToldLicence): string {
  const name = driver.name === '' ? driver.guid : toldApart(driver, namesakes, undefined, words.carWithin);
  return words.licenceLine({ name, amount: points, reached, next });
}

/** "2 for 5-second time penalty, Causing a collision (P-17, Round 3)" */
export function pointsIn(words: Catalogue, { decision, points, event }: Omit<ToldPoints, 'expiry'>): string {
  const { number, penalty, says, amount, laps, infringementText = '' } = decision;
  return words.pointsEntry({
    number,
    penalty,
    says,
    size: amount,
    laps,
    amount: points,
    event: event.name,
    infringement: infringementText,
  });
}

/**
 * "until 21 November 2026", "for 4 more events"; empty if they never expire.
 *
 * @param day formats a time as a day, in the style of the front end
 */
export function lastingIn(words: Catalogue, expiry: ToldPoints['expiry'], day: (at: number) => string): string {
  if (!expiry) return '';
  if ('at' in expiry) return words.pointsUntil({ time: day(expiry.at) });
  return words.pointsEventsLeft({ events: expiry.eventsLeft });
}
