import type { Driver, Stay } from '../events/driver.ts';
import { hear, type Listeners, type RaceEvent } from '../events/events.ts';
import type { BoardRow, SessionFacts } from '../events/session.ts';
import { type KnownContact, withContact } from './knownContacts.ts';
import { type LobbyState, lobbySteps } from './lobbyState.ts';

import { type DrivenSector, withSector } from './sectors.ts';

/** What is known about one game server, folded from the events of its current run. Never changed in place. */
export interface RaceState {
  readonly run: number;
  /** Whether a process that Pitwall started was up when last seen. */
  readonly up: boolean;
  /** Whether the plugin interface sends data; absent until it first does or stays silent. */
  readonly heard?: boolean;
  readonly version?: string;
  /** Absent until it first tries to register. */
  readonly lobby?: LobbyState;
  readonly session?: Session;
  /** The previous session: reports of its last seconds may come only now. */
  readonly previous?: Session;
  /** The driver in each car, by car id. */
  readonly drivers: ReadonlyMap<number, PresentDriver>;
  /** The current or last driver of each car: reports about a car arrive seconds late. */
  readonly seats: ReadonlyMap<number, Driver>;
  /** How many drivers have joined in each car. */
  readonly connections: ReadonlyMap<number, number>;
}

export interface PresentDriver extends Driver {
  readonly model: string;
  readonly skin: string;
  readonly joinedAt: number;
  /** False while the game is loading: such a car sends nothing and counts as "joining". */
  readonly loaded: boolean;
}

export interface Session {
  readonly ordinal: number;
  readonly facts: SessionFacts;
  readonly over: boolean;
  /** It ended because it was restarted. */
  readonly restarted?: true | undefined;
  readonly resultsFile?: string;
  /** By `standingKey`: a driver who changes cars has one standing in each. */
  readonly standings: ReadonlyMap<string, Standing>;
  /** The server's own order at the last lap it reported. */
  readonly board: readonly BoardRow[];
  /** Number of contact reports. */
  readonly contacts: number;
  /** Contacts between cars that may still get another report. */
  readonly recentContacts: readonly KnownContact[];
  /** Sectors per lap, by the highest reported; absent if nobody reports sectors. */
  readonly sectorCount?: number;
}

export interface Standing {
  readonly driver: Driver;
  readonly laps: readonly Lap[];
  /** The last row of the server's own board in a race, including laps that we missed. */
  readonly raced?: { readonly laps: number; readonly totalMs: number };
  /** Fastest lap. Laps with cuts count only in a race. */
  readonly bestLapMs?: number;
  readonly finished: boolean;
  /** UTC, milliseconds: when this driver took the chequered flag. What comes later decides nothing. */
  readonly finishedAt?: number;
  /** Of the current lap; absent if nobody reports sectors. */
  readonly sectors?: readonly DrivenSector[];
}

export interface Lap {
  readonly lapMs: number;
  readonly cuts: number;
  readonly at: number;
}

/** Drivers without a GUID who use one car in turn are distinguished by name. */
export const standingKey = ({ carId, guid, name }: Driver): string =>
  guid.startsWith('car:') ? `${guid}/${name}` : `${carId}/${guid}`;

export const emptyState = (run: number): RaceState => ({
  run,
  up: false,
  drivers: new Map(),
  seats: new Map(),
  connections: new Map(),
});

/** The stay of the driver now in a car. */
export function stayIn({ run, drivers, connections }: RaceState, carId: number): Stay | undefined {
  const driver = drivers.get(carId);
  return driver && { run, carId, guid: driver.guid, connection: connections.get(carId) ?? 0 };
}

/** A driver's reported laps in a session. */
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
  sessionEnded: ({ resultsFile, restarted }, state) =>
    inRunning(state, (session) => ({
      ...session,
      over: true,
      restarted,
      resultsFile: resultsFile ?? session.resultsFile,
    })),

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

/** Cars stay connected over session changes, so everyone present is in the new session from its start. */
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

/** The board lists cars, not drivers: a row goes to the driver in the car, or the last one who was. */
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
