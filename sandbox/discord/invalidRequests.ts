import type { Clock } from '../../src/kit/clock.ts';

const WINDOW_MS = 10 * 60_000;
/** Discord publishes no duration; discord-userdoccers says a day. */
const BAN_MS = 24 * 3_600_000;
const INVALID: readonly number[] = [401, 403, 429];

/**
 * Counts answers of 401, 403 and 429: after 10,000 of them in ten minutes Discord blocks an IP address.
 * https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export class InvalidRequests {
  readonly #clock: Clock;
  readonly #at: number[] = [];
  #bannedUntil = Number.NEGATIVE_INFINITY;
  /** Tests set a small number. */
  most = 10_000;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** In the last ten minutes. */
  get count(): number {
    const oldest = this.#clock.monotonic() - WINDOW_MS;
    while ((this.#at[0] ?? Number.POSITIVE_INFINITY) <= oldest) this.#at.shift();
    return this.#at.length;
  }

  get isBanned(): boolean {
    return this.#clock.monotonic() < this.#bannedUntil;
  }

  note(status: number): void {
    if (!INVALID.includes(status) || this.isBanned) return;
    this.#at.push(this.#clock.monotonic());
    if (this.count >= this.most) this.#bannedUntil = this.#clock.monotonic() + BAN_MS;
  }
}
