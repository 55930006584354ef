import type { Clock } from '../../src/kit/clock.ts';
import { Refusal } from './refusal.ts';

/** A rate limit. Discord publishes no numbers; these are the ones commonly observed. */
export interface Bucket {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** Not shown in headers, only as a 429. */
  readonly hidden?: true;
  /** Discord's JSON error code and text, if the limit has its own. */
  readonly refusal?: { readonly code: number; readonly message: string };
}

export const BUCKETS = {
  messageCreate: { name: 'message-create', limit: 5, windowMs: 5_000 },
  messageEdit: { name: 'message-edit', limit: 5, windowMs: 5_000 },
  /** Messages older than an hour; the code is documented, the number is an observation. */
  oldMessageEdit: {
    name: 'old-message-edit',
    limit: 3,
    windowMs: 6_000,
    hidden: true,
    refusal: { code: 30046, message: 'Maximum number of edits to messages older than 1 hour reached. Try again later' },
  },
  /** A channel's name and topic; every edit of either counts. */
  channelName: { name: 'channel-name', limit: 2, windowMs: 600_000, hidden: true },
  /** Commonly reported, but not documented. */
  reaction: { name: 'reaction', limit: 1, windowMs: 250 },
  webhookExecute: { name: 'webhook-execute', limit: 5, windowMs: 2_000 },
  /** All webhooks of a channel together. */
  webhooksOfChannel: { name: 'webhooks-of-channel', limit: 30, windowMs: 60_000, hidden: true },
} as const satisfies Record<string, Bucket>;

/** The limit for one bot's requests, except interactions. */
const GLOBAL = { limit: 50, windowMs: 1_000 };

export type Headers = Readonly<Record<string, string>>;

/** Counts requests by bucket and by owner: a channel or a webhook. */
export class Limits {
  readonly #clock: Clock;
  readonly #haste: number;
  readonly #windows = new Map<string, { used: number; resetAt: number }>();

  /** @param haste divides the length of every window */
  constructor(clock: Clock, haste = 1) {
    this.#clock = clock;
    this.#haste = haste;
  }

  /** Counts one request; returns the headers of its answer, or throws the 429. */
  take(bucket: Bucket, owner: string): Headers {
    const window = this.#window(`${bucket.name}:${owner}`, bucket.windowMs);
    const waitMs = window.resetAt - this.#clock.monotonic();
    const isFull = window.used >= bucket.limit;
    if (!isFull) window.used += 1;
    const headers = bucket.hidden ? {} : this.#headers(bucket, bucket.limit - window.used, waitMs);
    if (isFull) throw new RateLimited(waitMs, { headers, ...bucket.refusal });
    return headers;
  }

  takeGlobal(): void {
    const window = this.#window('global', GLOBAL.windowMs);
    const waitMs = window.resetAt - this.#clock.monotonic();
    if (window.used >= GLOBAL.limit) throw new RateLimited(waitMs, { global: true });
    window.used += 1;
  }

  #window(key: string, length: number): { used: number; resetAt: number } {
    const now = this.#clock.monotonic();
    const known = this.#windows.get(key);
    if (known && known.resetAt > now) return known;
    const fresh = { used: 0, resetAt: now + length / this.#haste };
    this.#windows.set(key, fresh);
    return fresh;
  }

  #headers(bucket: Bucket, remaining: number, waitMs: number): Headers {
    return {
      'x-ratelimit-limit': String(bucket.limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset-after': (waitMs / 1000).toFixed(3),
      'x-ratelimit-reset': ((this.#clock.now() + waitMs) / 1000).toFixed(3),
      'x-ratelimit-bucket': bucket.name,
    };
  }
}

/** A 429. The header is in whole seconds, the body is exact; discord.js reads only the header. */
export class RateLimited extends Refusal {
  readonly headers: Headers;

  constructor(waitMs: number, details: { headers?: Headers; global?: boolean; code?: number; message?: string }) {
    const { headers = {}, global = false, code = 0, message = 'You are being rate limited.' } = details;
    super(429, { message, retry_after: waitMs / 1000, global, code });
    this.headers = {
      ...headers,
      ...(global && { 'x-ratelimit-global': 'true' }),
      'retry-after': String(Math.ceil(waitMs / 1000)),
      'x-ratelimit-scope': global ? 'global' : 'user',
    };
  }
}
