/** Which channel belongs to which server. */
import type { ChannelRoutes, Channels, NoticeWishes } from './channelSettings.ts';
import { isForOfficials, NOTICES, type Notice, type NoticeTable, QUIET } from './notices.ts';
import type { AnyServerConfig } from './server.ts';

/**
 * Where the posts of one server go, by kind, and how many servers share these channels. Shared posts must name their
 * server.
 */
export function channelsFor(
  server: AnyServerConfig,
  common: Channels & NoticeWishes,
  servers: readonly AnyServerConfig[],
): { readonly channels: Channels; readonly notices: Partial<NoticeTable>; readonly sharedBy: number } {
  const channels = routesOf(server, common);
  const own = new Set(idsOf(channels));
  const sharing = servers.filter((each) => idsOf(routesOf(each, common)).some((id) => own.has(id)));
  return { channels, notices: { ...common.notices, ...server.notices }, sharedBy: sharing.length };
}

/**
 * The server that a command in this channel means: one with this channel in CHANNELS, or the only one that posts there.
 */
export function serverForChannel(servers: readonly AnyServerConfig[], channelId: string): string | undefined {
  const named = servers.find(({ channelIds = [] }) => channelIds.includes(channelId));
  if (named) return named.id;
  const posting = servers.filter(({ routes = {} }) => idsOf(routes).includes(channelId));
  return posting.length === 1 ? posting[0]?.id : undefined;
}

/** The server whose game gets messages from this chat channel; undefined for other channels. */
export function serverOfChat(
  servers: readonly AnyServerConfig[],
  common: Channels,
  channelId: string,
): string | undefined {
  const chatting = servers.filter((server) => chatChannelOf(routesOf(server, common)) === channelId);
  return chatting.length === 1 ? chatting[0]?.id : undefined;
}

/** A channel for posts that not everybody may read, or the channel used instead. */
export interface OfficialPlace {
  readonly route: 'stewards' | 'log';
  readonly channelId: string;
  /** Whether it is a channel of its own, not the main channel that gets everything without one. */
  readonly isOwn: boolean;
  /** The kinds of posts that go there. */
  readonly kinds: readonly Notice[];
}

/** Official channels that get any posts. */
export function officialPlaces(
  { channelId: main, stewardChannelId, logChannelId }: Channels,
  wishes: Partial<NoticeTable> = {},
): readonly OfficialPlace[] {
  const table: NoticeTable = { ...QUIET, ...wishes };
  const own = { stewards: stewardChannelId, log: logChannelId };
  return (['stewards', 'log'] as const).flatMap((route) => {
    const kinds = NOTICES.filter((kind) => table[kind] === route && (route === 'stewards' || isForOfficials(kind)));
    const channelId = own[route] ?? main;
    return kinds.length === 0 ? [] : [{ route, channelId, isOwn: channelId !== main, kinds }];
  });
}

/** A server's own channels; the installation's channels for those it does not have. */
const routesOf = ({ routes = {} }: AnyServerConfig, common: Channels): Channels => ({
  channelId: routes.channelId ?? common.channelId,
  chatChannelId: routes.chatChannelId ?? common.chatChannelId,
  stewardChannelId: routes.stewardChannelId ?? common.stewardChannelId,
  logChannelId: routes.logChannelId ?? common.logChannelId,
  boardChannelId: routes.boardChannelId ?? common.boardChannelId,
  documentsChannelId: routes.documentsChannelId ?? common.documentsChannelId,
});

/** Only a dedicated chat channel counts: in the main channel, people talk about everything. */
const chatChannelOf = ({ chatChannelId, channelId }: Channels): string | undefined =>
  chatChannelId === channelId ? undefined : chatChannelId;

/** Every channel in a server's own settings, with the name of its setting for error messages. */
export const configuredChannels = (servers: readonly AnyServerConfig[]): { variable: string; id: string }[] =>
  servers.flatMap(({ id, routes = {}, channelIds = [] }) => [
    ...idsOf(routes).map((channel) => ({ variable: `A channel of [${id}]`, id: channel })),
    ...channelIds.map((channel) => ({ variable: `CHANNELS of [${id}]`, id: channel })),
  ]);

const idsOf = (channels: ChannelRoutes): readonly string[] =>
  [
    channels.channelId,
    channels.chatChannelId,
    channels.stewardChannelId,
    channels.logChannelId,
    channels.boardChannelId,
    channels.documentsChannelId,
  ].filter((id) => id !== undefined);
