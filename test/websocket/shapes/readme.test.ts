import { describe, expect, it } from 'vitest';
import type { Server } from '../../../src/command/app.ts';
import { appOf } from '../../fakes/app.ts';
import { connected, driverRow, fakeServer, openRig, sessionFacts } from '../rig.ts';

/** Samples of ac-websockets-server's README. `toBe` on text, so that keys, their order and their types count. */
const SAMPLES = {
  drivers: `{ "data": { "drivers": {
    "Mark Hannon": { "name": "Mark Hannon", "host": "192.168.1.1", "port": 50834, "car": "bmw_m3_e30",
      "guid": "9993334455599", "ballast": 0, "msg": "joining" },
    "Boof Head": { "name": "Boof Head", "host": "192.168.2.1", "port": 50834, "car": "bmw_m3_e30",
      "guid": "123456768", "ballast": 0, "msg": "joining" },
    "Crazy Guy": { "name": "Crazy Guy", "host": "192.168.3.1", "port": 50834, "car": "bmw_m3_e30",
      "guid": "7777777777777", "ballast": 0, "msg": "joining" } } } }`,
  // The README has "time": "10" in one of the three; here numbers are numbers.
  sessions: `{
    "Practice": { "type": "Practice", "laps": 0, "time": 120, "msg": "" },
    "Qualify": { "type": "Qualify", "laps": 0, "time": 10, "msg": "" },
    "Race": { "type": "Race", "laps": 20, "time": 0, "msg": "" } }`,
  started: '{ "data": { "msg": "Assetto Corsa server started" } }',
  push: `{ "data": { "serverInfo": {
    "version": "v1.15", "timestamp": "2022-07-22 10:42:32.877 +0000 UTC", "track": "rt_autodrom_most",
    "cars": "[\\"ks_mazda_mx5_cup\\"]", "msg": "" } } }`,
};
const laidOut = (sample: string): string => JSON.stringify(JSON.parse(sample), undefined, 4);

const drivers = [
  driverRow({ carId: 0, address: { host: '192.168.1.1', port: 50834 } }),
  driverRow({ carId: 1, name: 'Boof Head', guid: '123456768', address: { host: '192.168.2.1', port: 50834 } }),
  driverRow({ carId: 2, name: 'Crazy Guy', guid: '7777777777777', address: { host: '192.168.3.1', port: 50834 } }),
];
const sessions = [
  { kind: 'practice', name: 'Practice', minutes: 120, laps: 0, active: true },
  { kind: 'qualify', name: 'Qualify', minutes: 10, laps: 0, active: false },
  { kind: 'race', name: 'Race', minutes: 0, laps: 20, active: false },
] as const;

const open = (server: Server) => connected({ app: appOf(server) });

