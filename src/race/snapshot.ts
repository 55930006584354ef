/** A race's state as text. */
import type { Lap, RaceState, Session } from './state.ts';

/**
 * Raise this with every change in how events are folded or a state is built: a snapshot of another version is not read,
 * and the journal is folded again.
 */
export const SNAPSHOT_VERSION = 2;

/** JSON has no maps. The order of ours matters: standings are in the order in which drivers came. */
const MAP = '$map';

export const writeSnapshot = (state: RaceState): string =>
  JSON.stringify(state, (_, value: unknown) => (value instanceof Map ? { [MAP]: [...value] } : value));

type LapsOf = (session: Session) => ReadonlyMap<string, readonly Lap[]>;

const NONE: readonly Lap[] = [];

/** Laps have rows of their own: after a 24-hour race of 60 cars they are all but a thousandth of the state. */
export const withoutLaps = (state: RaceState): RaceState => withEachSession(state, () => () => NONE);

/** Puts laps back. Laps already in it were written before laps had rows of their own. */
export const withLaps = (state: RaceState, lapsOf: LapsOf): RaceState =>
  withEachSession(state, (session) => {
    const laps = lapsOf(session);
    return (key, known) => (known.length > 0 ? known : (laps.get(key) ?? NONE));
  });

/** @throws if the text is not a state */
export function readSnapshot(text: string): RaceState {
  const read = withMaps(JSON.parse(text));
  if (!isState(read)) throw new Error('it is no state of a race');
  return read;
}

/** In place. JSON's own reviver is called for every number of every lap, and takes three times as long. */
function withMaps(value: unknown): unknown {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      if (isObject(value[index])) value[index] = withMaps(value[index]);
    }
    return value;
  }
  if (!isObject(value)) return value;
  const entries = value[MAP];
  if (Array.isArray(entries)) return new Map(withEntries(entries));
  for (const name of Object.keys(value)) if (isObject(value[name])) value[name] = withMaps(value[name]);
  return value;
}

const withEntries = (entries: readonly unknown[]): [unknown, unknown][] =>
  entries.map((entry) => (Array.isArray(entry) ? [entry[0], withMaps(entry[1])] : [undefined, undefined]));

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Only `writeSnapshot` writes these. This catches those overwritten by something else, or by a bad disk. */
function isState(value: unknown): value is RaceState {
  if (!isObject(value) || typeof value.run !== 'number') return false;
  const isSession = (each: unknown): boolean =>
    each === undefined || (isObject(each) && each.standings instanceof Map && Array.isArray(each.recentContacts));
  const maps = [value.drivers, value.seats, value.connections];
  return maps.every((each) => each instanceof Map) && isSession(value.session) && isSession(value.previous);
}

type Laps = (key: string, known: readonly Lap[]) => readonly Lap[];

function withEachSession(state: RaceState, lapsIn: (session: Session) => Laps): RaceState {
  const changed = (session: Session | undefined): Session | undefined =>
    session && withItsLaps(session, lapsIn(session));
  return { ...state, session: changed(state.session), previous: changed(state.previous) };
}

function withItsLaps(session: Session, laps: Laps): Session {
  const standings = [...session.standings].map(
    ([key, standing]) => [key, { ...standing, laps: laps(key, standing.laps) }] as const,
  );
  return { ...session, standings: new Map(standings) };
}
