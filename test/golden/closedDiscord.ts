import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ClosedDiscord {
  /** The settings with which Pitwall finds it. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A Discord that accepts no token: posts stay in the outbox, and there are no retries. */
export async function openClosedDiscord(): Promise<ClosedDiscord> {
  const server = createServer((_, response) => {
    response.writeHead(401, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify({ message: '401: Unauthorized', code: 0 }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    settings: {
      DISCORD_TOKEN: 'a.token',
      DISCORD_GUILD_ID: '900000000000000000',
      DISCORD_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
      ...channels,
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Its channels, by the settings that name them. */
export const channels = {
  DISCORD_CHANNEL_ID: '900000000000000001',
  DISCORD_CHAT_CHANNEL_ID: '900000000000000002',
  DISCORD_STEWARD_CHANNEL_ID: '900000000000000003',
  DISCORD_LOG_CHANNEL_ID: '900000000000000004',
} as const;
