/** Replaces names from the game with the league's names in data that is about to be shown. */

import { isPlainObject, withItems, withValues } from '../../kit/exchange.ts';
import type { RaceState, Session, Standing } from '../../race/state.ts';
import type { Roster } from './roster.ts';

type Names = Pick<Roster, 'of' | 'size'>;

/**
 * Returns the same data with the league's names: every object with a GUID in the roster gets its `name` or `driverName`
 * replaced. Data without such an object is returned as the same object.
 */
export function withLeagueNames<T>(roster: Names, data: T): T {
  // Same shape as before; only strings were replaced by strings.
  return roster.size === 0 ? data : (named(roster, data) as T);
}

function named(roster: Names, data: unknown): unknown {
  if (Array.isArray(data)) return withItems(data, (item) => named(roster, item));
  if (!isPlainObject(data)) return data;
  const guid = typeof data.guid === 'string' ? data.guid : undefined;
  const league = guid === undefined ? undefined : roster.of(guid)?.name;
  return withValues(data, (key, value) => {
    if (typeof value === 'object') return named(roster, value);
    const isName = league !== undefined && (key === 'name' || key === 'driverName') && typeof value === 'string';
    return isName ? league : value;
  });
}

/**
 * Does the same for events and the race state: drivers on the server and in its last two sessions. Every listener asks
 * for both with every event, and most events leave most drivers unchanged, so each is renamed once and cached.
 */
export class NamedRace {
  readonly #roster: Names & Pick<Roster, 'revision'>;
  #named = new WeakMap<object, unknown>();
  #revision: number | undefined;

  constructor(roster: Names & Pick<Roster, 'revision'>) {
    this.#roster = roster;
  }

  event<Event extends object>(event: Event): Event {
    if (this.#roster.size === 0) return event;
    this.#followRoster();
    return this.#once(event, () => withLeagueNames(this.#roster, event));
  }

  state(state: RaceState): RaceState {
    if (this.#roster.size === 0) return state;
    this.#followRoster();
    return this.#once(state, () => ({
      ...state,
      drivers: this.#called(state.drivers),
      seats: this.#called(state.seats),
      session: state.session && this.#once(state.session, (session) => this.#ofSession(session)),
      previous: state.previous && this.#once(state.previous, (session) => this.#ofSession(session)),
    }));
  }

  #followRoster(): void {
    if (this.#revision !== this.#roster.revision) this.#named = new WeakMap();
    this.#revision = this.#roster.revision;
  }

  /** Keeps the keys, which are built from the game's names. */
  #ofSession(session: Session): Session {
    const standings = [...session.standings].map(([key, standing]): [string, Standing] => [
      key,
      this.#once(standing, () => ({ ...standing, driver: withLeagueNames(this.#roster, standing.driver) })),
    ]);
    const recentContacts = session.recentContacts.map((contact) =>
      this.#once(contact, () => withLeagueNames(this.#roster, contact)),
    );
    return { ...session, standings: new Map(standings), recentContacts };
  }

  #called<Person extends object>(people: ReadonlyMap<number, Person>): ReadonlyMap<number, Person> {
    const once = (person: Person): Person => this.#once(person, () => withLeagueNames(this.#roster, person));
    return this.#once(people, () => new Map([...people].map(([carId, person]) => [carId, once(person)])));
  }

  /** A state is never changed in place, so objects can be cached by identity. */
  #once<T extends object>(before: T, make: (before: T) => T): T {
    const known = this.#named.get(before);
    // The cached value is the same object with other names, so it has the same type.
    if (known !== undefined) return known as T;
    const after = make(before);
    this.#named.set(before, after);
    return after;
  }
}
