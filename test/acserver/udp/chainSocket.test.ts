import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { createChain } from '../../../src/acserver/udp/chain.ts';
import type { ChainedPlugin } from '../../../src/acserver/udp/chainSocket.ts';
import { encode } from '../../../src/acserver/udp/codec.ts';
import type { FromPlugin, FromServer, Packet } from '../../../src/acserver/udp/packets.ts';
import { openPlugin } from '../../../src/acserver/udp/socket.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { eventuallyHolds } from '../../eventually.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { freePort } from '../../ports.ts';
import { LogLines } from './log.ts';
import { conversationRows } from './trackerConversation.ts';
import { datagramsOf } from './vectors.ts';

const here = (port: number) => ({ host: '127.0.0.1', port });

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** A game server or a plugin that records what it hears, byte for byte. */
async function peer(port = 0) {
  const socket: Socket = createSocket('udp4');
  const heard: string[] = [];
  socket.on('message', (datagram) => heard.push(datagram.toString('hex')));
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  opened.push({ close: () => close() });
  let isClosed = false;
  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  }
  const say = (to: number, ...datagrams: Uint8Array[]) =>
    Promise.all(datagrams.map((datagram) => new Promise((done) => socket.send(datagram, to, '127.0.0.1', done))));
  return { port: socket.address().port, heard, say, close };
}

/** A server, Pitwall and a plugin behind it. Pitwall has already asked its one question. */
async function chain(changes: Partial<ChainedPlugin> = {}) {
  const [server, plugin] = [await peer(), await peer()];
  const clock = new FakeClock();
  const log = new LogLines();
  const received: FromServer[] = [];
  const pitwall = await openPlugin({
    listen: here(0),
    server: here(server.port),
    slots: () => 0,
    intervalMs: 0,
    clock,
    log,
    chained: { listen: here(0), send: here(plugin.port), chain: createChain({ clock, intervalMs: 0 }), ...changes },
    onPackets: (packets) => received.push(...packets),
    onPosition: (packet) => received.push(packet),
    onHeard: () => {},
  });
  opened.push(pitwall);
  await eventuallyHolds(() => expect(server.heard.splice(0)).toEqual(['ccffff']));
  const { port: chainPort = 0 } = pitwall.chained ?? {};
  const serverSays = (...datagrams: Uint8Array[]) => server.say(pitwall.port, ...datagrams);
  const pluginSays = (...packets: FromPlugin[]) => plugin.say(chainPort, ...packets.map(encode));
  return { server, plugin, pitwall, chainPort, received, clock, log, serverSays, pluginSays };
}

const hex = (...packets: Packet[]): string[] => packets.map((packet) => encode(packet).toString('hex'));
const version: FromServer = { type: 'version', protocolVersion: 4 };
const chat: FromServer = { type: 'chat', carId: 1, message: '/st help' };
const loaded: FromServer = { type: 'clientLoaded', carId: 1 };

