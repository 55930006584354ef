import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { encode } from '../../src/acserver/udp/codec.ts';
import type { FromServer } from '../../src/acserver/udp/packets.ts';
import { configurationReader } from '../../src/live/configuration.ts';
import { type PacketReceiver, PluginLink } from '../../src/live/plugin.ts';
import { emptyState } from '../../src/race/state.ts';
import { LogLines } from '../acserver/udp/log.ts';
import { recordingOf } from '../acserver/udp/vectors.ts';
import { eventuallyHolds } from '../eventually.ts';
import { FakeClock } from '../fakes/clock.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** Somebody else's socket, which records what it hears and the port that the last of it came from. */
async function peer() {
  const socket: Socket = createSocket('udp4');
  const heard: string[] = [];
  let from = 0;
  socket.on('message', (datagram, { port }) => {
    heard.push(datagram.toString('hex'));
    from = port;
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  opened.push(socket);
  const say = (datagram: Uint8Array, port = from) => socket.send(datagram, port, '127.0.0.1');
  return { heard, say, address: { host: '127.0.0.1', port: socket.address().port } };
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

it('counts received, foreign and dropped packets, and the time since the last', async () => {
  const [server, stranger, clock] = [await peer(), await peer(), new FakeClock()];
  const receiver: PacketReceiver = {
    feed: { state: () => ({ ...emptyState(1), heard: true }), packets() {}, notice() {} },
    onTaken() {},
  };
  const link = new PluginLink({ clock, log: new LogLines(), chain: undefined, intervalMs: 0 });
  opened.push(link);
  expect(link.traffic()).toEqual({
    listen: undefined,
    received: 0,
    foreign: 0,
    dropped: 0,
    silentMs: undefined,
    openMs: undefined,
  });
  const listen = { host: '127.0.0.1', port: await freePort() };
  await link.open(configurationReader({ id: 'gt3', udp: { listen, server: server.address } })(), receiver);
  clock.advance(700);
  expect(link.traffic()).toMatchObject({ listen, received: 0, silentMs: undefined, openMs: 700 });
  await eventuallyHolds(() => expect(server.heard.length).toBeGreaterThan(0));
  server.say(encode({ type: 'version', protocolVersion: 4 }));
  // VERSION without its number.
  server.say(Buffer.from('38', 'hex'));
  stranger.say(Buffer.from('38', 'hex'), listen.port);
  await eventuallyHolds(() => expect(link.traffic()).toMatchObject({ received: 2, foreign: 1, dropped: 1 }));
  clock.advance(300);
  expect(link.traffic()).toMatchObject({ silentMs: 300, openMs: 1000 });
  await link.close();
  expect(link.traffic()).toMatchObject({ received: 0, silentMs: undefined, openMs: undefined });
});

describe('a chained plugin', () => {
  it('survives a restart of the server without asking for car updates again', async () => {
    const [server, chained] = [await peer(), await peer()];
    const chain = { listen: { host: '127.0.0.1', port: await freePort() }, send: chained.address };
    const packets: FromServer[] = [];
    const receiver: PacketReceiver = {
      feed: { state: () => ({ ...emptyState(1), heard: true }), packets() {}, notice() {} },
      onTaken: (taken) => packets.push(...taken),
    };
    const link = new PluginLink({ clock: new FakeClock(), log: new LogLines(), chain, intervalMs: 0 });
    opened.push(link);
    const configuration = configurationReader({
      id: 'gt3',
      udp: { listen: { host: '127.0.0.1', port: 0 }, server: server.address },
    })();

    await link.open(configuration, receiver);
    await eventuallyHolds(() => expect(server.heard.splice(0)).toEqual(['ccffff']));
    chained.say(Buffer.from('c8f401', 'hex'), chain.listen.port);
    await eventuallyHolds(() => expect(server.heard.splice(0)).toEqual(['c8f401']));

    await link.open(configuration, receiver);
    await eventuallyHolds(() => expect(server.heard.splice(0)).toEqual(['ccffff']));
    const newSession = recordingOf('red-bull-ring.ndjson').find(({ decoded }) => decoded.type === 'newSession');
    const datagram = newSession?.datagram ?? encode({ type: 'version', protocolVersion: 4 });
    server.say(datagram);
    await eventuallyHolds(() => expect(server.heard).toEqual(['c8f401']));
    expect(chained.heard).toEqual([datagram.toString('hex')]);
    expect(packets.map(({ type }) => type)).toEqual(['newSession']);
  });
});
