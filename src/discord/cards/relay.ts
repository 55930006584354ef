/** From the bus to the outbox: which post goes to which channel. */
import type { Place, Routing } from '../../config/routing.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Bus } from '../../race/bus.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { escapeCode, plainText } from '../common/text.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Body, Post } from '../outbox/post.ts';
import type { AppealTermOf, ContactOf } from './card.ts';
import { postsOf } from './index.ts';

/** Facts that no event contains, looked up when it is posted. */
export interface Lookups {
  /** The Discord account linked to a driver. If absent, no account is linked. */
  readonly accountOf?: ((guid: string) => string | undefined) | undefined;
  readonly contactOf?: ContactOf | undefined;
  readonly appealTermOf?: AppealTermOf | undefined;
  /** Whether documents now announce what becomes of a penalty. If absent, they do not. */
  readonly isOnPaper?: ((decided: Pick<Penalty, 'run' | 'session' | 'source'>) => boolean) | undefined;
}

/** Posts what happens on a server, in the transaction that journals it. */
export function relayToDiscord(
  bus: Bus,
  outbox: Pick<Outbox, 'post' | 'keep' | 'isPublic'>,
  routing: Routing,
  words: Catalogue,
  { accountOf = () => undefined, contactOf, appealTermOf, isOnPaper = () => false }: Lookups = {},
): void {
  const { placeOf } = routing;
  /** Not if the other post is confidential and waits or is dropped. If that is unknown, better post twice. */
  const isTold = ({ channel, confidential }: Place, other: Place | undefined): boolean =>
    other?.channel === channel &&
    (other.confidential === undefined || other.confidential === confidential || outbox.isPublic(channel) === false);
  const paper = placeOf('document');
  const isPaperPublic = paper !== undefined && paper.confidential === undefined;
  bus.durable((event, state) => {
    for (const routed of postsOf(event, state, words, contactOf, appealTermOf)) {
      const place = placeOf(routed.kind);
      if (!place) continue;
      const { channel, confidential } = place;
      if (routed.unlessBeside !== undefined && isTold(place, placeOf(routed.unlessBeside))) continue;
      if (isPaperPublic && routed.unlessOnPaper && isOnPaper(routed.unlessOnPaper)) continue;
      const account = routed.mention === undefined ? undefined : accountOf(routed.mention);
      if (routed.mention !== undefined && account === undefined) continue;
      const meant = account === undefined ? routed.post : addressed(account, routed.post);
      const post = { ...meant, confidential };
      const whole = routing.namesServers ? ofServer(event.server, post) : post;
      if (routed.onlyIfThere && whole.key !== undefined) outbox.keep(channel, whole.key, whole, 'rest');
      else outbox.post(channel, whole);
    }
  });
}

/** The only post that ever pings anybody: exactly the one account that it is for. */
const addressed = (account: string, { lane, body }: Post): Post => ({
  lane,
  body: { ...body, content: `<@${account}> ${body.content ?? ''}` },
  mentions: [account],
});

const LABEL_LENGTH = 20;

/** Room for " · " and the label, within the 80 UTF-16 units of a webhook's name. */
const NAME_LENGTH = 80 - 2 * LABEL_LENGTH - 3;

/** The same post, labelled with the server's id. */
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

/** Does not split a surrogate pair. */
const shortened = (name: string): string => name.slice(0, NAME_LENGTH).replace(/[\uD800-\uDBFF]$/, '');
