import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { encode } from '../../../src/acserver/udp/codec.ts';
import type { FromServer } from '../../../src/acserver/udp/packets.ts';
import { begin, openServer } from '../../../src/app/server.ts';
import { TABLES } from '../../../src/app/tables.ts';
import type { AnyServerConfig } from '../../../src/config/server.ts';
import type { RaceEvent } from '../../../src/events/events.ts';
import { eventuallyHolds } from '../../eventually.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { directoryForTest } from '../../fakes/controlled.ts';
import { openStore } from '../../fakes/openStore.ts';

const elena = { carId: 2, guid: '76561198000000001' };

/** A server connected over UDP only, and what its drivers read in their private chat. */
async function opened(config: Partial<AnyServerConfig> = {}) {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const told: string[] = [];
  let port = 0;
  socket.on('message', (datagram, from) => {
    port = from.port;
    // SEND_CHAT: type, car id, character count, then four bytes per character.
    if (datagram[0] === 202)
      told.push(`${datagram[1]}< ${datagram.subarray(3).toString('utf16le').replaceAll('\0', '')}`);
  });
  const directory = directoryForTest();
  const clock = new FakeClock();
  const udp = { listen: { host: '127.0.0.1', port: 0 }, server: { host: '127.0.0.1', port: socket.address().port } };
  const store = openStore(directory, TABLES);
  const log = pino({ level: 'silent' });
  const server = await openServer(
    { id: 'main', external: {}, udp, ...config },
    { store, clock, log, dataDirectory: directory },
  );
  onTestFinished(async () => {
    await server.close();
    store.close();
    socket.close();
  });
  const events: RaceEvent[] = [];
  server.live.bus.live((event) => events.push(event));
  await begin(server);
  await eventuallyHolds(() => expect(port).not.toBe(0));
  const send = (packet: FromServer): void => socket.send(encode(packet), port, '127.0.0.1');
  const say = async (packet: FromServer): Promise<void> => {
    const before = events.length;
    send(packet);
    await eventuallyHolds(() => expect(events.length).toBeGreaterThan(before));
  };
  await say({
    type: 'newConnection',
    carId: 2,
    driverGuid: elena.guid,
    driverName: 'Elena',
    carModel: 'abarth500',
    carSkin: 'red',
  });
  return { server, events, told, send, say };
}

const wall: FromServer = {
  type: 'clientEvent',
  subtype: 'environment',
  carId: 2,
  impactSpeed: 40,
  worldPos: [1, 2, 3],
  relPos: [0, 0, 0],
};

it('a car that has opted in gets a contact in one datagram', async () => {
  const { server, told, say } = await opened();
  await say(wall);
  server.actions.extraInfo.optIn(elena);
  await say(wall);
  await eventuallyHolds(() => expect(told).toHaveLength(1));
  expect(told[0]).toBe(
    `2< Collision,0,${elena.guid},,0,11,40,"Vec3F(1.000000, 2.000000, 3.000000)","Vec3F(0.000000, 0.000000, 0.000000)",2026-01-01 12:00:00,false`,
  );
});

it('chat from programs is left out as configured', async () => {
  const { events, send, say } = await opened({ chatFilter: ['#app'] });
  for (const message of ['#APP damage', 'DRS Enabled']) send({ type: 'chat', carId: 2, message });
  await say({ type: 'chat', carId: 2, message: 'PLP: hello' });
  expect(events.filter(({ type }) => type === 'chat')).toMatchObject([{ text: 'PLP: hello' }]);
});

it('a heard line becomes an event of the server, except DRS if Pitwall announces it', async () => {
  const { server, events } = await opened({ drsFromLap: 2 });
  const hear = (line: string) => server.actions.extraInfo.hear(line, { carId: 2, by: 'an app' });
  expect([hear('DRS Enabled'), hear(`Infraction,0,${elena.guid},3,0,1,5`)]).toEqual(['own', 'news']);
  expect(events.at(-1)).toMatchObject({
    type: 'extraInfo',
    info: { carId: 2 },
    driver: { name: 'Elena' },
    by: 'an app',
  });
});
