import { createSocket } from 'node:dgram';
import { decodeFromPlugin, encode } from '../../src/acserver/udp/codec.ts';
import type { FromPlugin, FromServer } from '../../src/acserver/udp/packets.ts';
import type { ServerConfig } from './config.ts';

/** The server's end of the plugin protocol. */
export interface PluginLink {
  /** The bytes of the recording as they are, or a packet of our own. */
  send(message: Uint8Array | FromServer): void;
  close(): void;
}

export interface PluginOptions {
  config: Pick<ServerConfig, 'pluginLocalPort' | 'pluginAddress'>;
  onPacket(packet: FromPlugin): void;
  print(lines: readonly string[]): void;
}

const LOOPBACK = '127.0.0.1';

/** Opens the socket when both settings are there, as acServer does; otherwise nothing is sent and nothing heard. */
export async function openPlugin({ config, onPacket, print }: PluginOptions): Promise<PluginLink> {
  const target = targetOf(config.pluginAddress);
  if (!target || !config.pluginLocalPort) return { send: () => {}, close: () => {} };
  const socket = createSocket('udp4');
  socket.on('message', (datagram) => {
    const packet = decodeOrDrop(datagram);
    if (packet) onPacket(packet);
  });
  const bound = await new Promise<boolean>((resolve) => {
    socket.on('error', () => resolve(false)); // later ones are of single sends: a plugin that is away
    socket.bind(config.pluginLocalPort, LOOPBACK, () => resolve(true));
  });
  if (!bound) print([`listen udp ${LOOPBACK}:${config.pluginLocalPort}: bind: address already in use`]);
  return {
    send: (message) => {
      const bytes = message instanceof Uint8Array ? message : encode(message);
      if (bound) socket.send(bytes, target.port, target.host, () => {});
    },
    close: () => socket.close(),
  };
}

function targetOf(address: string): { host: string; port: number } | undefined {
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(address) ?? [];
  return Number(port) > 0 ? { host, port: Number(port) } : undefined;
}

function decodeOrDrop(datagram: Uint8Array): FromPlugin | undefined {
  try {
    return decodeFromPlugin(datagram);
  } catch {
    return undefined; // whatever reaches an open port
  }
}
