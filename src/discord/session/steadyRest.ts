import { DiscordAPIError, REST, type RESTOptions } from 'discord.js';
import { systemClock } from '../../kit/clock.ts';

/**
 * Requests to Discord that a jump of the machine's clock does not hold up, and that one 401 does not end.
 *
 * @discordjs/rest 2.6 keeps the end of a rate limit as a time of day: set back by an hour, the clock would make every
 * channel wait for an hour. And it forgets the token at the first 401, though a proxy on the way may have said that.
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

  /** Whether a token is bad is decided by whoever asks again. */
  override setToken(token: string | null): this {
    return token === null ? this : super.setToken(token);
  }
}

/** Discord's own 401 about the bot's token has this code in it; a proxy's page has none. */
export const isTokenRefusal = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.status === 401 && error.code === 0;

/** Makes a time of day a moment on the clock that never jumps: whoever reads it reads how much is left of it. */
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
