import type { Clock } from '../../kit/clock.ts';
import { type Parcel, spokenBy } from './parcel.ts';
import type { Body } from './post.ts';
import type { OutboxTable } from './table.ts';
import { type Sent, type Transport, Undeliverable } from './transport.ts';

/** Discord forgets a nonce after "a few minutes": within this time it answers a second copy with the first. */
const NONCE_TRUSTED_MS = 2 * 60_000;
/** How far this machine's clock may be ahead of Discord's. */
const CLOCK_ERROR_MS = 60_000;

export interface Delivery {
  readonly parcel: Parcel;
  readonly table: OutboxTable;
  readonly transport: Transport;
  readonly clock: Clock;
}

/**
 * Sees to it that a parcel stands in its channel.
 *
 * @returns the id of its message, or 'unknown' for chat that may or may not have been said
 * @throws Undeliverable when it never will; anything else when it is in doubt from now on
 */
export async function deliver(delivery: Delivery): Promise<string> {
  const { parcel, table, transport, clock } = delivery;
  const { channel, key, body, author } = parcel;
  const standing = key === undefined ? undefined : table.messageOf(channel, key);
  if (standing !== undefined && key !== undefined) {
    if (await transport.edit(channel, standing, body)) return standing;
    table.forgetMessage(channel, key);
  }
  const nonce = `${table.installation}-${parcel.id}`;
  if (parcel.doubtful && !isNonceTrusted(parcel, clock.now())) {
    const found = await lookBack(delivery, nonce);
    if (found !== 'absent') return found;
    table.takenAgain(parcel, clock.now());
  }
  return transport.send(channel, { body, nonce, ...(author && { author }) });
}

/** What a webhook says carries no nonce. */
const isNonceTrusted = ({ author, sendingAt }: Parcel, now: number): boolean =>
  !author && Math.abs(now - sendingAt) < NONCE_TRUSTED_MS;

/** Where the channel cannot be read, a notice may double, and chat is rather lost. */
async function lookBack({ parcel, table, transport }: Delivery, nonce: string): Promise<string | 'absent' | 'unknown'> {
  try {
    const messages = await transport.since(parcel.channel, parcel.sendingAt - CLOCK_ERROR_MS);
    const copy = messages.find((message) => isCopyOf(parcel, nonce, message) && !table.isOurs(message.id));
    return copy?.id ?? 'absent';
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error;
    return parcel.isChat ? 'unknown' : 'absent';
  }
}

function isCopyOf({ body, author }: Parcel, nonce: string, message: Sent): boolean {
  if (message.nonce !== undefined) return message.nonce === nonce;
  if (!author) return looksLike(body, message);
  return (message.authorName === author.name && looksLike(body, message)) || looksLike(spokenBy(author, body), message);
}

/** Discord trims what it is given. */
function looksLike({ content = '', embeds: [embed] = [] }: Body, message: Sent): boolean {
  return (
    message.content === content.trim() &&
    message.title === embed?.title?.trim() &&
    message.description === embed?.description?.trim()
  );
}
