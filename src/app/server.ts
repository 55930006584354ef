import type { Server } from '../command/app.ts';
import type { AnyServerConfig } from '../config/server.ts';
import type { ServerBoard } from '../features/board/open.ts';
import type { ServerDesk } from '../features/desk/open.ts';
import type { ServerDocuments } from '../features/documents/open.ts';
import { gridSaves } from '../features/grid/saves.ts';
import type { ServerIncidents } from '../features/incidents/open.ts';
import type { ServerNotices } from '../features/notices/open.ts';
import type { ActProof } from '../kit/attempt.ts';
import { Closers } from '../kit/closers.ts';
import type { LiveServer } from '../live/liveServer.ts';
import { openLive } from '../live/open.ts';
import { isShown } from '../live/proofs.ts';
import { openJournal } from '../race/journal.ts';
import { openFeatures, type ServerSurroundings } from './features.ts';
import { LateDrivers } from './lateDrivers.ts';
import { serverActions } from './serverActions.ts';
import { droveInOn, namedOn, viewOf } from './serverView.ts';
import { ViewPublisher } from './view.ts';

/** One opened game server: its actions and its events. */
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
  /** Called when what its board shows has changed; the board is computed only if somebody listens. */
  readonly watchBoard: ServerBoard['watch'];
  /** The stewards' open incidents. */
  readonly desk: Pick<ServerDesk, 'listen'>;
  /** The contact that a penalty was given for, if any. */
  readonly contactOf: ServerNotices['contactOf'];
  /** Whether the outcome of a penalty is currently published in documents. */
  readonly isOnPaper: ServerDocuments['isOnPaper'];
  /** Replays what happened while Pitwall was not running. All listeners are registered by then. */
  catchUp(): Promise<void>;
  /**
   * Starts listening to the game server.
   *
   * @throws UserError when the plugin's port cannot be opened
   */
  listen(): Promise<void>;
  /** Continues what an earlier run of Pitwall left unfinished. */
  resume(): void;
  /** Whether there is proof by now that an act begun by an earlier run took effect. */
  isShown(proof: ActProof, at: number): Promise<boolean>;
  /** The scene for the picture of an incident. */
  readonly picture: ServerIncidents['picture'];
  /** How many incidents wait for a decision. */
  readonly openIncidents: ServerIncidents['openCount'];
  /** Stops listening. The game server keeps running. */
  close(): Promise<void>;
}

/** The steps after opening. */
export async function begin(server: OpenServer): Promise<void> {
  await server.catchUp();
  await server.listen();
  server.resume();
}

/**
 * Everything that belongs to one game server; nothing is shared with another. Each part gets what was opened before it.
 * Event listeners are called in this order.
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
  await features.incidents.countAhead();
  const asked = serverActions(live, features);
  const journal = openJournal(live.store, live.id);
  const seen = { ...around, late: new LateDrivers(asked) };
  const views = closers.keep(new ViewPublisher(live, () => viewOf(asked, live.state, seen), around.roster));
  const { lobby, drivers, handicaps, incidents, appeals, results, tracker, documents, notices, desk } = features;
  return {
    live,
    actions: {
      ...asked,
      view: () => views.current(),
      named: namedOn(asked, around),
      droveIn: droveInOn(asked, around),
    },
    views,
    watchBoard: features.board.watch,
    desk,
    contactOf: notices.contactOf,
    isOnPaper: features.documents.isOnPaper,
    catchUp: live.catchUp,
    listen: live.listen,
    resume() {
      lobby.resume();
      drivers.resume();
      handicaps.resume();
      results.resume();
      incidents.resume();
      appeals.resume();
      tracker.resume();
      documents.resume();
      notices.resume();
      desk.resume();
    },
    isShown: (proof, at) =>
      isShown(proof, at, {
        state: live.state,
        events: (type, since) => journal.events(type, since),
        process: live.process,
      }),
    openIncidents: features.incidents.openCount,
    picture: features.incidents.picture,
    close: closers.close,
  };
}
