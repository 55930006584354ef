/** Opens the front ends besides Discord: the in-game chat and the websocket. */
import { ChatFrontEnd } from '../chat/line.ts';
import type { Role } from '../command/caller.ts';
import type { Config } from '../config/environment.ts';
import type { Bus } from '../race/bus.ts';
import { wordsIn } from '../texts/languages.ts';
import type { ClientServers } from '../websocket/client.ts';
import { openWebsocket } from '../websocket/server.ts';
import type { Shared } from './shared.ts';
import { type ShownNames, showingDispatcher } from './shownNames.ts';
import { ownVersion } from './version.ts';

export type LinkedRole = (guid: string) => Promise<Role | undefined>;

interface GameChat extends Pick<Shared, 'clock' | 'log' | 'servers' | 'dispatcher'>, ShownNames {
  readonly config: Pick<Config, 'language'>;
}

/** Reads what drivers type in the car. */
export function openGameChat({ config, clock, log, servers, ...shared }: GameChat, linkedRole: LinkedRole): void {
  const dispatcher = showingDispatcher(shared.dispatcher, shared);
  for (const [id, { live, actions }] of servers) {
    const frontEnd = new ChatFrontEnd({
      server: id,
      dialect: live.dialect,
      speaker: live.speaker,
      rights: actions.rights,
      view: () => actions.view(),
      words: wordsIn(config.language),
      dispatcher,
      linkedRole,
      clock,
      log: log.child({ part: 'chat', server: id }),
    });
    live.typedLines.listen((line) => void frontEnd.receive(line));
  }
}

export interface Tools extends Pick<Shared, 'clock' | 'log' | 'opened' | 'dispatcher' | 'hide'> {
  readonly config: Pick<Config, 'websocket'>;
  readonly servers: ClientServers;
  readonly buses: ReadonlyMap<string, Bus>;
}

export const busesOf = (servers: Shared['servers']): ReadonlyMap<string, Bus> =>
  new Map([...servers].map(([id, { live }]) => [id, live.bus]));

/**
 * Opens the websocket if one is configured.
 *
 * @returns where programs can connect, in words
 */
export async function openTools({
  config,
  clock,
  log,
  opened,
  servers,
  buses,
  dispatcher,
  hide,
}: Tools): Promise<string | undefined> {
  if (!config.websocket) return undefined;
  const { host, port, tokens, owners } = config.websocket;
  const websocket = await openWebsocket({
    host,
    port,
    tokens,
    owners,
    dispatcher,
    servers,
    hide,
    clock,
    log: log.child({ part: 'websocket' }),
    version: ownVersion(),
    buses,
  });
  opened(() => websocket.close());
  const roles = Object.entries(tokens).flatMap(([role, token]) => (token === undefined ? [] : [role]));
  return `${websocket.address}, ${roles.length > 0 ? `tokens for ${roles.join(', ')}` : 'without a token'}`;
}
