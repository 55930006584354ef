import type { Clock } from '../../src/kit/clock.ts';

const DAY_MS = 24 * 3_600_000;
/** How many of a bot's shards may log in within five seconds; only the very large bots have more. */
const CONCURRENCY = 1;

/**
 * How often the bot has logged in: Discord lets a token IDENTIFY 1000 times in 24 hours, and takes the token away from
 * a bot that does it once more. A bot reads what is left in GET /gateway/bot.
 */
export class Logins {
  readonly #clock: Clock;
  readonly #asked: number[] = [];
  #startedAt = Number.NEGATIVE_INFINITY;
  #used = 0;
  /** A test sets a small number; those used count on. */
  total = 1000;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** In these 24 hours. */
  get used(): number {
    return this.#isOver() ? 0 : this.#used;
  }

  /** What each IDENTIFY since the start asked to hear, as a bit set. */
  get intents(): readonly number[] {
    return this.#asked;
  }

  /** As GET /gateway/bot tells it. */
  limit() {
    const now = this.#clock.monotonic();
    return {
      total: this.total,
      remaining: Math.max(0, this.total - this.used),
      reset_after: this.#isOver() ? 0 : Math.ceil(this.#startedAt + DAY_MS - now),
      max_concurrency: CONCURRENCY,
    };
  }

  /** Counts an IDENTIFY; false when it was one too many. */
  begin(intents: number): boolean {
    if (this.#isOver()) {
      this.#startedAt = this.#clock.monotonic();
      this.#used = 0;
    }
    this.#used += 1;
    this.#asked.push(intents);
    return this.#used <= this.total;
  }

  #isOver(): boolean {
    return this.#clock.monotonic() >= this.#startedAt + DAY_MS;
  }
}
