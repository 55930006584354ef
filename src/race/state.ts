import type { Driver, Stay } from '../events/driver.ts';
import { hear, type Listeners, type RaceEvent } from '../events/events.ts';
import type { BoardRow, SessionFacts } from '../events/session.ts';
import { type KnownContact, withContact } from './knownContacts.ts';
import { type LobbyState, lobbySteps } from './lobbyState.ts';

import { type DrivenSector, withSector } from './sectors.ts';

/** What is known of one game server, folded from the events of its current run. Never changed in place. */
export interface RaceState {
  readonly run: number;
  /** Whether a process that Pitwall started was up when last seen. */
  readonly up: boolean;
  /** Whether the plugin interface speaks; absent until it first did or stayed silent. */
  readonly heard?: boolean;
  readonly version?: string;
  /** Absent until it first asked for a place in the lobby. */
  readonly lobby?: LobbyState;
  readonly session?: Session;
  /** The one before: what its last seconds brought may be learnt only now. */
  readonly previous?: Session;
  /** Who sits in which car, by car id. */
  readonly drivers: ReadonlyMap<number, PresentDriver>;
  /** Who sits or last sat in each car: reports about a car arrive seconds late. */
  readonly seats: ReadonlyMap<number, Driver>;
  /** How many have come into each car. */
  readonly connections: ReadonlyMap<number, number>;
}

export interface PresentDriver extends Driver {
  readonly model: string;
  readonly skin: string;
  readonly joinedAt: number;
  /** False while the game still loads: such a car sends nothing and counts as "joining". */
  readonly loaded: boolean;
}

export interface Session {
  readonly ordinal: number;
  readonly facts: SessionFacts;
  readonly over: boolean;
  readonly resultsFile?: string;
  /** By `standingKey`: a driver who changes cars has one standing in each. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** The server's own order at the last lap it reported. */
  readonly board: readonly BoardRow[];
  /** How many reports of contacts there were. */
  readonly contacts: number;
  /** Contacts between cars of which another report may still come. */
  readonly recentContacts: readonly KnownContact[];
  /** How many sectors a lap has, by the highest that was told; absent where nobody tells of them. */
  readonly sectorCount?: number;
}

export interface Standing {
  readonly driver: Driver;
  readonly laps: readonly Lap[];
  /** What the server's own board said last of a race; laps that we missed are in it. */
  readonly raced?: { readonly laps: number; readonly totalMs: number };
  /** Fastest lap; without cuts where cuts make a lap invalid (not in a race). */
  readonly bestLapMs?: number;
  readonly finished: boolean;
  /** UTC, milliseconds: when the chequered flag was for this driver; what comes later decides nothing. */
  readonly finishedAt?: number;
  /** Of the lap under way; absent where nobody tells of them. */
  readonly sectors?: readonly DrivenSector[];
}

export interface Lap {
  readonly lapMs: number;
  readonly cuts: number;
  readonly at: number;
}

/** Without a GUID of their own, drivers who follow each other in one car are told apart by name. */
export const standingKey = ({ carId, guid, name }: Driver): string =>
  guid.startsWith('car:') ? `${guid}/${name}` : `${carId}/${guid}`;

export const emptyState = (run: number): RaceState => ({
  run,
  up: false,
  drivers: new Map(),
  seats: new Map(),
  connections: new Map(),
});

/** The stay of whoever sits in a car now. */
export function stayIn({ run, drivers, connections }: RaceState, carId: number): Stay | undefined {
  const driver = drivers.get(carId);
  return driver && { run, carId, guid: driver.guid, connection: connections.get(carId) ?? 0 };
}

/** The laps of a driver in a session that were told. */
export const lapsOf = (session: Session | undefined, driver: Driver): readonly Lap[] =>
  session?.standings.get(standingKey(driver))?.laps ?? [];

/** One step of the fold. An event of another run starts over. */
export function fold(state: RaceState, event: RaceEvent): RaceState {
  const current = event.run === state.run ? state : emptyState(event.run);
  const lobby = hear(lobbySteps, event, current.lobby);
  return lobby ? { ...current, lobby } : (hear(steps, event, current) ?? current);
}

