import type { Server } from '../../src/command/app.ts';
import type { ServerView } from '../../src/command/view.ts';
import { emptyState } from '../../src/race/state.ts';

/** What a made-up server shows, put together from what it answers. */
export const viewOf = (server: Omit<Server, 'view'>): ServerView => ({
  id: server.id,
  state: emptyState(1),
  info: server.info(),
  drivers: server.drivers(),
  sessions: server.sessions(),
  settableSessions: server.configuration.sessions(),
  lobby: server.lobby.info(),
  grid: { entries: server.grid.entries() },
});