describe('a plugin chained behind Pitwall', () => {
  it('gets every datagram of the server unchanged, even malformed ones', async () => {
    const { plugin, pitwall, received, serverSays } = await chain();
    const malformed = datagramsOf('udp-malformed.json').map(({ datagram }) => datagram);
    const sent = [encode(version), encode(chat), ...malformed, Buffer.concat([encode(loaded), Buffer.alloc(100)])];
    await serverSays(...sent);
    await eventuallyHolds(() => expect(plugin.heard).toEqual(sent.map((datagram) => datagram.toString('hex'))));
    await eventuallyHolds(() => expect(received.at(-1)).toEqual(loaded));
    const dropped = [...pitwall.counters.dropped.values()].reduce((sum, count) => sum + count, 0);
    expect(dropped).toBe(malformed.length - 1); // one of them merely has a wrong character
    expect(received).toHaveLength(sent.length - dropped);
  });

  it('reaches the server byte for byte, even with malformed packets', async () => {
    const { server, plugin, pitwall, chainPort, log } = await chain();
    const sent = datagramsOf('udp-sent-by-kunos-example.json').map(({ datagram }) => datagram);
    const [interval] = sent.filter((datagram) => datagram[0] === 200);
    const said = [...sent.filter((datagram) => datagram !== interval), Buffer.from('63616263', 'hex'), Buffer.alloc(0)];
    await plugin.say(chainPort, ...said);
    await eventuallyHolds(() => expect(server.heard).toEqual(said.map((datagram) => datagram.toString('hex'))));
    expect(Object.fromEntries(pitwall.chained?.counters.unknown ?? [])).toEqual({ unknown: 1, empty: 1 });
    expect(log.lines).toContainEqual(expect.objectContaining({ message: 'the chained plugin speaks' }));
  });

  it('gets its own answers, and Pitwall gets its own', async () => {
    const { server, plugin, pitwall, received, serverSays, pluginSays } = await chain();
    const isAnswer = ({ datagram }: { datagram: Buffer }, id: number) => datagram[0] === id;
    const carInfo = conversationRows.find((row) => isAnswer(row, 54))?.datagram ?? Buffer.alloc(0);
    const sessionInfo = conversationRows.find((row) => isAnswer(row, 59))?.datagram ?? Buffer.alloc(0);
    await pluginSays({ type: 'getCarInfo', carId: 1 });
    await eventuallyHolds(() => expect(server.heard).toEqual(['c901']));
    await serverSays(sessionInfo, carInfo);
    await eventuallyHolds(() => expect(plugin.heard).toEqual([carInfo.toString('hex')]));
    await eventuallyHolds(() => expect(received.map(({ type }) => type)).toEqual(['sessionInfo']));
    pitwall.send({ type: 'getCarInfo', carId: 1 });
    await eventuallyHolds(() => expect(server.heard).toHaveLength(2));
    await pluginSays({ type: 'getCarInfo', carId: 1 });
    await eventuallyHolds(() => expect(server.heard).toHaveLength(3));
    const padded = Buffer.concat([carInfo, Buffer.alloc(1)]); // the second answer, told apart by its padding
    await serverSays(carInfo, padded);
    await eventuallyHolds(() => expect(plugin.heard).toEqual([carInfo, padded].map((each) => each.toString('hex'))));
    await eventuallyHolds(() => expect(received.map(({ type }) => type)).toEqual(['sessionInfo', 'carInfo']));
  });

  it('keeps its position interval after a server restart and in a new session', async () => {
    const { server, clock, serverSays, pluginSays } = await chain();
    const newSession = conversationRows.find(({ datagram }) => datagram[0] === 50)?.datagram ?? Buffer.alloc(0);
    const interval: FromPlugin = { type: 'realtimePosInterval', intervalMs: 500 };
    await pluginSays(interval);
    await eventuallyHolds(() => expect(server.heard.splice(0)).toEqual(hex(interval)));
    await serverSays(newSession);
    await eventuallyHolds(() => expect(server.heard.splice(0)).toEqual(hex(interval)));
    await serverSays(encode(version));
    await eventuallyHolds(() => expect(server.heard).toHaveLength(1));
    clock.advance(100);
    await eventuallyHolds(() => expect(server.heard).toEqual(['ccffff', ...hex(interval)]));
  });

  it('can be away, come late, and send from another port than it listens on', async () => {
    const { server, plugin, chainPort, received, serverSays } = await chain();
    await plugin.close();
    await serverSays(encode(version));
    await eventuallyHolds(() => expect(received).toEqual([version]));
    const again = await peer(plugin.port);
    const mouth = await peer();
    await mouth.say(chainPort, encode({ type: 'nextSession' }));
    await eventuallyHolds(() => expect(server.heard).toContain('cf'));
    await serverSays(encode(chat));
    await eventuallyHolds(() => expect(again.heard).toEqual(hex(chat)));
    expect(mouth.heard).toEqual([]);
  });

  it('is heard only from its own host', async () => {
    const { server, plugin, pitwall, log, pluginSays } = await chain({ send: { host: '127.0.0.2', port: 9 } });
    await pluginSays({ type: 'nextSession' });
    await eventuallyHolds(() => expect(pitwall.chained?.counters.foreign).toBe(1));
    expect([server.heard, plugin.heard, pitwall.chained?.counters.received]).toEqual([[], [], 0]);
    expect(log.lines).toContainEqual(expect.objectContaining({ expected: '127.0.0.2:*' }));
  });

  it('has failed sends counted, and Pitwall goes on', async () => {
    const broadcast = { host: '255.255.255.255', port: 9 };
    const { pitwall, received, serverSays } = await chain({ send: broadcast });
    await serverSays(encode(version), encode(chat));
    await eventuallyHolds(() => expect(pitwall.chained?.counters).toMatchObject({ sent: 2, failed: 2 }));
    await eventuallyHolds(() => expect(received).toEqual([version, chat]));
  });

  it('is released when Pitwall closes', async () => {
    const { plugin, pitwall, chainPort } = await chain();
    await pitwall.close();
    await pitwall.close();
    const successor = await peer(chainPort);
    expect([successor.port, plugin.heard]).toEqual([chainPort, []]);
  });
});

