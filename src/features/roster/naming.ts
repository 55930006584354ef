/** Puts the league's names in place of those of the game, in what is about to be shown. */
import type { RaceState, Session } from '../../race/state.ts';
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
  if (Array.isArray(data)) {
    const items = data.map((item) => named(roster, item));
    return items.some((item, index) => item !== data[index]) ? items : data;
  }
  if (typeof data !== 'object' || data === null || data instanceof Map) return data;
  const before = Object.entries(data);
  const guid = 'guid' in data && typeof data.guid === 'string' ? data.guid : undefined;
  const league = guid === undefined ? undefined : roster.of(guid)?.name;
  const after = before.map(([key, value]): [string, unknown] => {
    const isName = league !== undefined && (key === 'name' || key === 'driverName') && typeof value === 'string';
    return [key, isName ? league : named(roster, value)];
  });
  return after.some(([, value], index) => value !== before[index]?.[1]) ? Object.fromEntries(after) : data;
}

/** What is known of a race, likewise: who is on the server, and who was in its last two sessions. */
export function stateWithLeagueNames(roster: Names, state: RaceState): RaceState {
  if (roster.size === 0) return state;
  const called = <Value>(people: ReadonlyMap<number, Value>): ReadonlyMap<number, Value> =>
    new Map([...people].map(([carId, person]) => [carId, withLeagueNames(roster, person)]));
  return {
    ...state,
    drivers: called(state.drivers),
    seats: called(state.seats),
    session: state.session && sessionNamed(roster, state.session),
    previous: state.previous && sessionNamed(roster, state.previous),
  };
}

/** By the keys that they had: those are of the game's names. */
const sessionNamed = (roster: Names, session: Session): Session => ({
  ...session,
  standings: new Map(
    [...session.standings].map(([key, standing]) => [
      key,
      { ...standing, driver: withLeagueNames(roster, standing.driver) },
    ]),
  ),
});
