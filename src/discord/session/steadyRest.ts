import { DiscordAPIError, REST, type RESTOptions } from 'discord.js';
import { systemClock } from '../../kit/clock.ts';

/**
 * Requests to Discord that survive jumps of the machine's clock and a single 401.
 *
 * @discordjs/rest 2.6 stores the end of a rate limit as a time of day: set back by an hour, the clock would make every
 * channel wait for an hour. It also forgets the token at the first 401, which may have come from a proxy.
 */
export class SteadyRest extends REST {
  constructor(options?: Partial<RESTOptions>) {
    super(options);
    keptByDuration(this, 'globalReset');
    const { handlers } = this;
    const set = handlers.set.bind(handlers);
    handlers.set = (id, handler) => {
      if ('reset' in handler && typeof handler.reset === 'number') keptByDuration(handler, 'reset');
      return set(id, handler);
    };
  }

  /** Whether a token is bad is decided by asking Discord again. */
  override setToken(token: string | null): this {
    return token === null ? this : super.setToken(token);
  }
}

/** Discord's own 401 about the bot's token contains this code. A proxy's page does not. */
export const isTokenRefusal = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.status === 401 && error.code === 0;

/** Stores a time of day relative to the monotonic clock: reading it always gives the remaining duration. */
function keptByDuration<Name extends string>(owner: Partial<Record<Name, unknown>>, name: Name): void {
  const { now, monotonic } = systemClock;
  let until = monotonic() + Number(owner[name]) - now();
  Object.defineProperty(owner, name, {
    get: () => until - monotonic() + now(),
    set(value: number) {
      until = monotonic() + value - now();
    },
  });
}
