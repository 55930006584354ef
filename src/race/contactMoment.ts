/** When a contact happened, in which lap, and how hard it was: the same in a line, on a card and in a warning. */
import type { Driver, EventOf } from '../events/events.ts';
import type { KnownContact } from './knownContacts.ts';
import { type Session, standingKey } from './state.ts';

type Report = Pick<EventOf<'contact'>, 'at' | 'happenedAt' | 'sessionMs' | 'late'>;

/**
 * UTC, milliseconds, by the first report: when the car was at the place it reported, else when the report came.
 *
 * @param byWays used if the report does not say, but the paths of both cars do
 */
export const momentOfContact = ({ at, happenedAt }: Pick<Report, 'at' | 'happenedAt'>, byWays = at): number =>
  happenedAt ?? byWays;

/** The same on the session's clock, also by the first report. Undefined for what was learnt late. */
export function clockOfContact(first: Report): number | undefined {
  const { at, sessionMs, late } = first;
  return sessionMs === undefined || late ? undefined : sessionMs - (at - momentOfContact(first));
}

/** The highest speed of its reports. */
export const speedOfContact = (reports: readonly { readonly speedKmh: number }[]): number =>
  Math.max(...reports.map(({ speedKmh }) => speedKmh));

/** The lap that a driver was in, from 1; undefined for a driver who was not in the session. */
export const lapAt = ({ standings }: Session, driver: Driver, moment: number): number | undefined => {
  const standing = standings.get(standingKey(driver));
  return standing && standing.laps.filter(({ at }) => at <= moment).length + 1;
};

/** The contact whose latest report this is. */
export const contactOf = (
  { at, driver, other }: Pick<EventOf<'contact'>, 'at' | 'driver' | 'other'>,
  session: Session | undefined,
): KnownContact | undefined =>
  session?.recentContacts.find(({ reports }) => {
    const last = reports.at(-1);
    return last?.at === at && last.driver.guid === driver.guid && last.other.guid === other?.guid;
  });
