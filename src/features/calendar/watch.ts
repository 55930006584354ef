/** Maintains the calendar, in the transaction of the event that each row is about. */
import { type EventOf, hear, type Listeners } from '../../events/events.ts';
import type { Bus } from '../../race/bus.ts';
import type { Store } from '../../store/store.ts';
import type { Calendar } from './calendar.ts';
import type { LeagueEvents } from './leagueEvents.ts';
import type { KnownState, SessionKey } from './session.ts';
import { addSession } from './table.ts';

export interface CalendarWatchOptions {
  readonly server: string;
  readonly store: Store;
  readonly bus: Pick<Bus, 'durable'>;
  readonly calendar: Pick<Calendar, 'of'>;
  readonly events: Pick<LeagueEvents, 'named' | 'beginDay'>;
  /** Whether each day is an event when no named one is running. */
  readonly hasDays: boolean;
}

export function watchCalendar(options: CalendarWatchOptions): void {
  const reactions: Listeners<void> = {
    sessionStarted: (event) => begun(options, event),
    sessionAdjusted: ({ run, session, facts: { name, kind, track } }) =>
      void options.store.run(
        'UPDATE sessions SET name = ?, kind = ?, track = ? WHERE server = ? AND run = ? AND session = ?',
        name || kind,
        kind,
        track,
        options.server,
        run,
        session,
      ),
    sessionEnded: (event) => ended(options, event),
  };
  options.bus.durable((event) => {
    hear(reactions, event);
    return undefined;
  });
}

function begun(options: CalendarWatchOptions, event: EventOf<'sessionStarted'>): void {
  const { server, store, calendar, events, hasDays } = options;
  const { run, session, at, again, facts } = event;
  // Ends sessions of earlier runs that the game server never reported as ended.
  store.run(
    `UPDATE sessions SET ended_at = ?, state = CASE kind WHEN 'race' THEN 'interrupted' ELSE 'ended' END
     WHERE server = ? AND run < ? AND state = 'running'`,
    at,
    server,
    run,
  );
  const before = again ? calendar.of(run, session - 1) : undefined;
  if (before) setState({ server, store }, before, 'restarted');
  const { name, kind, track } = facts;
  const own = events.named() ?? (hasDays ? events.beginDay(at) : undefined);
  addSession(store, {
    server,
    run,
    session,
    name: name || kind,
    kind,
    track,
    startedAt: at,
    event: before ? before.event : own?.number,
    continues: before?.id,
  });
}

function ended(options: CalendarWatchOptions, { run, session, at, restarted, interrupted }: EventOf<'sessionEnded'>) {
  setState(options, { run, session }, restarted ? 'restarted' : interrupted ? 'interrupted' : 'ended');
  options.store.run(
    'UPDATE sessions SET ended_at = ? WHERE server = ? AND run = ? AND session = ?',
    at,
    options.server,
    run,
    session,
  );
}

const setState = (
  { server, store }: Pick<CalendarWatchOptions, 'server' | 'store'>,
  { run, session }: SessionKey,
  state: KnownState,
) =>
  store.run('UPDATE sessions SET state = ? WHERE server = ? AND run = ? AND session = ?', state, server, run, session);
