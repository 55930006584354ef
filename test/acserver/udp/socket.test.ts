import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeFromPlugin, encode } from '../../../src/acserver/udp/codec.ts';
import type { FromPlugin, FromServer } from '../../../src/acserver/udp/packets.ts';
import { openPlugin, type Plugin, type PluginOptions } from '../../../src/acserver/udp/socket.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { eventuallyHolds } from '../../eventually.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { LogLines } from './log.ts';
import { recordingOf } from './vectors.ts';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** The game server's side: records what the plugin sends, and sends what it is told to. */
async function scriptedServer() {
  const socket: Socket = createSocket('udp4');
  const heard: FromPlugin[] = [];
  socket.on('message', (datagram) => heard.push(decodeFromPlugin(datagram)));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  opened.push(socket);
  const say = (plugin: Plugin, ...datagrams: Uint8Array[]) =>
    Promise.all(
      datagrams.map((datagram) => new Promise((done) => socket.send(datagram, plugin.port, '127.0.0.1', done))),
    );
  return { port: socket.address().port, heard, say };
}

async function open(server: { port: number }, options: Partial<PluginOptions> = {}) {
  const clock = new FakeClock();
  const log = new LogLines();
  const received: FromServer[] = [];
  const heard: boolean[] = [];
  const plugin = await openPlugin({
    listen: { host: '127.0.0.1', port: 0 },
    server: { host: 'localhost', port: server.port },
    slots: () => 3,
    intervalMs: 250,
    clock,
    log,
    onPackets: (packets) => received.push(...packets),
    onPosition: (packet) => received.push(packet),
    onHeard: (state) => heard.push(state),
    ...options,
  });
  opened.push(plugin);
  return { plugin, clock, log, received, heard };
}

const versionDatagram = encode({ type: 'version', protocolVersion: 4 });

