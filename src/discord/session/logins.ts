/** How many log-ins are left. Discord allows 1000 in 24 hours and then resets the token. */
import { type REST, type RESTGetAPIGatewayBotResult, Routes } from 'discord.js';
import { type Clock, every } from '../../kit/clock.ts';

const HOUR_MS = 60 * 60_000;

export class Logins {
  readonly #rest: Pick<REST, 'get'>;
  readonly #stop: () => void;
  #left: number | undefined;

  /** @param left as Discord said before the log-in, which used one of them */
  constructor(rest: Pick<REST, 'get'>, clock: Clock, left: number | undefined) {
    this.#rest = rest;
    this.#left = left === undefined ? undefined : left - 1;
    this.#stop = every(clock, HOUR_MS, () => void this.#ask());
  }

  left(): number | undefined {
    return this.#left;
  }

  close(): void {
    this.#stop();
  }

  /** While Discord cannot be reached, the last known number stays. */
  async #ask(): Promise<void> {
    try {
      const gateway = (await this.#rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult;
      this.#left = gateway.session_start_limit.remaining;
    } catch {}
  }
}
