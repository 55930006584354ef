import type { Clock } from '../../src/kit/clock.ts';

const DAY_MS = 24 * 3_600_000;
const CONCURRENCY_MS = 5_000;

/**
 * Counts the bot's logins: Discord allows a token 1000 IDENTIFYs in 24 hours, and resets the token after one more. A
 * bot reads what is left in GET /gateway/bot.
 */
export class Logins {
  readonly #clock: Clock;
  readonly #asked: number[] = [];
  #startedAt = Number.NEGATIVE_INFINITY;
  #used = 0;
  readonly #letInAt: number[] = [];
  /** Tests set a small number; used logins stay counted. */
  total = 1000;
  /** `max_concurrency`: how many logins are allowed within five seconds. Only very large bots have more than one. */
  concurrency = 1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** In these 24 hours. */
  get used(): number {
    return this.#isOver() ? 0 : this.#used;
  }

  /** The requested intents of each IDENTIFY since the start, as bit sets. */
  get intents(): readonly number[] {
    return this.#asked;
  }

  /** As in GET /gateway/bot. */
  limit() {
    const now = this.#clock.monotonic();
    return {
      total: this.total,
      remaining: Math.max(0, this.total - this.used),
      reset_after: this.#isOver() ? 0 : Math.ceil(this.#startedAt + DAY_MS - now),
      max_concurrency: this.concurrency,
    };
  }

  /** Counts an IDENTIFY. `last`: it was one too many for the day; `soon`: too many within five seconds. */
  begin(intents: number): 'ok' | 'soon' | 'last' {
    const now = this.#clock.monotonic();
    if (this.#isOver()) {
      this.#startedAt = now;
      this.#used = 0;
    }
    this.#used += 1;
    this.#asked.push(intents);
    if (this.#used > this.total) return 'last';
    while (now - (this.#letInAt[0] ?? now) >= CONCURRENCY_MS) this.#letInAt.shift();
    if (this.#letInAt.length >= this.concurrency) return 'soon';
    this.#letInAt.push(now);
    return 'ok';
  }

  #isOver(): boolean {
    return this.#clock.monotonic() >= this.#startedAt + DAY_MS;
  }
}
