import type { LiveServer } from '../../live/liveServer.ts';
import { type CalendarActions, type CalendarParts, LeagueCalendar } from './actions.ts';
import { type Calendar, StoredCalendar } from './calendar.ts';
import { LeagueEvents } from './leagueEvents.ts';
import { watchCalendar } from './watch.ts';

export type CalendarLive = Pick<LiveServer, 'id' | 'store' | 'bus'> & {
  readonly config: Pick<LiveServer['config'], 'events'>;
};

/** The sessions of one game server. Comes before all that keeps something by a session: it has its number by then. */
export function openCalendar({ id, store, bus, config }: CalendarLive): Calendar {
  const calendar = new StoredCalendar(store, id);
  const events = new LeagueEvents(store, id);
  watchCalendar({ server: id, store, bus, calendar, events, hasDays: config.events !== 'named' });
  return calendar;
}

/** What the league can do with it. What is final is known to the ledger, which comes behind the calendar. */
export const openCalendarActions = (
  { id, store, clock, decide }: Pick<LiveServer, 'id' | 'store' | 'clock' | 'decide'>,
  { calendar, isFinal }: Pick<CalendarParts, 'calendar' | 'isFinal'>,
): CalendarActions => {
  const events = new LeagueEvents(store, id);
  return new LeagueCalendar({ server: id, store, calendar, events, now: () => clock.now(), decide, isFinal });
};
