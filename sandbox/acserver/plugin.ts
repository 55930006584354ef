import { createSocket } from 'node:dgram';
import { decodeFromPlugin, encode } from '../../src/acserver/udp/codec.ts';
import type { FromPlugin, FromServer } from '../../src/acserver/udp/packets.ts';
import type { ServerConfig } from './config.ts';

/** The server's end of the plugin protocol. */
export interface PluginLink {
  /** Sends bytes of the recording unchanged, or a packet of our own. */
  send(message: Uint8Array | FromServer): void;
  close(): void;
}

export interface PluginOptions {
  config: Pick<ServerConfig, 'pluginLocalPort' | 'pluginAddress'>;
  onPacket(packet: Heard): void;
  print(lines: readonly string[]): void;
}

/** Incoming packets: acServer's own protocol, and those only the manager's server or AssettoServer understands. */
export type Heard =
  | FromPlugin
  | { type: 'enableReporting' }
  | { type: 'ping'; pluginTime: bigint }
  | { type: 'askVersion' };

const LOOPBACK = '127.0.0.1';

/** Opens the socket if both settings are present, like acServer; otherwise nothing is sent or received. */
export async function openPlugin({ config, onPacket, print }: PluginOptions): Promise<PluginLink> {
  const target = targetOf(config.pluginAddress);
  if (!target || !config.pluginLocalPort) return { send: () => {}, close: () => {} };
  const socket = createSocket('udp4');
  socket.on('message', (datagram) => {
    const packet = readDatagram(datagram);
    if (packet) onPacket(packet);
  });
  const bound = await new Promise<boolean>((resolve) => {
    socket.on('error', () => resolve(false)); // later errors come from single sends to an absent plugin
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

/** Parses anything that reaches the port; undefined if it is invalid. */
export function readDatagram(datagram: Uint8Array): Heard | undefined {
  const [id] = datagram;
  if (id === 56) return { type: 'askVersion' };
  if (id === 210) return { type: 'enableReporting' };
  if (id === 211) return pingIn(datagram);
  try {
    return decodeFromPlugin(datagram);
  } catch {
    return cutShort(datagram);
  }
}

function pingIn(datagram: Uint8Array): Heard | undefined {
  if (datagram.length < 9) return undefined;
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  return { type: 'ping', pluginTime: view.getBigInt64(1, true) };
}

/**
 * Handles a text that is shorter than its length field says. The manager's own plugin sends such commands, because it
 * counts bytes of UTF-8 instead of characters. It is an assumption that the server uses the text that is there.
 */
function cutShort(datagram: Uint8Array): FromPlugin | undefined {
  const [id, second = 0] = datagram;
  if (id === 202 && datagram.length > 2) return { type: 'sendChat', carId: second, message: textFrom(datagram, 3) };
  if (id === 203 && datagram.length > 1) return { type: 'broadcastChat', message: textFrom(datagram, 2) };
  if (id === 209 && datagram.length > 1) return { type: 'adminCommand', command: textFrom(datagram, 2) };
  return undefined;
}

/** Reads complete characters of four bytes each. */
function textFrom(datagram: Uint8Array, begin: number): string {
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  let text = '';
  for (let at = begin; at + 4 <= datagram.length; at += 4) {
    const code = view.getUint32(at, true);
    text += code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\uFFFD';
  }
  return text;
}
