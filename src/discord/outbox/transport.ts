import {
  type APIMessage,
  type APIWebhook,
  type Client,
  DiscordAPIError,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord.js';
import { escapeText } from '../text.ts';
import type { Author, Body } from './post.ts';

/** Discord said no for good: repeating the request would change nothing. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

/** A message that stands in a channel, as far as it takes to recognise it. */
export interface Sent {
  readonly id: string;
  readonly at: number;
  readonly authorName: string;
  readonly content: string;
  readonly title: string | undefined;
}

/** What the outbox needs of Discord. Every call rejects with Undeliverable, or with anything else when it may be tried again. */
export interface Transport {
  send(channel: string, body: Body, nonce: string): Promise<string>;
  sendAs(channel: string, author: Author, body: Body): Promise<string>;
  /** False when the message is gone. */
  edit(channel: string, messageId: string, body: Body): Promise<boolean>;
  /** The newest 50 messages. */
  recent(channel: string): Promise<Sent[]>;
}

type Rest = Client['rest'];

/** 30007 too many webhooks, 50001 no access, 50013 no permission: then the driver speaks through a plain message. */
const NO_WEBHOOK_CODES: readonly (number | string)[] = [30007, 50001, 50013];
const UNKNOWN_MESSAGE = 10008;
const UNKNOWN_WEBHOOK = 10015;

/** @param applicationId the bot's own, to find its webhooks again */
export function discordTransport(rest: Rest, applicationId: string): Transport {
  const webhooks = new Map<string, APIWebhook | 'none'>();

  async function send(channel: string, body: Body, nonce?: string): Promise<string> {
    const message: RESTPostAPIChannelMessageJSONBody = { ...muted(body), ...(nonce && { nonce, enforce_nonce: true }) };
    const { id } = (await rest.post(Routes.channelMessages(channel), { body: message })) as APIMessage;
    return id;
  }

  async function webhookOf(channel: string): Promise<APIWebhook | 'none'> {
    const known = webhooks.get(channel);
    if (known) return known;
    const found = await findOrCreateWebhook(rest, channel, applicationId);
    webhooks.set(channel, found);
    return found;
  }

  async function sendAs(channel: string, author: Author, body: Body): Promise<string> {
    const webhook = await webhookOf(channel);
    if (webhook === 'none' || !webhook.token) return send(channel, withName(author, body));
    const route = Routes.webhook(webhook.id, webhook.token);
    try {
      const query = new URLSearchParams({ wait: 'true' });
      const message = (await rest.post(route, {
        body: { ...muted(body), username: author.name },
        query,
        auth: false,
      })) as APIMessage;
      return message.id;
    } catch (error) {
      if (codeOf(error) !== UNKNOWN_WEBHOOK) throw error;
      webhooks.delete(channel);
      return sendAs(channel, author, body);
    }
  }

  return {
    send: (channel, body, nonce) => judged(() => send(channel, body, nonce)),
    sendAs: (channel, author, body) => judged(() => sendAs(channel, author, body)),
    edit: (channel, messageId, body) =>
      judged(async () => {
        try {
          await rest.patch(Routes.channelMessage(channel, messageId), { body: muted(body) });
          return true;
        } catch (error) {
          if (codeOf(error) === UNKNOWN_MESSAGE) return false;
          throw error;
        }
      }),
    recent: (channel) =>
      judged(async () => {
        const query = new URLSearchParams({ limit: '50' });
        const messages = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
        return messages.map(sentFrom);
      }),
  };
}

/** Nobody is ever pinged by what the game says. */
const muted = (body: Body) => ({ ...body, allowed_mentions: { parse: [] } }) as RESTPostAPIChannelMessageJSONBody;

const withName = ({ name }: Author, { content, ...more }: Body): Body => ({
  ...more,
  content: `**${escapeText(name)}**: ${content ?? ''}`.slice(0, 2000),
});

async function findOrCreateWebhook(rest: Rest, channel: string, applicationId: string): Promise<APIWebhook | 'none'> {
  try {
    const existing = (await rest.get(Routes.channelWebhooks(channel))) as APIWebhook[];
    const own = existing.find((webhook) => webhook.application_id === applicationId && webhook.token);
    return own ?? ((await rest.post(Routes.channelWebhooks(channel), { body: { name: 'Pitwall' } })) as APIWebhook);
  } catch (error) {
    if (NO_WEBHOOK_CODES.includes(codeOf(error) ?? -1)) return 'none';
    throw error;
  }
}

const codeOf = (error: unknown): number | string | undefined =>
  error instanceof DiscordAPIError ? error.code : undefined;

/** Sorts what went wrong: 4xx is final, except 401 (the client ends then) and 429 (its queue waits). */
async function judged<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    const final = error instanceof DiscordAPIError && error.status >= 400 && error.status < 500;
    if (!final || [401, 408, 429].includes(error.status)) throw error;
    throw new Undeliverable(`${error.message} (${error.code})`);
  }
}

const sentFrom = (message: APIMessage): Sent => ({
  id: message.id,
  at: Date.parse(message.timestamp),
  authorName: message.author.username,
  content: message.content,
  title: message.embeds[0]?.title,
});
