/** The state of a race as text. */
import type { RaceState } from './state.ts';

/**
 * To be raised with every change of what the fold makes of events, or of how a state is built: a snapshot of another
 * version is not read, and the journal is folded anew.
 */
export const SNAPSHOT_VERSION = 1;

/** JSON knows no maps. None of ours is empty of meaning: the order of standings is the order in which people came. */
const MAP = '$map';

export const writeSnapshot = (state: RaceState): string =>
  JSON.stringify(state, (_, value: unknown) => (value instanceof Map ? { [MAP]: [...value] } : value));

/** @throws for what is none */
export function readSnapshot(text: string): RaceState {
  const read: unknown = JSON.parse(text, (_, value: unknown) =>
    isObject(value) && Array.isArray(value[MAP]) ? new Map(value[MAP]) : value,
  );
  if (!isState(read)) throw new Error('it is no state of a race');
  return read;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Nothing but `writeSnapshot` writes them; this finds those that somebody else, or a bad disk, has written over. */
function isState(value: unknown): value is RaceState {
  if (!isObject(value) || typeof value.run !== 'number') return false;
  const isSession = (each: unknown): boolean =>
    each === undefined || (isObject(each) && each.standings instanceof Map && Array.isArray(each.recentContacts));
  const maps = [value.drivers, value.seats, value.connections];
  return maps.every((each) => each instanceof Map) && isSession(value.session) && isSession(value.previous);
}
