import type { Server } from '../src/command/app.ts';

/** The running session, by a key that no later one has. */
export function sessionAtStake(server: Pick<Server, 'view'>): string {
  const { run, session } = server.view().state;
  return session && !session.over ? `${run}/${session.ordinal}` : 'none';
}
