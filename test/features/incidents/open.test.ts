import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encode } from '../../../src/acserver/udp/codec.ts';
import type { FromServer } from '../../../src/acserver/udp/packets.ts';
import { begin, openServer } from '../../../src/app/server.ts';
import { CHANGES, TABLES } from '../../../src/app/tables.ts';
import type { AnyServerConfig } from '../../../src/config/environment.ts';
import type { Store } from '../../../src/store/store.ts';
import { eventuallyHolds } from '../../eventually.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openStore } from '../../fakes/openStore.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { car, update } from './rig.ts';

/** An external game server, reduced to its datagrams. */

let store: Store;
const opened: { close(): unknown }[] = [];
const directory = temporaryDirectory('incidents');
beforeEach(() => {
  store = openStore(directory, TABLES, { changes: CHANGES });
});
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  store.close();
});

async function pitwallWith(changes: Partial<AnyServerConfig> = {}) {
  const socket = createSocket('udp4');
  const heard: string[] = [];
  let from = 0;
  socket.on('message', (datagram, { port }) => {
    heard.push(datagram.toString('hex'));
    from = port;
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  opened.push(socket);
  const clock = new FakeClock();
  const address = { host: '127.0.0.1', port: socket.address().port };
  const server = await openServer(
    { id: 'gt3', external: {}, udp: { listen: { host: '127.0.0.1', port: 0 }, server: address }, ...changes },
    { store, clock, log: pino({ level: 'silent' }), dataDirectory: directory },
  );
  opened.push(server);
  await begin(server);
  await eventuallyHolds(() => expect(heard).toContain('ccffff'));
  const say = (...packets: FromServer[]): void => {
    for (const packet of packets) socket.send(encode(packet), from, '127.0.0.1');
  };
  return { server, clock, heard, say };
}

/** REALTIMEPOS_INTERVAL: after the id, two bytes of milliseconds, low byte first. */
const interval = (heard: readonly string[]): string[] => heard.filter((datagram) => datagram.startsWith('c8'));

test.each([
  [undefined, ['c8f500']],
  [100, ['c86400']],
  [0, []],
])('positions are requested every %s ms', async (positionIntervalMs, asked) => {
  const { heard, clock } = await pitwallWith(positionIntervalMs === undefined ? {} : { positionIntervalMs });
  for (let turn = 0; turn < 10; turn += 1) clock.advance(20);
  if (asked.length > 0) await eventuallyHolds(() => expect(interval(heard)).toEqual(asked));
  expect(interval(heard)).toEqual(asked);
});

test('positions become evidence of an incident, but not events', async () => {
  const { server, clock, say } = await pitwallWith({ incidentMinKmh: 5 });
  const packets = (): number => store.get<{ count: number }>('SELECT count(*) AS count FROM events')?.count ?? 0;
  for (const { carId, guid, name } of [car(1), car(2)]) {
    say({ type: 'newConnection', driverName: name, driverGuid: guid, carId, carModel: 'bmw', carSkin: '' });
  }
  await eventuallyHolds(() => expect(server.live.state().drivers.size).toBe(2));
  const before = packets();
  say(update(1, [0, 0, 0], 180, 0.5), update(2, [4, 0, 0], 108, 0.5));
  say({ type: 'chat', carId: 1, message: 'oh no' });
  await eventuallyHolds(() => expect(packets() - before).toBe(1));
  clock.advance(2000);
  const felt = { impactSpeed: 6, worldPos: [1, 0, 0] as const, relPos: [0, 0, 0] as const };
  say({ type: 'clientEvent', subtype: 'car', carId: 1, otherCarId: 2, ...felt });
  await eventuallyHolds(() => expect(server.actions.incidents.list()).toHaveLength(1));
  expect(server.actions.incidents.show(1).contacts).toMatchObject([
    { speedKmh: 6, evidence: { place: 0.5, cars: [{ speeds: [{ kmh: 180 }] }, { speeds: [{ kmh: 108 }] }] } },
  ]);
  // The chat line, the contact and the incident.
  expect(packets() - before).toBe(3);
});
