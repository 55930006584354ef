/** Puts one game server together out of its features. */
import type { TakenPort } from '../acserver/tracker/ports.ts';
import type { Server } from '../command/app.ts';
import type { AnyServerConfig } from '../config/server.ts';
import type { CalendarActions } from '../features/calendar/actions.ts';
import { openCalendar, openCalendarActions } from '../features/calendar/open.ts';
import type { CarryOverActions } from '../features/carryover/carryOver.ts';
import { openCarryOver } from '../features/carryover/open.ts';
import { openDrivers, type ServerDrivers } from '../features/drivers/open.ts';
import { driverRows } from '../features/drivers/rows.ts';
import { openExtraInfo, type ServerExtraInfo } from '../features/extrainfo/open.ts';
import { ownPenalties } from '../features/extrainfo/ownPenalties.ts';
import type { GridActions } from '../features/grid/actions.ts';
import { openGrid } from '../features/grid/open.ts';
import { type GridSaves, gridSaves } from '../features/grid/saves.ts';
import { openHandicaps, type ServerHandicaps } from '../features/handicaps/open.ts';
import { openIncidents, type ServerIncidents } from '../features/incidents/open.ts';
import { openLobby, type ServerLobby } from '../features/lobby/open.ts';
import { openPenalties, openPenaltyLedger, type ServerPenalties } from '../features/penalties/open.ts';
import { DEFAULT_SETTINGS, type PenaltySettings } from '../features/penalties/settings.ts';
import { type ProcessActions, processActions } from '../features/process/actions.ts';
import { openResults, type ServerResults } from '../features/results/open.ts';
import { openRights } from '../features/rights/open.ts';
import type { Rights } from '../features/rights/rights.ts';
import { openSessions, type ServerSessions } from '../features/sessions/open.ts';
import { openServerTracker, type ServerTracker } from '../features/tracker/open.ts';
import type { ActProof } from '../kit/attempt.ts';
import { Closers } from '../kit/closers.ts';
import type { LiveServer, SharedResources } from '../live/liveServer.ts';
import { openLive } from '../live/open.ts';
import { isShown } from '../live/proofs.ts';
import { openJournal } from '../race/journal.ts';
import { english } from '../texts/english/index.ts';
import { viewOf } from './serverView.ts';
import { ViewPublisher } from './view.ts';

export interface ServerSurroundings extends SharedResources {
  /** How it penalises; nothing is watched when absent. */
  readonly penalties?: PenaltySettings;
  /** What Pitwall listens on beside the plugin ports. */
  readonly takenPorts?: readonly TakenPort[];
}

/** One game server, opened: what can be done to it, and what happens on it. */
export interface OpenServer {
  readonly live: Pick<
    LiveServer,
    | 'id'
    | 'config'
    | 'dialect'
    | 'bus'
    | 'state'
    | 'speaker'
    | 'redact'
    | 'hide'
    | 'typedLines'
    | 'plugin'
    | 'process'
    | 'logPosition'
  >;
  readonly actions: Server;
  readonly views: Pick<ViewPublisher, 'current' | 'watch'>;
  /** Tells what happened while nobody looked. Everyone listens to it by then. */
  catchUp(): Promise<void>;
  /**
   * Listens to the game server from here on.
   *
   * @throws UserError when the plugin's port cannot be had
   */
  listen(): Promise<void>;
  /** Goes on with what an earlier Pitwall left unfinished. */
  resume(): void;
  /** Whether something that an earlier Pitwall had begun then shows by now. */
  isShown(proof: ActProof, at: number): Promise<boolean>;
  /** Stops listening. The game server goes on. */
  close(): Promise<void>;
}

/** What follows the opening. */
export async function begin(server: OpenServer): Promise<void> {
  await server.catchUp();
  await server.listen();
  server.resume();
}

/**
 * Everything that belongs to one game server, and nothing that is shared with another. Each part is given what was
 * opened before it; those that follow events hear of one in this order.
 *
 * @throws UserError when its directory or its configuration cannot be used
 */
