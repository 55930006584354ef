import { once } from 'node:events';
import { GatewayIntentBits } from 'discord.js';
import { WebSocket } from 'ws';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';

export interface Frame {
  readonly op: number;
  readonly t: string | null;
  readonly s: number | null;
  readonly d: unknown;
}

/** A bot without a library: it logs in, and everything that it receives can be inspected as it came. */
export async function rawLogin(discord: LocalDiscord, intents: number = GatewayIntentBits.Guilds) {
  const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway?v=10&encoding=json`);
  const received: Frame[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await once(socket, 'open');
  const identify = () => socket.send(JSON.stringify({ op: 2, d: { token: discord.token, intents, properties: {} } }));
  identify();

  async function until(check: (frame: Frame) => boolean): Promise<Frame> {
    for (;;) {
      const found = received.find(check);
      if (found) return found;
      await once(socket, 'message');
    }
  }
  return { received, closed, until, identify, event: (name: string) => until(({ t }) => t === name) };
}
