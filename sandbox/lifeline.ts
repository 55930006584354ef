import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The end that other processes connect to. */
export interface Lifeline {
  port: number;
  close(): void;
}

/**
 * Lets other processes end with this one: the kernel closes the connections when it ends, however it ends. So the
 * simulated game server ends with the demo, even if that is killed, but not with the bot, which must find it again
 * after a restart.
 */
export async function openLifeline(): Promise<Lifeline> {
  const holders = new Set<Socket>();
  const server = createServer((holder) => {
    holders.add(holder);
    holder.on('error', () => {}); // a holder that was killed
    holder.on('close', () => holders.delete(holder));
    holder.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: () => {
      server.close();
      for (const holder of holders) holder.destroy();
    },
  };
}

/** Calls `onLost` once when the process at `host:port` ends, or does not exist. The returned function disconnects. */
export function holdLifeline(address: string, onLost: () => void): () => void {
  const colon = address.lastIndexOf(':');
  const socket = connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) });
  socket.on('error', () => {}); // "close" follows
  socket.on('close', onLost);
  socket.resume();
  return () => {
    socket.off('close', onLost);
    socket.destroy();
  };
}
