import type { LiveServer } from '../../live/liveServer.ts';
import { type Calendar, StoredCalendar } from './calendar.ts';
import { watchCalendar } from './watch.ts';

export type CalendarLive = Pick<LiveServer, 'id' | 'store' | 'bus'>;

/** The sessions of one game server. Comes before all that keeps something by a session: it has its number by then. */
export function openCalendar({ id, store, bus }: CalendarLive): Calendar {
  const calendar = new StoredCalendar(store, id);
  watchCalendar({ server: id, store, bus, calendar });
  return calendar;
}
