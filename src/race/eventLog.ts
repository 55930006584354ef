import type { Logger } from 'pino';
import { hear, type Listeners } from '../events/events.ts';
import type { Bus } from './bus.ts';

/** Events that belong in the service's log: starts and stops of the game server, sessions, and problems. */
const lines: Listeners<readonly [fields: object, message: string] | undefined> = {
  serverStarting: ({ pid }) => [{ pid }, 'the game server is starting'],
  serverStarted: ({ version, adopted }) => [{ version, adopted }, 'the game server is up'],
  serverStopped: ({ expected, code, signal }) => [{ expected, code, signal }, 'the game server has stopped'],
  serverHeard: ({ again }) => (again ? undefined : [{}, 'UDP data from the game server']),
  serverSilent: ({ silentMs }) => [{ silentMs }, 'no UDP data from the game server'],
  sessionStarted: ({ facts, session, late }) => [
    { name: facts.name, kind: facts.kind, session, late },
    'a session begins',
  ],
  sessionEnded: ({ resultsFile, session }) => [{ session, resultsFile }, 'a session is over'],
};

export function logRace(bus: Bus, log: Pick<Logger, 'info'>): void {
  bus.live((event) => {
    const line = hear(lines, event);
    if (line) log.info(...line);
  });
}
