/** From the bus to the outbox: which post goes into which channel. */
import type { ChannelRoutes } from '../../config/server.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Bus } from '../../race/bus.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { escapeCode, plainText } from '../common/text.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Body, Post } from '../outbox/post.ts';
import type { AppealTermOf, ContactOf, Route, RoutedPost } from './card.ts';
import { postsOf } from './index.ts';

/** Which channel hears of what, and whether it has to be told which server is meant. */
export interface Routing {
  channelOf(route: Route): string;
  /** Whether a channel was chosen for this route, and not only takes what has no channel of its own. */
  isOwn(route: Route): boolean;
  readonly namesServers: boolean;
}

/** What no event says, looked up when it is posted. */
export interface Lookups {
  /** The account on Discord that is linked to a driver; there is none when absent. */
  readonly accountOf?: ((guid: string) => string | undefined) | undefined;
  readonly contactOf?: ContactOf | undefined;
  readonly appealTermOf?: AppealTermOf | undefined;
  /** Whether what becomes of a penalty is told by documents now; it is not when absent. */
  readonly isOnPaper?: ((penalty: Penalty) => boolean) | undefined;
}

/** Posts what happens on a server, in the transaction in which it is journaled. */
export function relayToDiscord(
  bus: Bus,
  outbox: Pick<Outbox, 'post' | 'isPublic'>,
  routing: Routing,
  words: Catalogue,
  { accountOf = () => undefined, contactOf, appealTermOf, isOnPaper = () => false }: Lookups = {},
): void {
  const { channelOf, namesServers } = routing;
  /** Told in a channel is what is kept from nobody there; where that is not known, it is rather told twice. */
  const isToldIn = (channel: string, route: Route): boolean =>
    channelOf(route) === channel && (route !== 'stewards' || outbox.isPublic(channel) === false);
  bus.durable((event, state) => {
    for (const routed of postsOf(event, state, words, contactOf, appealTermOf)) {
      const channel = channelOf(routed.route);
      if (routed.unlessIn !== undefined && isToldIn(channel, routed.unlessIn)) continue;
      if (routed.unlessOnPaper && isOnPaper(routed.unlessOnPaper)) continue;
      const account = routed.mention === undefined ? undefined : accountOf(routed.mention);
      if (routed.mention !== undefined && account === undefined) continue;
      const meant = account === undefined ? routed.post : addressed(account, routed.post);
      const post = { ...meant, confidential: confidentialityOf(routed, routing) };
      outbox.post(channel, namesServers ? ofServer(event.server, post) : post);
    }
  });
}

/** Of all that is ever posted, only this pings anybody: the one account that it is for. */
const addressed = (account: string, { lane, body }: Post): Post => ({
  lane,
  body: { ...body, content: `<@${account}> ${body.content ?? ''}` },
  mentions: [account],
});

/** What waits for its own channel to be closed to most is not posted at all where there is none. */
export function confidentialityOf(
  { route, isForOfficials }: Pick<RoutedPost, 'route' | 'isForOfficials'>,
  { isOwn }: Pick<Routing, 'isOwn'>,
): Post['confidential'] {
  if (route !== 'stewards' && !isForOfficials) return undefined;
  return isOwn(route) ? 'waits' : 'dropped';
}

/**
 * Every route falls back to the one channel that has to be configured.
 *
 * @param servers how many game servers share these channels
 */
export function channelsOf(configured: ConfiguredChannels, servers = 1): Routing {
  const { channelId, chatChannelId, stewardChannelId, logChannelId, documentsChannelId } = configured;
  const channels: Record<Route, string | undefined> = {
    race: channelId,
    chat: chatChannelId,
    stewards: stewardChannelId,
    log: logChannelId,
    documents: documentsChannelId,
  };
  return {
    channelOf: (route) => channels[route] ?? channelId,
    isOwn: (route) => (channels[route] ?? channelId) !== channelId,
    namesServers: servers > 1,
  };
}

type ConfiguredChannels = ChannelRoutes & { readonly channelId: string };

const LABEL_LENGTH = 20;

/** Room for " · " and the label, within the 80 UTF-16 units of a webhook's name. */
const NAME_LENGTH = 80 - 2 * LABEL_LENGTH - 3;

/** The same post, with the server's id where the eye finds it. */
export function ofServer(server: string, post: Post): Post {
  const label = plainText(server, LABEL_LENGTH);
  if (post.author) return { ...post, author: { name: `${shortened(post.author.name)} · ${label}` } };
  return { ...post, body: labelled(server, post.body) };
}

function labelled(server: string, { content, embeds, ...more }: Body): Body {
  const [first, ...others] = embeds ?? [];
  return {
    ...more,
    content: content === undefined ? undefined : `\`${escapeCode(server, LABEL_LENGTH)}\` ${content}`,
    embeds: first && [{ ...first, author: { name: plainText(server, LABEL_LENGTH) } }, ...others],
  };
}

/** A pair of surrogates is not split. */
const shortened = (name: string): string => name.slice(0, NAME_LENGTH).replace(/[\uD800-\uDBFF]$/, '');
