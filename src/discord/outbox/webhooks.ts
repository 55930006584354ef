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

/** The webhooks through which drivers speak under their own names, one a channel. */
export interface Webhooks {
  /** @returns the id of the message; undefined when it has to be said in another way */
  say(channel: string, author: Author, body: RESTPostAPIChannelMessageJSONBody): Promise<string | undefined>;
}

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

export function openWebhooks({ rest, applicationId, clock }: WebhooksOptions): Webhooks {
  const known = new Map<string, Known>();

  async function routeIn(channel: string): Promise<`/${string}` | undefined> {
    const last = known.get(channel);
    if (last && (last.route || clock.now() - last.at < ASK_AGAIN_MS)) return last.route;
    const route = await findOrCreate(channel);
    known.set(channel, { at: clock.now(), ...(route && { route }) });
    return route;
  }

  async function findOrCreate(channel: string): Promise<`/${string}` | undefined> {
    const address = Routes.channelWebhooks(channel);
    try {
      const existing = (await rest.get(address)) as APIWebhook[];
      const own = existing.find((webhook) => webhook.application_id === applicationId && webhook.token);
      const { id, token } = own ?? ((await rest.post(address, { body: { name: 'Pitwall' } })) as APIWebhook);
      return token === undefined ? undefined : Routes.webhook(id, token);
    } catch (error) {
      if (NO_WEBHOOK_CODES.includes(codeOf(error))) return undefined;
      throw error;
    }
  }

  return {
    async say(channel, { name }, body) {
      // Twice, because the webhook that is remembered may have been deleted since.
      for (let attempt = 1; attempt <= 2; attempt += 1) {
        const route = await routeIn(channel);
        if (!route) return undefined;
        try {
          const query = new URLSearchParams({ wait: 'true' });
          const message = await rest.post(route, { body: { ...body, username: name }, query, auth: false });
          return (message as APIMessage).id;
        } catch (error) {
          if (codeOf(error) === INVALID_BODY) return undefined;
          if (!GONE_CODES.includes(codeOf(error))) throw error;
          known.delete(channel);
        }
      }
      return undefined;
    },
  };
}

const codeOf = (error: unknown): unknown => (error instanceof DiscordAPIError ? error.code : undefined);