export async function openServer(config: AnyServerConfig, around: ServerSurroundings): Promise<OpenServer> {
  const closers = new Closers((err) => around.log.error({ err, server: config.id }, 'closing failed'));
  try {
    return await openInOrder(config, around, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function openInOrder(config: AnyServerConfig, around: ServerSurroundings, closers: Closers): Promise<OpenServer> {
  const saves = gridSaves(around.store, config.id);
  const live = closers.keep(await openLive(config, around, { entryListHistory: saves }));
  const features = await openFeatures(live, { around, saves, closers });
  const asked = serverActions(live, features);
  const journal = openJournal(live.store, live.id);
  const views = closers.keep(new ViewPublisher(live, () => viewOf(asked, live.state)));
  const { lobby, drivers, handicaps, results, tracker } = features;
  return {
    live,
    actions: { ...asked, view: () => views.current() },
    views,
    catchUp: live.catchUp,
    listen: live.listen,
    resume() {
      lobby.resume();
      drivers.resume();
      handicaps.resume();
      results.resume();
      tracker.resume();
    },
    isShown: (proof, at) =>
      isShown(proof, at, {
        state: live.state,
        departures: (since) => journal.events('driverLeft', since),
        process: live.process,
      }),
    close: closers.close,
  };
}

interface Features {
  readonly lobby: ServerLobby;
  readonly tracker: ServerTracker;
  readonly rights: Rights;
  readonly sessions: ServerSessions;
  readonly calendar: CalendarActions;
  readonly carryOver: CarryOverActions;
  readonly results: ServerResults;
  readonly handicaps: ServerHandicaps;
  readonly drivers: ServerDrivers;
  readonly penalties: ServerPenalties;
  readonly grid: GridActions;
  readonly incidents: ServerIncidents;
  readonly extraInfo: ServerExtraInfo;
  readonly process: ProcessActions;
}

interface FeatureNeeds {
  readonly around: ServerSurroundings;
  readonly saves: GridSaves;
  readonly closers: Closers;
}

/** Opens what belongs to one topic each, in order. */
export async function openFeatures(live: LiveServer, { around, saves, closers }: FeatureNeeds): Promise<Features> {
  const { takenPorts = [], penalties: settings = DEFAULT_SETTINGS } = around;
  const lobby = closers.keep(openLobby(live));
  const tracker = closers.keep(await openServerTracker(live, { takenPorts }));
  const rights = openRights(live);
  const sessions = openSessions(live);
  // The ledger comes before all that reads it: what is final, and what somebody carries for a penalty.
  const sessionsDriven = openCalendar(live);
  const ledger = openPenaltyLedger(live, { settings, calendar: sessionsDriven });
  const isFinal = (run: number, session: number) => ledger.ledger.isFinal(run, session);
  const calendar = openCalendarActions(live, { calendar: sessionsDriven, isFinal });
  const results = closers.keep(openResults(live, { ledger: ledger.ledger, calendar: sessionsDriven }));
  const carryOver = openCarryOver(live, { ledger: ledger.ledger, calendar: sessionsDriven });
  const handicaps = closers.keep(openHandicaps(live, { penalties: ledger }));
  const drivers = closers.keep(openDrivers(live));
  const penalties = closers.keep(openPenalties(live, { ledger, drivers: drivers.actions, handicaps, words: english }));
  const grid = openGrid(live, { saves, results });
  const incidents = openIncidents(live, { penalties: penalties.actions });
  const own = ownPenalties({ clock: live.clock, state: live.state, ledger, orderedFor: handicaps.orderedFor });
  const extraInfo = closers.keep(openExtraInfo(live, { penalties: own }));
  const process = processActions(live, { tracker: tracker.actions });
  return {
    lobby,
    tracker,
    rights,
    sessions,
    calendar,
    carryOver,
    results,
    handicaps,
    drivers,
    penalties,
    grid,
    incidents,
    extraInfo,
    process,
  };
}

/** What can be asked of it and done to it, as commands know it. */
function serverActions(live: LiveServer, features: Features): Omit<Server, 'view'> {
  const { process, sessions, drivers, handicaps } = features;
  return {
    id: live.id,
    info: () => process.info(),
    drivers: () => driverRows(live, handicaps),
    sessions: () => sessions.rows(),
    start: (progress, attempt) => process.start(progress, attempt),
    stop: (progress, attempt) => process.stop(progress, attempt),
    restart: (progress, attempt) => process.restart(progress, attempt),
    lossOfStopping: (order) => process.lossOfStopping(order),
    configuration: sessions.configuration,
    grid: features.grid,
    lobby: features.lobby.actions,
    tracker: features.tracker.actions,
    control: { ...drivers.actions, ...handicaps.actions, ...sessions.actions },
    rights: features.rights,
    penalties: features.penalties.actions,
    results: features.results.actions,
    calendar: features.calendar,
    carryOver: features.carryOver,
    incidents: features.incidents.actions,
    extraInfo: features.extraInfo.actions,
  };
}
