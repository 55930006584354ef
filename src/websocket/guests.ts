/** Limits for clients without a token: how many may connect, and how often they may guess. */
import type { Clock } from '../kit/clock.ts';

export const GUEST_LIMITS = {
  /** Connections without a token yet, in total and per address. They take no places from authenticated ones. */
  guests: 32,
  guestsOfAddress: 8,
  /** Wrong tokens per address within `guessingMs`. After that, further tokens from there are not checked. */
  guesses: 10,
  guessingMs: 60_000,
} as const;

/** Wrong tokens by address, for all connections together. */
export class Guesses {
  readonly #clock: Clock;
  readonly #log: { warn(fields: object, message: string): void };
  readonly #wrong = new Map<string, readonly number[]>();

  constructor(clock: Clock, log: { warn(fields: object, message: string): void }) {
    this.#clock = clock;
    this.#log = log;
  }

  areTooMany(address: string): boolean {
    return this.#recent(address).length >= GUEST_LIMITS.guesses;
  }

  /** The token itself is not logged: it may be a correct one with a typing error. */
  wrong(address: string): void {
    for (const known of [...this.#wrong.keys()]) {
      if (this.#recent(known).length === 0) this.#wrong.delete(known);
    }
    const times = [...this.#recent(address), this.#clock.monotonic()];
    this.#wrong.set(address, times);
    this.#log.warn({ address, withinAMinute: times.length }, 'a wrong token on the websocket');
  }

  #recent(address: string): readonly number[] {
    return (this.#wrong.get(address) ?? []).filter((at) => at > this.#clock.monotonic() - GUEST_LIMITS.guessingMs);
  }
}
