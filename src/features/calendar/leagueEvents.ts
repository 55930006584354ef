/** The league events of one server: named ones, and the days between them. */
import type { LeagueEvent } from '../../events/leagueEvent.ts';
import { UserError } from '../../kit/errors.ts';
import type { Store } from '../../store/store.ts';
import { eventName } from '../../texts/names.ts';
import { eventLabel } from '../../texts/sessionLabels.ts';

/** The hour, in the host's time, at which a day ends and the next begins. */
export const DAY_ENDS_AT = 6;

/** Call the writing methods inside a transaction. */
export class LeagueEvents {
  readonly #store: Store;
  readonly #server: string;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
  }

  /** @throws UserError for one that does not exist or belongs to another server */
  get(number: number): LeagueEvent {
    const row = this.#store.get<EventRow>('SELECT * FROM league_events WHERE number = ?', number);
    if (row === undefined) throw new UserError(`There is no event ${eventName({ number })}.${this.#newestInWords()}`);
    if (row.server === this.#server) return eventOfRow(row);
    throw new UserError(
      `${eventName({ number })} is an event of ${row.server}, not of ${this.#server}.${this.#newestInWords()}`,
    );
  }

  /** The running event with a name. */
  named(): LeagueEvent | undefined {
    return this.#first('day IS NULL AND ended_at IS NULL ORDER BY number DESC');
  }

  /** The day of this moment, if anything was driven on it. */
  dayAt(at: number): LeagueEvent | undefined {
    return this.#first('day = ?', dateOf(at));
  }

  newest(): LeagueEvent | undefined {
    return this.#first('1 ORDER BY number DESC');
  }

  /** How many have started since this one: of the same series, or days since a day. */
  since({ number, isDay, series }: LeagueEvent): number {
    const row = this.#store.get<{ count: number }>(
      `SELECT COUNT(*) AS count FROM league_events
       WHERE server = ? AND number > ? AND (day IS NOT NULL) = ? AND series IS ?`,
      this.#server,
      number,
      isDay ? 1 : 0,
      series ?? null,
    );
    return row?.count ?? 0;
  }

  start(name: string, series: string | undefined, at: number): LeagueEvent {
    return this.#add({ name, series, day: null, at, endsAt: null });
  }

  /** The day of this moment; created at its first session. */
  beginDay(at: number): LeagueEvent {
    const day = dateOf(at);
    return this.dayAt(at) ?? this.#add({ name: day, series: undefined, day, at, endsAt: endOfDay(at) });
  }

  end({ number }: LeagueEvent, at: number): LeagueEvent {
    this.#store.run('UPDATE league_events SET ended_at = ? WHERE number = ?', at, number);
    return this.get(number);
  }

  #add({ name, series, day, at, endsAt }: AddedEvent): LeagueEvent {
    const { id } = this.#store.run(
      'INSERT INTO league_events (server, name, series, day, started_at, ended_at) VALUES (?, ?, ?, ?, ?, ?)',
      this.#server,
      name,
      series ?? null,
      day,
      at,
      endsAt,
    );
    return this.get(id);
  }

  #first(where: string, ...values: string[]): LeagueEvent | undefined {
    const [row] = this.#store.all<EventRow>(
      `SELECT * FROM league_events WHERE server = ? AND ${where}`,
      this.#server,
      ...values,
    );
    return row && eventOfRow(row);
  }

  #newestInWords(): string {
    const newest = this.newest();
    return newest ? ` The latest here is ${eventLabel(newest)}.` : ' There has been none here yet.';
  }
}

interface AddedEvent {
  readonly name: string;
  readonly series: string | undefined;
  readonly day: string | null;
  readonly at: number;
  readonly endsAt: number | null;
}

interface EventRow {
  readonly number: number;
  readonly server: string;
  readonly name: string;
  readonly series: string | null;
  readonly day: string | null;
  readonly started_at: number;
  readonly ended_at: number | null;
}

const eventOfRow = (row: EventRow): LeagueEvent => ({
  number: row.number,
  server: row.server,
  name: row.name,
  series: row.series ?? undefined,
  isDay: row.day !== null,
  startedAt: row.started_at,
  endedAt: row.ended_at ?? undefined,
});

/** The date that a moment counts as, in the host's time: "2026-11-21" until 06:00 on the 22nd. */
export function dateOf(at: number): string {
  const date = startOfDay(at);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((each) => String(each).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day}`;
}

export function endOfDay(at: number): number {
  const date = startOfDay(at);
  // By the calendar, not by adding 24 hours: the day of a clock change has 23 or 25.
  date.setDate(date.getDate() + 1);
  return date.getTime();
}

function startOfDay(at: number): Date {
  const date = new Date(at);
  const isNight = date.getHours() < DAY_ENDS_AT;
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - (isNight ? 1 : 0), DAY_ENDS_AT);
}
