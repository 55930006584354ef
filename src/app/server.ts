import { join } from 'node:path';
import { pluginProblem } from '../acserver/ini/serverCfg.ts';
import type { Speaker } from '../acserver/speaker.ts';
import type { Server } from '../command/app.ts';
import type { AnyServerConfig } from '../config/environment.ts';
import { type Dialect, hasFiles } from '../config/server.ts';
import { openControl } from '../features/drivers/open.ts';
import { openExtraInfo } from '../features/extrainfo/open.ts';
import type { GridActions } from '../features/grid/actions.ts';
import { openGrid } from '../features/grid/open.ts';
import { openServerIncidents } from '../features/incidents/open.ts';
import { openLobby } from '../features/lobby/open.ts';
import { openPenalties } from '../features/penalties/open.ts';
import { type ServerParts, serverActions } from '../features/process/actions.ts';
import { openRights } from '../features/rights/open.ts';
import type { ConfigurationActions } from '../features/sessions/configuration.ts';
import { configurationActions } from '../features/sessions/configuration.ts';
import { openServerTracker, type ServerTracker } from '../features/tracker/open.ts';
import { UserError } from '../kit/errors.ts';
import { limitsOf, reachOf, refusing } from '../live/capabilities.ts';
import { endSession } from '../live/endSession.ts';
import { openSources, type ServerSources, type ServerSurroundings } from '../live/open.ts';
import type { TypedListener } from '../live/typedLines.ts';
import type { Bus } from '../race/bus.ts';
import type { RaceState } from '../race/state.ts';
import { viewOf } from './serverView.ts';

export { mustFitTogether } from '../live/ports.ts';

/** One game server, opened: what can be done to it, and what happens on it. */
export interface OpenServer {
  readonly id: string;
  readonly actions: Server;
  readonly bus: Bus;
  readonly dialect: Dialect;
  state(): RaceState;
  readonly speaker: Speaker;
  /** Takes its password out of a text. */
  readonly redact: (text: string) => string;
  /** Lines as drivers type them, for the in-game front end alone. */
  onTyped(listener: TypedListener): void;
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
export async function openServer(config: AnyServerConfig, around: ServerSurroundings): Promise<OpenServer> {
  const sources = await openSources(config, around);
  const { log, bus, feed, life, plugin, running } = sources;
  const lobby = openLobby(config, around, sources);
  const tracker = await trackerOf(config, around, sources);
  const parts = partsOf(config, around, sources);
  const penalties = openPenalties(config, around, sources);
  const control = openControl(config, around, { ...sources, entries: parts.entries, penaltyLoad: penalties.loadOf });
  penalties.connect(control);
  const incidents = openServerIncidents(config, around, {
    ...{ ...sources, penalties: penalties.actions, limits: control.handicaps.limits },
  });
  const extraInfo = openExtraInfo(config, around, { bus, feed, speaker: control.speaker });
  const actions = serverActions({
    ...{ ...parts, lobby: lobby.actions, tracker: tracker.actions },
    ...{ penalties: penalties.actions, results: penalties.results, incidents: incidents.actions },
    ...{ extraInfo: extraInfo.actions, control: control.actions, loadOf: control.handicaps.of },
  });
  return {
    id: config.id,
    bus,
    dialect: config.dialect ?? 'kunos',
    state: () => feed.state(),
    speaker: control.speaker,
    redact: sources.redact,
    onTyped: sources.typed.listen,
    actions: { ...actions, view: () => viewOf(actions, () => feed.state()) },
    async listen() {
      const problem = pluginProblem(running().cfg);
      if (problem) log.warn(problem);
      await life.catchUp();
      await plugin.open(running());
      await life.present();
      lobby.resume();
      control.resume();
      penalties.resume();
      tracker.listen();
    },
    async close() {
      extraInfo.close();
      incidents.close();
      await penalties.close();
      control.close();
      lobby.close();
      await tracker.close();
      await sources.close();
    },
  };
}

function partsOf(
  config: AnyServerConfig,
  around: ServerSurroundings,
  sources: ServerSources,
): Omit<ServerParts, 'lobby' | 'tracker' | 'penalties' | 'results' | 'incidents' | 'extraInfo' | 'control' | 'loadOf'> {
  const { id } = config;
  const { bus, feed, plugin, addresses, use, read, running } = sources;
  const { clock } = around;
  return {
    id,
    process: withoutSecrets(sources),
    ...(hasFiles(config) && !config.external ? { started: running } : { beyondReach: reachOf(config) }),
    state: () => feed.state(),
    now: () => clock.now(),
    configuration: read,
    limits: limitsOf(config),
    prepare: use,
    addressOf: addresses.of,
    rights: openRights(sources, clock, config.spectatorPassword),
    ...filesOf(config, around, sources),
    beforeKill: process.platform === 'win32' ? () => endSession({ bus, plugin, clock }) : undefined,
  };
}

/** What changes the files of a server, where they are at hand and ours to change. */
function filesOf(
  config: AnyServerConfig,
  around: ServerSurroundings,
  sources: ServerSources,
): Pick<ServerParts, 'edit' | 'grid' | 'entries'> {
  const { life, feed, read, running } = sources;
  const { write } = reachOf(config);
  if (!hasFiles(config) || write !== undefined) {
    const why = write ?? '';
    const entries = () => running().entries;
    return { edit: refusing<ConfigurationActions>(why), grid: refusing<GridActions>(why), entries };
  }
  return {
    ...openGrid(config, around, sources),
    edit: configurationActions({
      directory: config.directory,
      backups: join(around.dataDirectory, 'servers', config.id, 'backups'),
      isRunning: () => life.status().state !== 'stopped' || feed.state().heard === true,
      read: () => read().cfg,
      clock: around.clock,
    }),
  };
}

async function trackerOf(
  config: AnyServerConfig,
  around: ServerSurroundings,
  sources: ServerSources,
): Promise<ServerTracker> {
  if (hasFiles(config)) return openServerTracker(config, around, sources);
  const why = reachOf(config).files ?? '';
  const info = () => ({ server: config.id, state: 'stopped' as const, complaints: [why], isOutdated: false });
  const actions = refusing<ServerTracker['actions']>(why, { info });
  return { actions, listen() {}, close: async () => {} };
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
