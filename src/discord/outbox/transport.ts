/** The requests by which messages come into a channel, and what the ways they fail in mean. */
import {
  type APIMessage,
  type Client,
  DiscordAPIError,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import { type Clock, systemClock } from '../../kit/clock.ts';
import { messageOf } from '../../kit/errors.ts';
import { spokenBy } from './message.ts';
import type { Author, Body } from './post.ts';
import { Webhooks } from './webhooks.ts';

/** Discord said no for good: repeating the request would change nothing. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

/** Discord does not accept the bot's token any more: no request will succeed until somebody changes it. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

export interface Outgoing {
  readonly body: Body;
  /** At most 25 characters. Discord answers a second message with the nonce of a recent one with that one. */
  readonly nonce: string;
  readonly author?: Author;
}

/** A message that stands in a channel, as far as it takes to recognise it. */
export interface PostedMessage {
  readonly id: string;
  readonly nonce?: string;
  readonly authorName: string;
  readonly content: string;
  /** Of its first embed. */
  readonly title?: string;
  readonly description?: string;
}

/** What the outbox needs of Discord. Calls reject with Undeliverable, TokenRefused, or an error that may pass. */
export interface Transport {
  /** @returns the id of the message */
  send(channel: string, message: Outgoing): Promise<string>;
  /** False when the message is gone. */
  edit(channel: string, messageId: string, body: Body): Promise<boolean>;
  /** The first 100 messages after a point in time (UTC, milliseconds), oldest first. */
  since(channel: string, at: number): Promise<readonly PostedMessage[]>;
}

/** 10008 unknown message, 50005 written by another bot: by this one under an earlier token's account. */
const GONE_CODES: readonly unknown[] = [10008, 50005];

/** @param applicationId the bot's own, to find its webhooks again */
export function discordTransport(
  rest: Client['rest'],
  applicationId: string,
  clock: Pick<Clock, 'now'> = systemClock,
): Transport {
  const webhooks = new Webhooks({ rest, applicationId, clock });

  async function send(channel: string, { body, nonce, author }: Outgoing): Promise<string> {
    const spoken = author && (await webhooks.say(channel, author, muted(body)));
    if (spoken !== undefined) return spoken;
    const message = { ...muted(author ? spokenBy(author, body) : body), nonce, enforce_nonce: true };
    const { id } = (await rest.post(Routes.channelMessages(channel), { body: message })) as APIMessage;
    return id;
  }

  async function edit(channel: string, messageId: string, body: Body): Promise<boolean> {
    try {
      await rest.patch(Routes.channelMessage(channel, messageId), { body: muted(whole(body)) });
      return true;
    } catch (error) {
      if (error instanceof DiscordAPIError && GONE_CODES.includes(error.code)) return false;
      throw error;
    }
  }

  async function since(channel: string, at: number): Promise<readonly PostedMessage[]> {
    const query = new URLSearchParams({ limit: '100', after: firstIdAt(at) });
    const newestFirst = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    return newestFirst.map(sentFrom).reverse();
  }

  return {
    send: (...message) => judged(() => send(...message)),
    edit: (...message) => judged(() => edit(...message)),
    since: (...question) => judged(() => since(...question)),
  };
}

/** Nobody is ever pinged by what the game says. */
const muted = (body: Body) => ({ ...body, allowed_mentions: { parse: [] } }) as RESTPostAPIChannelMessageJSONBody;

/** An edit leaves alone what it does not name, so it names everything. */
const whole = ({ content = '', embeds = [], components = [] }: Body): Body => ({ content, embeds, components });

const firstIdAt = (at: number): string =>
  String(SnowflakeUtil.generate({ timestamp: at, workerId: 0n, processId: 0n, increment: 0n }));

const sentFrom = ({ id, nonce, author, content, embeds: [embed] }: APIMessage): PostedMessage => ({
  id,
  nonce: nonce === undefined ? undefined : String(nonce),
  authorName: author.username,
  content,
  title: embed?.title,
  description: embed?.description,
});

async function judged<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (isTokenRefused(error)) throw new TokenRefused(messageOf(error));
    if (isFinal(error)) throw new Undeliverable(`${error.message} (${error.code})`);
    throw error;
  }
}

/** After its first 401 @discordjs/rest has no token and says so itself, with a plain error. */
const isTokenRefused = (error: unknown): boolean =>
  error instanceof DiscordAPIError
    ? error.status === 401
    : error instanceof Error && error.message.startsWith('Expected token to be set');

/** A 4xx of Discord's own, which has a code in it. One without comes from something before Discord, and passes. */
const isFinal = (error: unknown): error is DiscordAPIError =>
  error instanceof DiscordAPIError &&
  typeof error.code === 'number' &&
  error.status >= 400 &&
  error.status < 500 &&
  ![408, 429].includes(error.status);
