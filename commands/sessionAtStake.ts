import type { Server } from '../src/command/app.ts';

type Viewed = Pick<Server, 'view'>;

/** The running session, by a key that no later one has. */
export const sessionAtStake = (server: Viewed): string => running(server)?.key ?? 'none';

/**
 * The running race, likewise; '' if there is none. A server that goes from one practice to the next, or whose race has
 * ended, is stopped all the same.
 */
export function raceAtStake(server: Viewed): string {
  const session = running(server);
  return session?.kind === 'race' ? session.key : '';
}

function running(server: Viewed): { readonly key: string; readonly kind: string } | undefined {
  const { run, session } = server.view().state;
  return session && !session.over ? { key: `${run}/${session.ordinal}`, kind: session.facts.kind } : undefined;
}
