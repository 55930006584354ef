/** Delivers one message to its channel, even if an earlier attempt may already have done so. */
import type { Clock } from '../../kit/clock.ts';
import { type OutgoingMessage, spokenBy } from './message.ts';
import { withStanding } from './pictures.ts';
import type { Body } from './post.ts';
import type { OutboxTable } from './table.ts';
import { ChannelClosed, type PostedMessage, type Transport, Undeliverable } from './transport.ts';

/** Discord forgets a nonce after "a few minutes". Within this time it answers a duplicate with the first message. */
const NONCE_TRUSTED_MS = 2 * 60_000;
/** How far this machine's clock may be ahead of Discord's. */
const CLOCK_ERROR_MS = 60_000;

export interface Delivery {
  readonly message: OutgoingMessage;
  readonly table: OutboxTable;
  readonly transport: Transport;
  readonly clock: Clock;
}

/**
 * Ensures that a message is in its channel.
 *
 * @returns the id of its message; undefined for chat that may or may not have been posted
 * @throws Undeliverable if it can never be delivered; any other error means that it is in doubt from now on
 */
export async function deliver(delivery: Delivery): Promise<string | undefined> {
  const { message, table, transport, clock } = delivery;
  const { channel, key, body, author, mentions } = message;
  const standing = key === undefined ? undefined : table.messageIdOf(channel, key);
  if (standing !== undefined && key !== undefined) {
    if (await transport.edit(channel, standing, withStanding(body, table.pictures.filesOf(channel, key))))
      return standing;
    table.forgetMessage(channel, key);
  }
  const nonce = `${table.installation}-${message.id}`;
  if (message.doubtful && !isNonceTrusted(message, clock.now())) {
    const found = await lookBack(delivery, nonce);
    if (found === 'unknown') return undefined;
    if (found !== 'absent') return found.id;
    table.takenAgain(message, clock.now());
  }
  return transport.send(channel, { body: withStanding(body, []), nonce, author, mentions });
}

/** Webhook messages carry no nonce. */
const isNonceTrusted = ({ author, sendingAt }: OutgoingMessage, now: number): boolean =>
  !author && Math.abs(now - sendingAt) < NONCE_TRUSTED_MS;

/** If the channel cannot be read, a notice may be posted twice, while chat is dropped instead. */
async function lookBack(
  { message, table, transport }: Delivery,
  nonce: string,
): Promise<Pick<PostedMessage, 'id'> | 'absent' | 'unknown'> {
  try {
    const standing = await transport.since(message.channel, message.sendingAt - CLOCK_ERROR_MS);
    const copy = standing.find((each) => isCopyOf(message, nonce, each) && !table.isOurs(each.id));
    return copy ?? 'absent';
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return message.isChat ? 'unknown' : 'absent';
  }
}

/** 50013 only concerns reading. A channel that cannot be seen at all is searched later. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof Undeliverable || (error instanceof ChannelClosed && error.code === 50013);

function isCopyOf({ body, author }: OutgoingMessage, nonce: string, sent: PostedMessage): boolean {
  if (sent.nonce !== undefined) return sent.nonce === nonce;
  if (!author) return looksLike(body, sent);
  return (sent.authorName === author.name && looksLike(body, sent)) || looksLike(spokenBy(author, body), sent);
}

/** Discord trims texts. */
function looksLike({ content = '', embeds: [embed] = [] }: Body, sent: PostedMessage): boolean {
  return (
    sent.content === content.trim() &&
    sent.title === embed?.title?.trim() &&
    sent.description === embed?.description?.trim()
  );
}
