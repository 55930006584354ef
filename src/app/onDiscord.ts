/** What Discord shows of the game servers. An edge has none of this: its hub does it. */
import { channelsFor, serverOfChat } from '../config/channels.ts';
import type { Config } from '../config/environment.ts';
import { type Routing, routingOf } from '../config/routing.ts';
import type { AnyServerConfig } from '../config/server.ts';
import { type Desk, relayDesk } from '../discord/cards/desk.ts';
import { type Lookups, relayToDiscord } from '../discord/cards/relay.ts';
import type { Said } from '../discord/interactions/gameChat.ts';
import { boardMessages } from '../discord/renderings/board.ts';
import { memberRoles } from '../discord/session/members.ts';
import type { BoardState } from '../features/board/board.ts';
import type { Bus } from '../race/bus.ts';
import { wordsIn } from '../texts/languages.ts';
import type { LinkedRole } from './frontEnds.ts';
import type { Shared } from './shared.ts';
import { type ShownNames, showingBus, shown } from './shownNames.ts';

/** The events of one server, and lookups for what no event says. */
export interface Relayed extends Lookups {
  readonly bus: Bus;
  readonly desk: Desk;
}

/** Posts the events of each server to Discord. */
export function relayRaces(shared: Shared): void {
  const { config, servers, links } = shared;
  for (const each of config.servers) {
    const server = servers.get(each.id);
    if (!server) continue;
    const { live, desk, contactOf, actions, isOnPaper } = server;
    relayRace(shared, routingFor(each, config), {
      bus: showingBus(live.bus, shared),
      desk,
      accountOf: (guid) => links.userOf(guid),
      contactOf,
      appealTermOf: (decision) => actions.appeals.termOf(decision),
      isOnPaper,
    });
  }
}

/** Which channel gets which kind of notice of a server. */
export function routingFor(
  server: AnyServerConfig,
  { discord, servers }: Pick<Config, 'discord' | 'servers'>,
): Routing {
  const { channels, notices, sharedBy } = channelsFor(server, discord, servers);
  return routingOf(channels, { notices, servers: sharedBy });
}

export function relayRace(
  { outbox, config, ...names }: Pick<Shared, 'outbox'> & ShownNames & { readonly config: Pick<Config, 'language'> },
  routing: Routing,
  { bus, desk, ...lookups }: Relayed,
): void {
  relayDesk(desk, outbox, routing, (data) => shown(names, data));
  relayToDiscord(bus, outbox, routing, wordsIn(config.language), lookups);
}

/** Shows the state of each server's race on Discord, in one message per server. */
export function showBoards({ config, servers, opened, ...shared }: Shared): void {
  for (const each of config.servers) {
    if (!boardPlace(each, config)) continue;
    const stop = servers.get(each.id)?.watchBoard((state) => showBoard(each, state, { config, ...shared }));
    if (stop) opened(stop);
  }
}

const boardPlace = (server: AnyServerConfig, config: Pick<Config, 'discord' | 'servers'>) =>
  routingFor(server, config).placeOf('board');

export function showBoard(
  server: AnyServerConfig,
  state: BoardState,
  { config, clock, outbox, roster, content }: Pick<Shared, 'clock' | 'outbox'> & ShownNames & BoardPlaces,
): void {
  const place = boardPlace(server, config);
  if (place)
    outbox.show(
      place.channel,
      `board/${server.id}`,
      boardMessages(shown({ roster, content }, state), wordsIn(config.language), clock.now()),
    );
}

interface BoardPlaces {
  readonly config: Pick<Config, 'discord' | 'servers' | 'language'>;
}

/** A driver's role by the linked Discord account, if the owner lets roles count in the game. */
export function linkedRoles({
  config,
  clock,
  links,
  league,
}: Pick<Shared, 'clock' | 'links' | 'league'> & { readonly config: Pick<Config, 'discord'> }): LinkedRole {
  const roleOfMember = memberRoles(() => league.guild(), config.discord, clock);
  return async (guid) => {
    const user = config.discord.linksCountInGame ? links.userOf(guid) : undefined;
    return user === undefined ? undefined : roleOfMember(user);
  };
}

/** Says what people write in a chat channel in the game of that channel's server. */
export const sayIn =
  ({ config, servers }: Pick<Shared, 'config' | 'servers'>) =>
  (channelId: string, line: string): Promise<Said> | undefined => {
    const id = serverOfChat(config.servers, config.discord, channelId);
    const live = id === undefined ? undefined : servers.get(id)?.live;
    if (!live) return undefined;
    const text = live.redact(line);
    const lines = live.speaker.linesOf(text).length;
    return live.speaker.chat(text).then((sent) => ({ lines, sent }));
  };
