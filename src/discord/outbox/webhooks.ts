import {
  type APIMessage,
  type APIWebhook,
  type Client,
  DiscordAPIError,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
} from 'discord.js';
import type { Clock } from '../../kit/clock.ts';
import type { Author } from './post.ts';

export interface WebhooksOptions {
  readonly rest: Client['rest'];
  readonly applicationId: string;
  readonly clock: Pick<Clock, 'now'>;
}

/** 30007 too many webhooks, 50001 no access, 50013 no permission. */
const NO_WEBHOOK_CODES: readonly unknown[] = [30007, 50001, 50013];
/** 10015 unknown webhook, 50027 its token is wrong: somebody has deleted it. */
const GONE_CODES: readonly unknown[] = [10015, 50027];
/** Discord refuses some names that its documentation does not list. */
const INVALID_BODY = 50035;

/** Somebody may have given the missing right meanwhile. */
const ASK_AGAIN_MS = 10 * 60_000;

interface Known {
  /** Where to post; undefined when the channel cannot have a webhook. */
  readonly route?: `/${string}`;
  readonly at: number;
}

/** The webhooks through which drivers speak under their own names, one a channel. */
export class Webhooks {
  readonly #rest: Client['rest'];
  readonly #applicationId: string;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #known = new Map<string, Known>();

  constructor({ rest, applicationId, clock }: WebhooksOptions) {
    this.#rest = rest;
    this.#applicationId = applicationId;
    this.#clock = clock;
  }

  /** @returns the id of the message; undefined when it has to be said in another way */
  async say(channel: string, { name }: Author, body: RESTPostAPIChannelMessageJSONBody): Promise<string | undefined> {
    // Twice, because the webhook that is remembered may have been deleted since.
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const route = await this.#routeIn(channel);
      if (!route) return undefined;
      try {
        const query = new URLSearchParams({ wait: 'true' });
        const message = await this.#rest.post(route, { body: { ...body, username: name }, query, auth: false });
        return (message as APIMessage).id;
      } catch (error) {
        if (codeOf(error) === INVALID_BODY) return undefined;
        if (!GONE_CODES.includes(codeOf(error))) throw error;
        this.#known.delete(channel);
      }
    }
    return undefined;
  }

  async #routeIn(channel: string): Promise<`/${string}` | undefined> {
    const last = this.#known.get(channel);
    if (last && (last.route || this.#clock.now() - last.at < ASK_AGAIN_MS)) return last.route;
    const route = await this.#findOrCreate(channel);
    this.#known.set(channel, { at: this.#clock.now(), route });
    return route;
  }

  async #findOrCreate(channel: string): Promise<`/${string}` | undefined> {
    const address = Routes.channelWebhooks(channel);
    try {
      const existing = (await this.#rest.get(address)) as APIWebhook[];
      const own = existing.find((webhook) => webhook.application_id === this.#applicationId && webhook.token);
      const { id, token } = own ?? ((await this.#rest.post(address, { body: { name: 'Pitwall' } })) as APIWebhook);
      return token === undefined ? undefined : Routes.webhook(id, token);
    } catch (error) {
      if (NO_WEBHOOK_CODES.includes(codeOf(error))) return undefined;
      throw error;
    }
  }
}

const codeOf = (error: unknown): unknown => (error instanceof DiscordAPIError ? error.code : undefined);
