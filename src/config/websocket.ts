/** Where other programs connect, and what they have to know. */
export interface WebsocketConfig {
  readonly host: string;
  readonly port: number;
  readonly tokens: Readonly<Partial<Record<'admin' | 'steward' | 'driver', string>>>;
}

interface Set {
  readonly WEBSOCKET_PORT?: number | undefined;
  readonly WEBSOCKET_HOST?: string | undefined;
  readonly WEBSOCKET_ADMIN_TOKEN?: string | undefined;
  readonly WEBSOCKET_STEWARD_TOKEN?: string | undefined;
  readonly WEBSOCKET_DRIVER_TOKEN?: string | undefined;
}

/** Undefined where there is none. */
export function websocketFrom(set: Set): WebsocketConfig | undefined {
  if (!set.WEBSOCKET_PORT) return undefined;
  return {
    host: set.WEBSOCKET_HOST ?? '127.0.0.1',
    port: set.WEBSOCKET_PORT,
    tokens: {
      admin: set.WEBSOCKET_ADMIN_TOKEN,
      steward: set.WEBSOCKET_STEWARD_TOKEN,
      driver: set.WEBSOCKET_DRIVER_TOKEN,
    },
  };
}