const steps: Listeners<RaceState, [RaceState]> = {
  serverStarting: (_, state) => ({ ...state, up: true }),
  serverStarted: ({ version }, state) => ({ ...state, up: true, version: version ?? state.version }),
  serverStopped: (_, state) =>
    inRunning({ ...state, up: false, heard: false, drivers: new Map() }, (session) => ({ ...session, over: true })),
  serverHeard: (_, state) => ({ ...state, heard: true }),
  serverSilent: (_, state) => ({ ...state, heard: false }),

  sessionStarted: ({ facts, session }, state) => ({
    ...state,
    previous: state.session ?? state.previous,
    session: withPresentDrivers(
      { ordinal: session, facts, over: false, standings: new Map(), board: [], contacts: 0, recentContacts: [] },
      state,
    ),
  }),
  sessionAdjusted: ({ facts }, state) => inRunning(state, (session) => ({ ...session, facts })),
  sessionEnded: ({ resultsFile }, state) =>
    inRunning(state, (session) => ({ ...session, over: true, resultsFile: resultsFile ?? session.resultsFile })),

  driverJoined: ({ driver, model, skin, at }, state) =>
    inRunning(
      {
        ...state,
        drivers: new Map(state.drivers).set(driver.carId, { ...driver, model, skin, joinedAt: at, loaded: false }),
        seats: new Map(state.seats).set(driver.carId, driver),
        connections: new Map(state.connections).set(driver.carId, (state.connections.get(driver.carId) ?? 0) + 1),
      },
      (session) => withStanding(session, driver, (standing) => standing),
    ),
  driverLoaded: ({ driver }, state) => {
    const present = state.drivers.get(driver.carId);
    return present
      ? { ...state, drivers: new Map(state.drivers).set(driver.carId, { ...present, loaded: true }) }
      : state;
  },
  driverLeft: ({ driver }, state) => {
    const drivers = new Map(state.drivers);
    drivers.delete(driver.carId);
    return { ...state, drivers };
  },

  lapCompleted: ({ driver, lapMs, cuts, at, board, session: ordinal }, state) =>
    inSession(state, ordinal, (session) => {
      const counts = session.facts.kind === 'race' || cuts === 0;
      const scored = withStanding(session, driver, (standing) => ({
        ...standing,
        laps: [...standing.laps, { lapMs, cuts, at }],
        sectors: standing.sectors && [],
        bestLapMs: counts ? Math.min(lapMs, standing.bestLapMs ?? Infinity) : standing.bestLapMs,
      }));
      return board.length === 0 ? scored : withBoard(scored, { board, at, seats: state.seats });
    }),
  sectorCompleted: ({ driver, lap, sector, cuts, session: ordinal }, state) =>
    inSession(state, ordinal, (session) => {
      const told = { ...session, sectorCount: Math.max(sector, session.sectorCount ?? 0) };
      return withStanding(told, driver, (standing) =>
        lap > standing.laps.length
          ? { ...standing, sectors: withSector(standing.sectors ?? [], { sector, cuts }) }
          : standing,
      );
    }),
  contact: (event, state) =>
    inSession(state, event.session, (session) => ({
      ...session,
      contacts: session.contacts + 1,
      recentContacts: withContact(session, event),
    })),
};

function inRunning(state: RaceState, change: (session: Session) => Session): RaceState {
  return state.session ? { ...state, session: change(state.session) } : state;
}

function inSession(state: RaceState, ordinal: number, change: (session: Session) => Session): RaceState {
  if (state.previous?.ordinal === ordinal) return { ...state, previous: change(state.previous) };
  return state.session?.ordinal === ordinal ? inRunning(state, change) : state;
}

function withStanding(session: Session, driver: Driver, change: (standing: Standing) => Standing): Session {
  const key = standingKey(driver);
  const standing = session.standings.get(key) ?? { driver, laps: [], finished: false };
  return { ...session, standings: new Map(session.standings).set(key, change(standing)) };
}

/** Cars stay connected over session changes, so everyone present stands in the new session from its start. */
function withPresentDrivers(session: Session, { drivers }: RaceState): Session {
  return [...drivers.values()].reduce(
    (all, { carId, guid, name }) => withStanding(all, { carId, guid, name }, (standing) => standing),
    session,
  );
}

interface Reported {
  readonly board: readonly BoardRow[];
  readonly at: number;
  readonly seats: RaceState['seats'];
}

/** The board speaks of cars, not drivers: what it says goes to whoever sits in the car, or sat there last. */
function withBoard(session: Session, { board, at, seats }: Reported): Session {
  const rows = new Map(board.map((row) => [row.carId, row]));
  const isRace = session.facts.kind === 'race';
  const standings = new Map(
    [...session.standings].map(([key, standing]): [string, Standing] => {
      const { driver } = standing;
      const row = rows.get(driver.carId);
      const seated = seats.get(driver.carId) ?? driver;
      if (!row || standingKey(seated) !== key) return [key, standing];
      const flagged = row.finished && !standing.finished ? { ...standing, finished: true, finishedAt: at } : standing;
      return [key, isRace && row.timeMs !== undefined && row.laps > 0 ? { ...flagged, raced: racedOf(row) } : flagged];
    }),
  );
  return { ...session, board, standings };
}

const racedOf = ({ laps, timeMs = 0 }: BoardRow) => ({ laps, totalMs: timeMs });