interface Places {
  readonly server: number;
  readonly listen: { readonly host: string; readonly port: number };
  readonly chained: Pick<ChainedPlugin, 'listen' | 'send'>;
}

async function open({ server, listen, chained }: Places): Promise<void> {
  const clock = new FakeClock();
  const pitwall = await openPlugin({
    listen,
    server: here(server),
    slots: () => 0,
    intervalMs: 0,
    clock,
    log: new LogLines(),
    chained: { ...chained, chain: createChain({ clock, intervalMs: 0 }) },
    onPackets() {},
    onPosition() {},
    onHeard() {},
  });
  opened.push(pitwall);
}

describe('a plugin cannot be chained', () => {
  it('if its port is taken: the error names CHAIN_LISTEN, and nothing stays open', async () => {
    const { server, chainPort } = await chain();
    const listen = here(await freePort());
    const taken = open({ server: server.port, listen, chained: { listen: here(chainPort), send: here(9) } });
    await expect(taken).rejects.toThrow(UserError);
    await expect(taken).rejects.toThrow(
      `UDP port ${chainPort} on 127.0.0.1 is taken: another program listens there. Close it, or set CHAIN_LISTEN ` +
        '(in .env SERVER_CHAIN_LISTEN) to a free port.',
    );
    expect((await peer(listen.port)).port).toBe(listen.port);
  });

  it.each([
    ['the server sends to, on every address', 'listen', '0.0.0.0'],
    ['the server sends to', 'listen', '127.0.0.1'],
    ['the server listens on', 'server', '127.0.0.1'],
    ['Pitwall listens on for the plugin', 'chain', '127.0.0.1'],
  ] as const)('to the port that %s, which would be an endless loop', async (_, which, host) => {
    const ports = { server: await freePort(), listen: await freePort(), chain: await freePort() };
    const send = here(ports[which]);
    const chained = { listen: here(ports.chain), send };
    const looped = open({ server: ports.server, listen: { host, port: ports.listen }, chained });
    await expect(looped).rejects.toThrow(UserError);
    await expect(looped).rejects.toThrow(
      `CHAIN_SEND (in .env SERVER_CHAIN_SEND) is 127.0.0.1:${send.port}, where Pitwall or the game server itself listens.`,
    );
  });

  it('if its host is unknown', async () => {
    const nowhere = open({
      server: 9,
      listen: here(0),
      chained: { listen: here(0), send: { host: 'no host', port: 9 } },
    });
    await expect(nowhere).rejects.toThrow(`No IPv4 address is known for the chained plugin's host "no host".`);
  });
});
