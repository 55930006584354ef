/** Puts one game server together out of its features. */
import type { TakenPort } from '../acserver/tracker/ports.ts';
import type { Server } from '../command/app.ts';
import type { AnyServerConfig } from '../config/server.ts';
import type { Penalty } from '../events/penalty.ts';
import { openCalendar, openCalendarActions } from '../features/calendar/open.ts';
import { openCarryOver } from '../features/carryover/open.ts';
import { openDrivers } from '../features/drivers/open.ts';
import { openExtraInfo } from '../features/extrainfo/open.ts';
import { ownPenalties } from '../features/extrainfo/ownPenalties.ts';
import { openGrid } from '../features/grid/open.ts';
import { type GridSaves, gridSaves } from '../features/grid/saves.ts';
import { openHandicaps } from '../features/handicaps/open.ts';
import { openIncidents, type ServerIncidents } from '../features/incidents/open.ts';
import { openLobby } from '../features/lobby/open.ts';
import { openNotices } from '../features/notices/open.ts';
import { openPenalties, openPenaltyLedger } from '../features/penalties/open.ts';
import { DEFAULT_SETTINGS, type PenaltySettings } from '../features/penalties/settings.ts';
import { processActions } from '../features/process/actions.ts';
import { openResults, type ResultsNeeds } from '../features/results/open.ts';
import { openRights } from '../features/rights/open.ts';
import type { Roster } from '../features/roster/roster.ts';
import { openSessions } from '../features/sessions/open.ts';
import { openTrack } from '../features/track/open.ts';
import { openServerTracker } from '../features/tracker/open.ts';
import type { ActProof } from '../kit/attempt.ts';
import { Closers } from '../kit/closers.ts';
import type { LiveServer, SharedResources } from '../live/liveServer.ts';
import { openLive } from '../live/open.ts';
import { isShown } from '../live/proofs.ts';
import { openJournal } from '../race/journal.ts';
import type { Contact } from '../texts/contacts.ts';
import { english } from '../texts/english/index.ts';
import { type Features, serverActions } from './serverActions.ts';
import { viewOf } from './serverView.ts';
import { ViewPublisher } from './view.ts';

export interface ServerSurroundings extends SharedResources {
  /** How it penalises; nothing is watched when absent. */
  readonly penalties?: PenaltySettings;
  /** Whom the league calls by other names than the game; nobody when absent. */
  readonly roster?: Roster | undefined;
  /** Whether somebody on Discord is this driver; nobody is when absent. */
  readonly isLinked?: (guid: string) => boolean;
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
    | 'hearing'
  >;
  readonly actions: Server;
  readonly views: Pick<ViewPublisher, 'current' | 'watch'>;
  /** For which contact a penalty was given, if for one. */
  readonly contactOf: (penalty: Penalty) => Contact | undefined;
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
  /** What the picture of an incident shows. */
  readonly picture: ServerIncidents['picture'];
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
  const views = closers.keep(
    new ViewPublisher(
      live,
      () => viewOf(asked, live.state, around.roster),
      () => around.roster?.revision ?? 0,
    ),
  );
  const { lobby, drivers, handicaps, results, tracker, notices } = features;
  return {
    live,
    actions: { ...asked, view: () => views.current() },
    views,
    contactOf: notices.contactOf,
    catchUp: live.catchUp,
    listen: live.listen,
    resume() {
      lobby.resume();
      drivers.resume();
      handicaps.resume();
      results.resume();
      tracker.resume();
      notices.resume();
    },
    isShown: (proof, at) =>
      isShown(proof, at, {
        state: live.state,
        departures: (since) => journal.events('driverLeft', since),
        process: live.process,
      }),
    picture: features.incidents.picture,
    close: closers.close,
  };
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
  const track = closers.keep(openTrack(live));
  const tracker = closers.keep(await openServerTracker(live, { takenPorts }));
  const rights = openRights(live);
  const sessions = openSessions(live);
  // The ledger comes before all that reads it: what is final, and what somebody carries for a penalty.
  const sessionsDriven = openCalendar(live);
  const ledger = openPenaltyLedger(live, { settings, calendar: sessionsDriven });
  const isFinal = (run: number, session: number) => ledger.ledger.isFinal(run, session);
  const calendar = openCalendarActions(live, { calendar: sessionsDriven, isFinal });
  const raceNumber = (guid: string) => around.roster?.of(guid)?.number;
  const incidentsOf: ResultsNeeds['incidentsOf'] = (run, session) => incidents.ofSession(run, session);
  const results = closers.keep(
    openResults(live, { ledger: ledger.ledger, calendar: sessionsDriven, incidentsOf, numberOf: raceNumber }),
  );
  const carryOver = openCarryOver(live, { ledger: ledger.ledger, calendar: sessionsDriven });
  const handicaps = closers.keep(openHandicaps(live, { penalties: ledger }));
  const drivers = closers.keep(openDrivers(live));
  const penalties = closers.keep(openPenalties(live, { ledger, drivers: drivers.actions, handicaps, words: english }));
  const grid = openGrid(live, { saves, results, penalties: ledger });
  const about = { ledger: ledger.ledger, calendar: sessionsDriven };
  const incidents = closers.keep(
    openIncidents(live, { ...about, penalties: penalties.actions, infringements: settings.infringements }),
  );
  const notices = closers.keep(
    openNotices(live, {
      ...about,
      incidents: incidents.actions,
      isLinked: around.isLinked ?? (() => false),
      words: english,
    }),
  );
  const own = ownPenalties({ clock: live.clock, state: live.state, ledger, orderedFor: handicaps.orderedFor });
  const extraInfo = closers.keep(openExtraInfo(live, { penalties: own }));
  const process = processActions(live, { tracker: tracker.actions });
  return {
    lobby,
    track,
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
    notices,
    extraInfo,
    process,
  };
}
