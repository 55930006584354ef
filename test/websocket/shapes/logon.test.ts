import { describe, expect, it } from 'vitest';
import { appOf } from '../../fakes/app.ts';
import { connected, driverRow, fakeDispatcher, fakeServer, type openRig, sessionFacts } from '../rig.ts';

const LOGON = 'logon: {"username": "Race Control", "password": "", "protocol": "1.0"}';
const server = fakeServer({
  info: { state: 'running', startedAt: Date.UTC(2022, 6, 22, 10, 42, 32), cars: ['bmw_m3_e30', 'ks_mazda_mx5_cup'] },
  drivers: [
    driverRow({ carId: 7, ballastKg: 20, restrictorPercent: 5, address: { host: '192.168.1.1', port: 50834 } }),
  ],
  sessions: [{ kind: 'race', name: 'RACE', minutes: 0, laps: 20, active: true }],
});
const driver = {
  name: 'Mark Hannon',
  host: '192.168.1.1',
  port: 50834,
  car: 'bmw_m3_e30',
  guid: '9993334455599',
  ballast: 20,
  msg: 'joining',
  restrictor: 5,
  slot: 7,
};
const race = { type: 'Race', laps: 20, time: 0, msg: '', active: true };

async function loggedOn(options: Parameters<typeof openRig>[0] = {}) {
  const { rig, client } = await connected({ app: appOf(server), ...options });
  expect(await client.ask(LOGON)).toEqual({ data: { msg: 'You are admin here.' } });
  return { rig, client };
}

describe('the frame shape of clients that log on', () => {
  it('has drivers and sessions under data', async () => {
    const { client } = await loggedOn();
    expect(await client.ask('server drivers')).toEqual({ data: { drivers: { 'Mark Hannon': driver } } });
    expect(await client.ask('server sessions')).toEqual({ data: { sessions: { Race: race } } });
  });

  it('has the whole server under data.server', async () => {
    const { client } = await loggedOn();
    expect(await client.ask('server info')).toEqual({
      data: {
        server: {
          directory: '',
          child_ini_file: 'cfg/server_cfg.ini',
          child_title: 'AC Server',
          child_short: 'AC Server',
          is_optional: false,
          version: 'v1.15',
          timestamp: '2022-07-22 10:42:32.000 +0000 UTC',
          name: 'Sunday Cup',
          track: 'rt_autodrom_most',
          cars: 'bmw_m3_e30;ks_mazda_mx5_cup',
          http_port: '8081',
          tcp_port: '9600',
          udp_port: '9600',
          drivers: { 'Mark Hannon': driver },
          entries: {},
          sessions: { Race: race },
          lobby: { connected: false, since: null, timestamp: '', url_register: null, url_ping: null },
          running: true,
        },
      },
    });
  });

  it('pushes under .event, but a driver directly', async () => {
    const { rig, client } = await loggedOn();
    const who = { carId: 7, guid: '9993334455599', name: 'Mark Hannon' };
    rig.publish({ type: 'sessionStarted', facts: sessionFacts, again: false });
    rig.publish({ type: 'driverJoined', driver: who, model: 'bmw_m3_e30', skin: 'red' });
    rig.publish({ type: 'driverLeft', driver: who });
    rig.publish({ type: 'serverStarted', version: 'v1.16', adopted: false });
    const qualify = { type: 'Qualify', laps: 0, time: 10, msg: '', active: true };
    const blank = { host: '', port: 0, car: '', guid: '', ballast: 0, restrictor: 0, slot: 0 };
    expect(await client.next()).toEqual({ data: { session: { event: qualify } } });
    expect(await client.next()).toEqual({ data: { driver } });
    expect(await client.next()).toEqual({ data: { driver: { name: 'Mark Hannon', ...blank, msg: 'leaving' } } });
    expect(await client.next()).toEqual({
      data: {
        server: {
          event: {
            version: 'v1.16',
            timestamp: '2022-07-22 10:42:32.000 +0000 UTC',
            msg: 'Assetto Corsa Dedicated Server starting',
          },
        },
      },
    });
  });

  it('accepts "server session" for "server set", only after a logon', async () => {
    const dispatcher = fakeDispatcher(async ({ line, caller }) => ({
      kind: 'done',
      answer: { kind: 'note', text: `${caller.name}: ${line}` },
    }));
    const { rig, client } = await loggedOn({ dispatcher });
    const answered = async (line: string) => expect((await client.ask(line)).data);
    (await answered('server session Race laps 5')).toEqual({ msg: 'Race Control: server set Race laps 5' });
    (await answered('server sessions')).toEqual({ msg: 'Race Control: server sessions' });
    const other = rig.connect();
    await other.text();
    expect(await other.ask('server session Race laps 5')).toEqual({
      data: { msg: 'websocket client: server session Race laps 5' },
    });
  });

  it.each(['logon:', 'logon: {', 'logon: 7', 'logon: null', 'logon: {"password": 7}'])(
    'refuses %j and stays connected',
    async (line) => {
      const { client } = await loggedOn();
      const sentence = 'logon: must be followed by JSON: {"username": "", "password": "", "protocol": ""}.';
      expect(await client.ask(line)).toEqual({ error: { msg: sentence } });
      expect(await client.ask('server sessions')).toHaveProperty('data');
    },
  );
});
