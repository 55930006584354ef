import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ClosedDiscord {
  readonly api: string;
  close(): Promise<void>;
}

/** A Discord that accepts no token: posts stay in the outbox, and nobody tries again. */
export async function openClosedDiscord(): Promise<ClosedDiscord> {
  const server = createServer((_, response) => {
    response.writeHead(401, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify({ message: '401: Unauthorized', code: 0 }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The settings that let Pitwall look for this Discord. */
export const channels = {
  DISCORD_CHANNEL_ID: '900000000000000001',
  DISCORD_CHAT_CHANNEL_ID: '900000000000000002',
  DISCORD_STEWARD_CHANNEL_ID: '900000000000000003',
  DISCORD_LOG_CHANNEL_ID: '900000000000000004',
} as const;
