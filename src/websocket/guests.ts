/** What is kept of clients before they have shown a token: how many there are, and how often they guess. */
import type { Clock } from '../kit/clock.ts';

export const GUEST_LIMITS = {
  /** Who have shown no token yet, in all and from one address. They take no place from those who have. */
  guests: 32,
  guestsOfAddress: 8,
  /** Wrong tokens from one address within `guessingMs`; then none from there is looked at. */
  guesses: 10,
  guessingMs: 60_000,
} as const;

/** Wrong tokens by address, counted for all connections together. */
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

  /** The token itself goes nowhere: it may be a right one with a letter too many. */
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
