/** Contacts between cars from their reports: several reports, by both cars, are one contact. */
import type { EventOf } from '../events/events.ts';
import { type CarReport, CONTACT_OPEN_MS, isOfContact } from './mirrored.ts';

/** One contact between two cars, however often it is reported. */
export interface KnownContact {
  /** The number of reports so far when its first one came. Unique within the session. */
  readonly number: number;
  readonly reports: readonly KnownReport[];
}

export type KnownReport = CarReport &
  Pick<EventOf<'contact'>, 'speedKmh' | 'happenedAt' | 'sessionMs'> & { readonly late?: true | undefined };

/** The contacts that may still get another report, with this report added. */
export function withContact(
  { recentContacts, contacts }: { readonly recentContacts: readonly KnownContact[]; readonly contacts: number },
  { driver, other, at, speedKmh, position, happenedAt, sessionMs, late }: EventOf<'contact'>,
): readonly KnownContact[] {
  const open = recentContacts.filter(({ reports }) => reports.some((each) => at - each.at <= CONTACT_OPEN_MS));
  if (!other) return open;
  const report: KnownReport = { driver, other, at, speedKmh, position, happenedAt, sessionMs, late };
  const known = open.find(({ reports }) => isOfContact(reports, report));
  if (!known) return [...open, { number: contacts + 1, reports: [report] }];
  const grown = { number: known.number, reports: [...known.reports, report] };
  return open.map((each) => (each === known ? grown : each));
}
