/** Puts the league's names in place of those of the game, in what is about to be shown. */

import { isPlainObject, withItems, withValues } from '../../kit/exchange.ts';
import type { RaceState, Session, Standing } from '../../race/state.ts';
import type { Roster } from './roster.ts';

type Names = Pick<Roster, 'of' | 'size'>;

/**
 * The same data, in which everybody who is in the roster is called as the league calls them: whatever has a GUID has
 * its `name` or `driverName` exchanged. Data without anybody in it is the same object as before.
 */
export function withLeagueNames<T>(roster: Names, data: T): T {
  // The same shape as before, with a text for a text.
  return roster.size === 0 ? data : (named(roster, data) as T);
}

function named(roster: Names, data: unknown): unknown {
  if (Array.isArray(data)) return withItems(data, (item) => named(roster, item));
  if (!isPlainObject(data)) return data;
  const guid = typeof data.guid === 'string' ? data.guid : undefined;
  const league = guid === undefined ? undefined : roster.of(guid)?.name;
  return withValues(data, (key, value) => {
    const isName = league !== undefined && (key === 'name' || key === 'driverName') && typeof value === 'string';
    return isName ? league : named(roster, value);
  });
}

/**
 * What is known of a race, likewise: who is on the server, and who was in its last two sessions. Everybody who listens
 * asks for it with every event, of which each leaves most people as they were: they are named once.
 */
export class NamedStates {
  readonly #roster: Names & Pick<Roster, 'revision'>;
  #named = new WeakMap<object, unknown>();
  #revision: number | undefined;

  constructor(roster: Names & Pick<Roster, 'revision'>) {
    this.#roster = roster;
  }

  of(state: RaceState): RaceState {
    if (this.#roster.size === 0) return state;
    if (this.#revision !== this.#roster.revision) this.#named = new WeakMap();
    this.#revision = this.#roster.revision;
    return this.#once(state, () => ({
      ...state,
      drivers: this.#called(state.drivers),
      seats: this.#called(state.seats),
      session: state.session && this.#once(state.session, (session) => this.#ofSession(session)),
      previous: state.previous && this.#once(state.previous, (session) => this.#ofSession(session)),
    }));
  }

  /** By the keys that they had: those are of the game's names. */
  #ofSession(session: Session): Session {
    const standings = [...session.standings].map(([key, standing]): [string, Standing] => [
      key,
      this.#once(standing, () => ({ ...standing, driver: withLeagueNames(this.#roster, standing.driver) })),
    ]);
    return { ...session, standings: new Map(standings) };
  }

  #called<Person extends object>(people: ReadonlyMap<number, Person>): ReadonlyMap<number, Person> {
    const once = (person: Person): Person => this.#once(person, () => withLeagueNames(this.#roster, person));
    return this.#once(people, () => new Map([...people].map(([carId, person]) => [carId, once(person)])));
  }

  /** Nothing of a state is ever changed in place. */
  #once<T extends object>(before: T, make: (before: T) => T): T {
    const known = this.#named.get(before);
    // What is kept under something is that with other names.
    if (known !== undefined) return known as T;
    const after = make(before);
    this.#named.set(before, after);
    return after;
  }
}
