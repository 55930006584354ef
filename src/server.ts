import { join } from 'node:path';
import { readConfiguration } from './acserver/configuration.ts';
import { pluginProblem } from './acserver/ini/serverCfg.ts';
import type { Server } from './actions/app.ts';
import { configurationActions } from './actions/configuration.ts';
import { type ServerParts, serverActions } from './actions/server.ts';
import type { ServerConfig } from './config.ts';
import { UserError } from './errors.ts';
import type { Bus } from './race/bus.ts';
import type { RaceState } from './race/state.ts';
import { endSession } from './server/endSession.ts';
import { openGrid } from './server/grid.ts';
import { openLobby } from './server/lobby.ts';
import { openSources, type ServerSources, type ServerSurroundings } from './server/sources.ts';
import { openServerTracker } from './server/tracker.ts';

/** One game server, opened: what can be done to it, and what happens on it. */
export interface OpenServer {
  readonly id: string;
  readonly actions: Server;
  readonly bus: Bus;
  state(): RaceState;
  /**
   * Begins to listen; whatever happened in our absence is told first. To be called once everyone else listens too.
   *
   * @throws UserError when the plugin's port cannot be had
   */
  listen(): Promise<void>;
  /** Stops listening. The game server goes on. */
  close(): Promise<void>;
}

/**
 * Everything that belongs to one game server, and nothing that is shared with another.
 *
 * @throws UserError when its directory or its configuration cannot be used
 */
export async function openServer(config: ServerConfig, around: ServerSurroundings): Promise<OpenServer> {
  const sources = await openSources(config, around);
  const { log, bus, feed, life, plugin, running } = sources;
  const lobby = openLobby(config, around, sources);
  const tracker = await openServerTracker(config, around, sources);
  return {
    id: config.id,
    bus,
    state: () => feed.state(),
    actions: serverActions({ ...partsOf(config, around, sources), lobby: lobby.actions, tracker: tracker.actions }),
    async listen() {
      const problem = pluginProblem(running().cfg);
      if (problem) log.warn(problem);
      await life.catchUp();
      await plugin.open(running());
      await life.present();
      lobby.resume();
      tracker.listen();
    },
    async close() {
      lobby.close();
      await tracker.close();
      await sources.close();
    },
  };
}

function partsOf(
  config: ServerConfig,
  around: ServerSurroundings,
  sources: ServerSources,
): Omit<ServerParts, 'lobby' | 'tracker'> {
  const { id, directory } = config;
  const { bus, feed, life, plugin, addresses, use } = sources;
  const { clock } = around;
  const configuration = () => readConfiguration(directory);
  return {
    id,
    process: withoutSecrets(sources),
    state: () => feed.state(),
    configuration,
    prepare: use,
    addressOf: addresses.of,
    ...openGrid(config, around, sources),
    edit: configurationActions({
      directory,
      backups: join(around.dataDirectory, 'servers', id, 'backups'),
      isRunning: () => life.status().state !== 'stopped' || feed.state().heard === true,
      read: () => configuration().cfg,
      clock,
    }),
    beforeKill: process.platform === 'win32' ? () => endSession({ bus, plugin, clock }) : undefined,
  };
}

/** A server that dies at its start is quoted, and its words may hold the password. */
function withoutSecrets({ life, redact }: ServerSources): ServerParts['process'] {
  return {
    ...life,
    async start(progress) {
      try {
        await life.start(progress);
      } catch (error) {
        throw error instanceof UserError ? new UserError(redact(error.message)) : error;
      }
    },
  };
}
