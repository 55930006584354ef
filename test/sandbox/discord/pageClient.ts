import { WebSocket } from 'ws';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';

export interface Frame {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** A page without a screen; `next` returns the frames of one kind in order. */
export async function openConnection(discord: LocalDiscord, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/page`, { headers });
  const frames: Frame[] = [];
  let arrived = () => {};
  socket.on('message', (data) => {
    frames.push(JSON.parse(data.toString()));
    arrived();
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    send: (frame: object) => socket.send(JSON.stringify(frame)),
    sendRaw: (text: string) => socket.send(text),
    async next(kind: string): Promise<Frame> {
      for (;;) {
        const index = frames.findIndex((frame) => frame.kind === kind);
        const [frame] = index < 0 ? [] : frames.splice(index, 1);
        if (frame) return frame;
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
    },
  };
}

/** The status with which a websocket of the page is refused. */
export function refusalOf(discord: LocalDiscord, headers: Record<string, string>): Promise<number | undefined> {
  const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/page`, { headers });
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (request, { statusCode }) => {
      request.destroy();
      resolve(statusCode);
    });
    socket.once('open', () => reject(new Error('it was let in')));
    socket.once('error', () => {});
  });
}
