import { join } from 'node:path';
import { configurationFolder, hasFiles, isManaged } from '../../config/server.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { type SessionActions, type SessionLive, sessionActions } from './actions.ts';
import { type ConfigurationActions, configurationActions, refusedConfiguration } from './configuration.ts';
import { type SessionRow, sessionRows } from './rows.ts';
import { runningSession } from './running.ts';

/** The sessions of one game server: the running one, and those configured in its files. */
export interface ServerSessions {
  readonly actions: SessionActions;
  readonly configuration: ConfigurationActions;
  /** The sessions of server_cfg.ini in their running order, and which of them is running. */
  readonly rows: () => SessionRow[];
}

export type SessionsLive = SessionLive &
  Pick<LiveServer, 'config' | 'ownDirectory' | 'isRunning' | 'read' | 'running' | 'refusals'>;

export const openSessions = (live: SessionsLive): ServerSessions => ({
  actions: sessionActions(live),
  configuration: configurationOf(live),
  rows: () => rows(live),
});

/** Edits server_cfg.ini if it is accessible and Pitwall may change it. */
function configurationOf({ config, clock, ownDirectory, isRunning, state, read, refusals }: SessionsLive) {
  if (refusals.write !== undefined || !hasFiles(config)) return refusedConfiguration(refusals.write ?? '');
  return configurationActions({
    path: join(config.directory, configurationFolder(config), 'server_cfg.ini'),
    backups: join(ownDirectory, 'backups'),
    isRunning,
    runningSession: () => (state().heard === true ? runningSession(state())?.facts.name : undefined),
    read: () => read().cfg,
    clock,
  });
}

function rows({ config, state, read, running }: SessionsLive): SessionRow[] {
  const known = state();
  const isUp = known.up || known.heard === true;
  return sessionRows({
    configured: read().cfg.sessions,
    // If somebody else started the server, its configuration at start is unknown.
    started: isUp && isManaged(config) ? running().cfg.sessions : undefined,
    session: known.heard === true ? runningSession(known)?.facts : undefined,
  });
}
