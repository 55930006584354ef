/** Contacts between cars as they are reported: several reports, by both cars, are one contact. */
import type { EventOf } from '../events/events.ts';
import { type CarReport, CONTACT_OPEN_MS, isOfContact } from './mirrored.ts';

/** What happened between two cars once, however often it is reported. */
export interface KnownContact {
  /** The count of reports when the first of it came: no other contact of the session has it. */
  readonly number: number;
  readonly reports: readonly KnownReport[];
}

export type KnownReport = CarReport &
  Pick<EventOf<'contact'>, 'speedKmh' | 'happenedAt' | 'sessionMs'> & { readonly late?: true | undefined };

/** The contacts of which another report may still come, with this report in them. */
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
