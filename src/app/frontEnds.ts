/** Opens the front ends that follow the game servers: Discord's channels, the chat in the game, the websocket. */
import { ChatFrontEnd } from '../chat/line.ts';
import type { Role } from '../command/caller.ts';
import { channelsFor } from '../config/channels.ts';
import { routingOf } from '../config/routing.ts';
import { relayDesk } from '../discord/cards/desk.ts';
import { relayToDiscord } from '../discord/cards/relay.ts';
import { boardMessages } from '../discord/renderings/board.ts';
import { memberRoles } from '../discord/session/members.ts';
import { wordsIn } from '../texts/languages.ts';
import { openWebsocket } from '../websocket/server.ts';
import type { Shared } from './shared.ts';
import { showingBus, showingDispatcher, shown } from './shownNames.ts';
import { ownVersion } from './version.ts';

/** Tells on Discord what happens on each server. */
export function relayRaces({ config, servers, outbox, links, roster, content }: Shared): void {
  const words = wordsIn(config.language);
  for (const each of config.servers) {
    const { channels, notices, sharedBy } = channelsFor(each, config.discord, config.servers);
    const server = servers.get(each.id);
    if (!server) continue;
    const routing = routingOf(channels, { notices, servers: sharedBy });
    const names = { roster, content };
    relayDesk({ listen: (listener) => server.desk.listen((news) => listener(shown(names, news))) }, outbox, routing);
    relayToDiscord(showingBus(server.live.bus, names), outbox, routing, words, {
      accountOf: (guid) => links.userOf(guid),
      contactOf: server.contactOf,
      appealTermOf: (decision) => server.actions.appeals.termOf(decision),
      isOnPaper: server.isOnPaper,
    });
  }
}

/** Shows on Discord how each server's race stands, in one message a server. */
export function showBoards({ config, clock, servers, outbox, roster, content, opened }: Shared): void {
  for (const each of config.servers) {
    const { channels, notices } = channelsFor(each, config.discord, config.servers);
    const place = routingOf(channels, { notices }).placeOf('board');
    if (!place) continue;
    const stop = servers.get(each.id)?.watchBoard((state) => {
      const faces = boardMessages(shown({ roster, content }, state), wordsIn(config.language), clock.now());
      outbox.show(place.channel, `board/${each.id}`, faces);
    });
    if (stop) opened(stop);
  }
}

/** What drivers type in the car. */
export function openGameChat({ config, clock, log, servers, links, league, ...shared }: Shared): void {
  const dispatcher = showingDispatcher(shared.dispatcher, shared);
  const roleOfMember = memberRoles(() => league.guild(), config.discord, clock);
  const linkedRole = async (guid: string): Promise<Role | undefined> => {
    const user = config.discord.linksCountInGame ? links.userOf(guid) : undefined;
    return user === undefined ? undefined : roleOfMember(user);
  };
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

/**
 * The websocket, where one is configured.
 *
 * @returns where programs can connect, in words
 */
export async function openTools({
  config,
  clock,
  log,
  opened,
  servers,
  dispatcher,
  app,
  hide,
}: Shared): Promise<string | undefined> {
  if (!config.websocket) return undefined;
  const { host, port, tokens, owners } = config.websocket;
  const websocket = await openWebsocket({
    host,
    port,
    tokens,
    owners,
    dispatcher,
    servers: app.servers,
    hide,
    clock,
    log: log.child({ part: 'websocket' }),
    version: ownVersion(),
    buses: new Map([...servers].map(([id, { live }]) => [id, live.bus])),
  });
  opened(() => websocket.close());
  const roles = Object.entries(tokens).flatMap(([role, token]) => (token === undefined ? [] : [role]));
  return `${websocket.address}, ${roles.length > 0 ? `tokens for ${roles.join(', ')}` : 'without a token'}`;
}
