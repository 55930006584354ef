import {
  type APIChannel,
  type APIWebhook,
  type Client,
  DiscordAPIError,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord.js';
import type { Clock } from '../../kit/clock.ts';
import { idOf, NOT_DISCORD } from './answers.ts';
import type { Author } from './post.ts';

export interface WebhooksOptions {
  readonly rest: Client['rest'];
  readonly applicationId: string;
  readonly clock: Pick<Clock, 'monotonic'>;
}

/** 30007: too many webhooks. 50013: no permission. */
const NO_WEBHOOK_CODES: readonly unknown[] = [30007, 50013];
/** 10015: unknown webhook. 50027: wrong token. Somebody has deleted the webhook. */
const GONE_CODES: readonly unknown[] = [10015, 50027];
/** Discord refuses some names that its documentation does not list. */
const INVALID_BODY = 50035;

/** Somebody may have granted the missing permission in the meantime. */
const ASK_AGAIN_MS = 10 * 60_000;

/** Discord allows a channel's webhooks 30 messages a minute. After that, a message waits for the rest of the minute. */
const MOST_A_MINUTE = 25;
const MINUTE_MS = 60_000;

/** 10003: unknown channel. 50024: not for this type of channel. Sent for a thread, which has no webhooks. */
const THREAD_CODES: readonly unknown[] = [10003, 50024];

interface Way {
  readonly route: `/${string}`;
  /** For a thread, the webhook belongs to its parent channel. */
  readonly threadId?: string;
}

interface Known {
  /** Where to post; undefined if the channel cannot have a webhook. */
  readonly way?: Way;
  readonly at: number;
}

/** The webhooks that post drivers' words under their own names, one per channel. */
export class Webhooks {
  readonly #rest: Client['rest'];
  readonly #applicationId: string;
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #known = new Map<string, Known>();
  /** When webhook messages were sent in the last minute. */
  readonly #said = new Map<string, number[]>();

  constructor({ rest, applicationId, clock }: WebhooksOptions) {
    this.#rest = rest;
    this.#applicationId = applicationId;
    this.#clock = clock;
  }

  /** @returns the id of the message; undefined if it cannot be posted by webhook */
  async say(channel: string, { name }: Author, body: RESTPostAPIChannelMessageJSONBody): Promise<string | undefined> {
    if (this.#isBusy(channel)) return undefined;
    // Twice, because the known webhook may have been deleted in the meantime.
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const way = await this.#wayInto(channel);
      if (!way) return undefined;
      try {
        const query = new URLSearchParams({ wait: 'true' });
        if (way.threadId !== undefined) query.set('thread_id', way.threadId);
        this.#said.get(channel)?.push(this.#clock.monotonic());
        return idOf(await this.#rest.post(way.route, { body: { ...body, username: name }, query, auth: false }));
      } catch (error) {
        if (codeOf(error) === INVALID_BODY) return undefined;
        if (!GONE_CODES.includes(codeOf(error))) throw error;
        this.#known.delete(channel);
      }
    }
    return undefined;
  }

  #isBusy(channel: string): boolean {
    const since = this.#clock.monotonic() - MINUTE_MS;
    const recent = (this.#said.get(channel) ?? []).filter((at) => at > since);
    this.#said.set(channel, recent);
    return recent.length >= MOST_A_MINUTE;
  }

  async #wayInto(channel: string): Promise<Way | undefined> {
    const last = this.#known.get(channel);
    if (last && (last.way || this.#clock.monotonic() - last.at < ASK_AGAIN_MS)) return last.way;
    const way = await this.#find(channel);
    this.#known.set(channel, { at: this.#clock.monotonic(), way });
    return way;
  }

  async #find(channel: string): Promise<Way | undefined> {
    try {
      const route = await this.#findOrCreate(channel);
      return route && { route };
    } catch (error) {
      if (!THREAD_CODES.includes(codeOf(error))) throw error;
      const parent = await this.#channelOfThread(channel);
      // Unavailable, or gone for good: the sender will find out.
      if (parent === undefined) throw error;
      const route = await this.#findOrCreate(parent);
      return route && { route, threadId: channel };
    }
  }

  async #channelOfThread(id: string): Promise<string | undefined> {
    const channel = (await this.#rest.get(Routes.channel(id))) as APIChannel;
    return 'thread_metadata' in channel ? (channel.parent_id ?? undefined) : undefined;
  }

  async #findOrCreate(channel: string): Promise<`/${string}` | undefined> {
    const address = Routes.channelWebhooks(channel);
    try {
      const existing = await this.#rest.get(address);
      if (!Array.isArray(existing)) throw new Error(NOT_DISCORD);
      const own = (existing as APIWebhook[]).find(
        (webhook) => webhook.application_id === this.#applicationId && webhook.token,
      );
      const { id, token } = own ?? (await this.#create(channel));
      return token === undefined ? undefined : Routes.webhook(id, token);
    } catch (error) {
      if (NO_WEBHOOK_CODES.includes(codeOf(error))) return undefined;
      throw error;
    }
  }

  async #create(channel: string): Promise<Pick<APIWebhook, 'id' | 'token'>> {
    const created = await this.#rest.post(Routes.channelWebhooks(channel), { body: { name: 'Pitwall' } });
    idOf(created);
    return created as APIWebhook;
  }
}

const codeOf = (error: unknown): unknown => (error instanceof DiscordAPIError ? error.code : undefined);