describe('the plugin socket', () => {
  it('asks a running server for everything it missed', async () => {
    const server = await scriptedServer();
    const { clock } = await open(server);
    clock.advance(100);
    await eventuallyHolds(() => expect(server.heard).toHaveLength(5));
    expect(server.heard.map(({ type }) => type).toSorted()).toEqual([
      'getCarInfo',
      'getCarInfo',
      'getCarInfo',
      'getSessionInfo',
      'realtimePosInterval',
    ]);
  });

  it('hands over a recorded race in order', async () => {
    const server = await scriptedServer();
    const { plugin, received, heard } = await open(server);
    const race = recordingOf('red-bull-ring.ndjson');
    await server.say(plugin, ...race.map(({ datagram }) => datagram));
    await eventuallyHolds(() => expect(received).toEqual(race.map(({ decoded }) => decoded)));
    expect(heard).toEqual([true]);
    expect(plugin.counters.received).toBe(race.length);
  });

  it('asks for positions again after a new session', async () => {
    const server = await scriptedServer();
    const { plugin, clock } = await open(server);
    clock.advance(100);
    await eventuallyHolds(() => expect(server.heard).toHaveLength(5));
    const newSession = recordingOf('red-bull-ring.ndjson').find(({ decoded }) => decoded.type === 'newSession');
    await server.say(plugin, newSession?.datagram ?? versionDatagram);
    await eventuallyHolds(() => expect(server.heard[5]).toEqual({ type: 'realtimePosInterval', intervalMs: 250 }));
  });

  it('drops and counts invalid packets, and continues', async () => {
    const server = await scriptedServer();
    const { plugin, received, log } = await open(server);
    await server.say(plugin, Buffer.from('63616263', 'hex'), Buffer.alloc(0), Buffer.from('3501', 'hex'));
    await server.say(plugin, versionDatagram);
    await eventuallyHolds(() => expect(received).toEqual([{ type: 'version', protocolVersion: 4 }]));
    expect(Object.fromEntries(plugin.counters.dropped)).toEqual({ unknown: 1, empty: 1, carUpdate: 1 });
    expect(log.lines).toHaveLength(3);
  });

  it('accepts the manager’s own packets only from the manager’s own server', async () => {
    const sector: FromServer = { type: 'sectorCompleted', carId: 3, sector: 0, sectorMs: 31_234, cuts: 1 };
    const managers = await scriptedServer();
    const enhanced = await open(managers, { enhanced: true });
    await managers.say(enhanced.plugin, encode(sector), Buffer.of(150, 3));
    await eventuallyHolds(() => expect(enhanced.plugin.counters.received).toBe(2));
    await eventuallyHolds(() => expect(enhanced.received).toEqual([sector]));
    expect(Object.fromEntries(enhanced.plugin.counters.dropped)).toEqual({ sectorCompleted: 1 });
    expect(managers.heard).toContainEqual({ type: 'enableReporting' });

    const other = await scriptedServer();
    const plain = await open(other);
    await other.say(plain.plugin, encode(sector), versionDatagram);
    await eventuallyHolds(() => expect(plain.received).toEqual([{ type: 'version', protocolVersion: 4 }]));
    expect(Object.fromEntries(plain.plugin.counters.dropped)).toEqual({ unknown: 1 });
  });

  it('ignores another host', async () => {
    const stranger = await scriptedServer();
    const { plugin, received, heard } = await open(stranger, { server: { host: '127.0.0.2', port: stranger.port } });
    await stranger.say(plugin, versionDatagram);
    await eventuallyHolds(() => expect(plugin.counters.foreign).toBe(1));
    expect([received, heard, plugin.counters.received]).toEqual([[], [], 0]);
  });

  it('ignores another port of the same host', async () => {
    const [server, stranger] = [await scriptedServer(), await scriptedServer()];
    const { plugin, received, heard, log } = await open(server);
    const kick = encode({ type: 'chat', carId: 1, message: '!kick Victim' });
    await stranger.say(plugin, versionDatagram, kick);
    await eventuallyHolds(() => expect(plugin.counters.foreign).toBe(2));
    expect([received, heard, plugin.counters.received]).toEqual([[], [], 0]);
    expect(log.lines).toContainEqual(
      expect.objectContaining({ from: `127.0.0.1:${stranger.port}`, expected: `127.0.0.1:${server.port}` }),
    );
    await server.say(plugin, versionDatagram);
    await eventuallyHolds(() => expect(received).toHaveLength(1));
  });

  it('survives a listener that throws', async () => {
    const server = await scriptedServer();
    const batches: number[] = [];
    const onPackets = (packets: FromServer[]) => {
      batches.push(packets.length);
      if (batches.length === 1) throw new Error('out of order');
    };
    const { plugin, log } = await open(server, { onPackets });
    await server.say(plugin, versionDatagram);
    await eventuallyHolds(() => expect(log.lines).toHaveLength(1));
    await server.say(plugin, versionDatagram);
    await eventuallyHolds(() => expect(batches).toHaveLength(2));
  });

  it('survives a position listener that throws, and keeps positions in order with other packets', async () => {
    const server = await scriptedServer();
    const position = encode({
      type: 'carUpdate',
      carId: 3,
      pos: [1, 2, 3],
      velocity: [0, 0, 0],
      gear: 1,
      rpm: 900,
      normalizedSplinePos: 0.5,
    });
    const told: string[] = [];
    const onPosition = ({ type }: FromServer) => {
      told.push(type);
      if (told.length === 1) throw new Error('out of order');
    };
    const onPackets = (packets: FromServer[]) => void told.push(packets.map(({ type }) => type).join(' '));
    const { plugin, log } = await open(server, { onPackets, onPosition });
    await server.say(plugin, position);
    await eventuallyHolds(() => expect(log.lines).toHaveLength(1));
    await server.say(plugin, position);
    await eventuallyHolds(() => expect(told).toEqual(['carUpdate', 'carUpdate']));
    await server.say(plugin, versionDatagram, position);
    await eventuallyHolds(() => expect(told.slice(2).join(' ')).toBe('version carUpdate'));
  });

  it('sends packets, refuses invalid ones, and is silent after closing', async () => {
    const server = await scriptedServer();
    const { plugin } = await open(server, { slots: () => 0, intervalMs: 0 });
    plugin.send({ type: 'kickUser', carId: 3 });
    expect(() => plugin.send({ type: 'kickUser', carId: 300 })).toThrow(RangeError);
    await eventuallyHolds(() => expect(server.heard).toContainEqual({ type: 'kickUser', carId: 3 }));
    await plugin.close();
    await plugin.close();
    plugin.send({ type: 'nextSession' });
    expect(plugin.counters.failed).toBe(1);
  });

  it('says which port is taken and what to change', async () => {
    const server = await scriptedServer();
    const { plugin } = await open(server);
    const second = open(server, { listen: { host: '127.0.0.1', port: plugin.port } });
    await expect(second).rejects.toThrow(UserError);
    await expect(second).rejects.toThrow(
      `UDP port ${plugin.port} on 127.0.0.1 is taken: another Pitwall or another plugin listens there. ` +
        'Close it, or set UDP_PLUGIN_ADDRESS in server_cfg.ini to a free port.',
    );
  });

  it('says if the address is not one of this machine', async () => {
    const elsewhere = open({ port: 1 }, { listen: { host: '192.0.2.1', port: 0 } });
    await expect(elsewhere).rejects.toThrow('Cannot listen on UDP 192.0.2.1:0 (EADDRNOTAVAIL).');
  });
});
