import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';

/** Below the range from which systems assign ports, so no outgoing connection takes one of these. */
const [LOWEST, HIGHEST] = [10_000, 32_766];

/**
 * A port that nobody listens on, by TCP and by UDP, and that no other test is given. Its process holds the odd port
 * above it for as long as it lives.
 */
export async function freePort(): Promise<number> {
  const port = 2 * randomInt(LOWEST / 2, HIGHEST / 2);
  const claim = await listen(port + 1);
  if (!claim) return freePort();
  claim.unref();
  const probe = await listen(port);
  if (probe) await new Promise((resolve) => probe.close(resolve));
  if (probe && (await isFreeForUdp(port))) return port;
  claim.close();
  return freePort();
}

const listen = (port: number): Promise<Server | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

const isFreeForUdp = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