describe('the README shape', () => {
  it('answers "server drivers" as the README does', async () => {
    const { client } = await open(fakeServer({ drivers }));
    client.send('server drivers');
    expect(await client.text()).toBe(laidOut(SAMPLES.drivers));
  });

  it('blanks addresses for all but admins, and GUIDs for drivers', async () => {
    const tokens = { steward: 'steward-token', driver: 'driver-token' };
    const rig = await openRig({ app: appOf(fakeServer({ drivers })), tokens });
    const seen = { host: '', port: 0, guid: '123456768' };
    for (const [token, guid] of [
      [tokens.steward, seen.guid],
      [tokens.driver, ''],
    ]) {
      const client = rig.connect({ headers: { authorization: `Bearer ${token}` } });
      await client.text();
      const { data } = await client.ask('server drivers');
      expect(data).toMatchObject({ drivers: { 'Boof Head': { ...seen, guid } } });
    }
  });

  it('distinguishes drivers of the same name by car and accepts any name as a key', async () => {
    const rows = ['Ada', 'Ada (car 2)', 'Ada', '__proto__', 'constructor'].map((name, carId) =>
      driverRow({ carId, name }),
    );
    const { client } = await open(fakeServer({ drivers: rows }));
    client.send('server drivers');
    const { data } = JSON.parse(await client.text());
    expect(Object.entries<{ name: string }>(data.drivers).map(([key, { name }]) => [key, name])).toEqual([
      ['Ada', 'Ada'],
      ['Ada (car 2)', 'Ada (car 2)'],
      ['Ada (car 2) (car 2)', 'Ada'],
      ['__proto__', '__proto__'],
      ['constructor', 'constructor'],
    ]);
  });

  it('answers "server sessions" as the README does, with a bare map', async () => {
    const { client } = await open(fakeServer({ sessions }));
    client.send('server sessions');
    expect(await client.text()).toBe(laidOut(SAMPLES.sessions));
  });

  it('names sessions like the original and keeps duplicates', async () => {
    const twice = [
      { kind: 'race', name: 'HEAT one', minutes: 0, laps: 5, active: false },
      { kind: 'race', name: 'heat ONE', minutes: 0, laps: 6, active: false },
      { kind: 'other', name: 'drift', minutes: 5, laps: 0, active: false },
      // A letter of two UTF-16 units, and an empty name.
      { kind: 'qualify', name: '𐐨𐐔 Q', minutes: 5, laps: 0, active: false },
      { kind: 'practice', name: '', minutes: 5, laps: 0, active: false },
    ] as const;
    const { client } = await open(fakeServer({ sessions: twice }));
    expect(await client.ask('server sessions')).toEqual({
      'Heat one': { type: 'Race', laps: 5, time: 0, msg: '' },
      'Heat one (again)': { type: 'Race', laps: 6, time: 0, msg: '' },
      Drift: { type: 'drift', laps: 0, time: 5, msg: '' },
      '𐐀𐐼 q': { type: 'Qualify', laps: 0, time: 5, msg: '' },
      Practice: { type: 'Practice', laps: 0, time: 5, msg: '' },
    });
  });

  it('answers "server start" as the README does, then pushes the server info', async () => {
    const server = fakeServer();
    const { rig, client } = await open({
      ...server,
      async start(progress) {
        rig.publish({ type: 'serverStarted', version: 'v1.15', adopted: false });
        return server.start(progress);
      },
    });
    client.send('server start');
    expect(await client.text()).toBe(laidOut(SAMPLES.started));
    expect(await client.text()).toBe(laidOut(SAMPLES.push));
  });

  it('answers stop and restart with the texts that desktop clients expect', async () => {
    const { client } = await open(fakeServer());
    expect(await client.ask('server stop')).toEqual({ data: { msg: 'Assetto Corsa server stopped' } });
    expect(await client.ask('@9 server restart')).toEqual({ id: '9', data: { msg: 'Assetto Corsa server stopped' } });
    expect(await client.next()).toEqual({ id: '9', data: { msg: 'Assetto Corsa server started' } });
  });

  it('answers "server info" with the keys of the push and whether the server runs', async () => {
    const info = { state: 'running', connected: 3, startedAt: Date.UTC(2022, 6, 22, 10, 42, 32) } as const;
    const { client } = await open(fakeServer({ info }));
    expect(await client.ask('server info')).toEqual({
      data: {
        serverInfo: {
          version: 'v1.15',
          timestamp: '2022-07-22 10:42:32.000 +0000 UTC',
          track: 'rt_autodrom_most',
          cars: '["ks_mazda_mx5_cup"]',
          msg: 'running, 3 of 24 slots taken',
        },
      },
    });
  });

  it('says why a server stopped and leaves unknown values blank', async () => {
    const { client } = await open(fakeServer({ info: { version: undefined, trouble: 'exit code 1' } }));
    expect(await client.ask('server info')).toMatchObject({
      data: { serverInfo: { version: '', timestamp: '', msg: 'stopped; exit code 1' } },
    });
  });

  it('lists the commands as text and as data', async () => {
    const { client } = await open(fakeServer());
    const about = 'Start the game server';
    expect(await client.ask('help server start')).toEqual({
      data: { msg: `server start: ${about}`, commands: [{ usage: 'server start', about, role: 'admin' }] },
    });
  });

  it('pushes joins, leaves and sessions', async () => {
    const { rig, client } = await open(fakeServer({ drivers }));
    const driver = { carId: 0, guid: '9993334455599', name: 'Mark Hannon' };
    rig.publish({ type: 'driverJoined', driver, model: 'bmw_m3_e30', skin: 'red' });
    rig.publish({ type: 'driverLeft', driver });
    rig.publish({ type: 'sessionStarted', facts: sessionFacts, again: false });
    const blank = { host: '', port: 0, car: '', guid: '', ballast: 0 };
    const joining = JSON.parse(SAMPLES.drivers).data.drivers['Mark Hannon'];
    expect(await client.next()).toEqual({ data: { driver: joining } });
    expect(await client.next()).toEqual({ data: { driver: { name: 'Mark Hannon', ...blank, msg: 'leaving' } } });
    expect(await client.next()).toEqual({
      data: { session: { event: { type: 'Qualify', laps: 0, time: 10, msg: '' } } },
    });
  });

  it('does not show a new driver with the address of the previous one in that car', async () => {
    const { rig, client } = await open(fakeServer({ drivers }));
    const driver = { carId: 0, guid: '123', name: 'Ada' };
    rig.publish({ type: 'driverJoined', driver, model: 'bmw_m3_e30', skin: 'red' });
    expect(await client.next()).toMatchObject({ data: { driver: { name: 'Ada', host: '', port: 0, guid: '123' } } });
  });
});
