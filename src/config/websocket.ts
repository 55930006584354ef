/** The settings of the websocket. */
import { z } from 'zod';
import { port, secret, snowflake, type WrittenSettings } from './values.ts';

type ByRole = Readonly<Partial<Record<'admin' | 'steward' | 'driver', string>>>;

export interface WebsocketConfig {
  readonly host: string;
  readonly port: number;
  readonly tokens: ByRole;
  /** The Discord account of a token's owner; absent if a token has none. */
  readonly owners?: ByRole | undefined;
}

export const websocketSettings = z.object({
  WEBSOCKET_PORT: port.optional(),
  WEBSOCKET_HOST: z.string().optional(),
  WEBSOCKET_ADMIN_TOKEN: secret.optional(),
  WEBSOCKET_STEWARD_TOKEN: secret.optional(),
  WEBSOCKET_DRIVER_TOKEN: secret.optional(),
  WEBSOCKET_ADMIN_TOKEN_OWNER: snowflake.optional(),
  WEBSOCKET_STEWARD_TOKEN_OWNER: snowflake.optional(),
});

export const WEBSOCKET_TOKENS = ['WEBSOCKET_ADMIN_TOKEN', 'WEBSOCKET_STEWARD_TOKEN', 'WEBSOCKET_DRIVER_TOKEN'] as const;

/** Settings that contradict each other. */
export function websocketContradictions(written: WrittenSettings): readonly string[] {
  const stray = ['WEBSOCKET_HOST', ...WEBSOCKET_TOKENS].find((name) => name in written);
  const ownerless = WEBSOCKET_TOKENS.find((name) => `${name}_OWNER` in written && !(name in written));
  const tokens = WEBSOCKET_TOKENS.filter((name) => name in written);
  const twice = tokens.find((name, index) => tokens.slice(0, index).some((other) => written[other] === written[name]));
  return [
    ...(stray && !('WEBSOCKET_PORT' in written)
      ? [`${stray} has no effect without WEBSOCKET_PORT; set that, too.`]
      : []),
    ...(ownerless ? [`${ownerless}_OWNER has no effect without ${ownerless}; set that, too.`] : []),
    ...(twice ? [`${twice} is also the token of another role; each role needs its own.`] : []),
  ];
}

/** Undefined if there is no websocket. */
export function websocketFrom(set: z.infer<typeof websocketSettings>): WebsocketConfig | undefined {
  if (!set.WEBSOCKET_PORT) return undefined;
  const [admin, steward] = [set.WEBSOCKET_ADMIN_TOKEN_OWNER, set.WEBSOCKET_STEWARD_TOKEN_OWNER];
  return {
    host: set.WEBSOCKET_HOST ?? '127.0.0.1',
    port: set.WEBSOCKET_PORT,
    tokens: {
      admin: set.WEBSOCKET_ADMIN_TOKEN,
      steward: set.WEBSOCKET_STEWARD_TOKEN,
      driver: set.WEBSOCKET_DRIVER_TOKEN,
    },
    owners: admin === undefined && steward === undefined ? undefined : { admin, steward },
  };
}
