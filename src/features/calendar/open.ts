import type { LiveServer } from '../../live/liveServer.ts';
import { type CalendarActions, type CalendarParts, LeagueCalendar } from './actions.ts';
import { type Calendar, StoredCalendar } from './calendar.ts';
import { LeagueEvents } from './leagueEvents.ts';
import { watchCalendar } from './watch.ts';

export type CalendarLive = Pick<LiveServer, 'id' | 'store' | 'bus'> & {
  readonly config: Pick<LiveServer['config'], 'events'>;
};

/** The sessions of one game server. Opened before everything that stores by session, which needs its number. */
export function openCalendar({ id, store, bus, config }: CalendarLive): Calendar {
  const hasDays = config.events !== 'named';
  const calendar = new StoredCalendar(store, id, hasDays);
  const events = new LeagueEvents(store, id);
  watchCalendar({ server: id, store, bus, calendar, events, hasDays });
  return calendar;
}

/** The league's actions. Only the ledger knows what is final, and it is opened after the calendar. */
export const openCalendarActions = (
  { id, store, clock, decide }: Pick<LiveServer, 'id' | 'store' | 'clock' | 'decide'>,
  { calendar, ledger }: Pick<CalendarParts, 'calendar' | 'ledger'>,
): CalendarActions => {
  const events = new LeagueEvents(store, id);
  return new LeagueCalendar({ server: id, store, calendar, events, now: () => clock.now(), decide, ledger });
};
