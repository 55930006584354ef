import { describe, expect, it, test } from 'vitest';
import { appOf } from '../../fakes/app.ts';
import { slot } from '../../fakes/grid.ts';
import { lobbyInfo } from '../../fakes/lobby.ts';
import { connected, driverRow, fakeServer } from '../rig.ts';

// Every command of the original, in both shapes, with all frames of its answer in order.

const LOGON = 'logon: {"username": "", "password": "", "protocol": "1.0"}';
const AT = Date.UTC(2022, 6, 22, 10, 42, 32);
const SINCE = '2022-07-22 10:42:32.000 +0000 UTC';

const msg = (text: string) => ({ data: { msg: text } });
const started = msg('Assetto Corsa server started');
const stopped = msg('Assetto Corsa server stopped');
const status = (cmd: string, timestamp: string) => ({ cmd: [cmd], cwd: null, timestamp, running: true });
const processStarted = {
  data: { msg: 'AC Server started', 'AC Server': status('acServer', '20220722_104232') },
};
const processStopped = msg('AC Server server stopped');
const trackerStarted = { data: { msg: 'Stracker started', stracker: status('stracker', '20260101_113000') } };
const trackerStopped = msg('Stracker server stopped');
const trackerRuns = {
  data: { msg: 'stracker is running since 20260101_113000', stracker: status('stracker', '20260101_113000') },
};
const race = { type: 'Race', laps: 20, time: 0, msg: '' };
const driver = {
  name: 'Mark Hannon',
  host: '192.168.1.1',
  port: 50834,
  car: 'bmw_m3_e30',
  guid: '9993334455599',
  ballast: 0,
  msg: 'joining',
};
const entry = {
  car_id: 'CAR_0',
  model: 'dj_skipbarber_f2000',
  skin: 'The9GAG',
  spectator_mode: '0',
  drivername: '',
  team: '',
  guid: '76561198102064903',
  ballast: '0',
  restrictor: '0',
};
const lobby = {
  connected: true,
  since: '2026-01-01 11:31:00.000 +0000 UTC',
  timestamp: '2026-01-01 11:31:00.000 +0000 UTC',
  url_register: lobbyInfo.urls?.register,
  url_ping: lobbyInfo.urls?.ping,
};
const serverInfo = {
  version: 'v1.15',
  timestamp: SINCE,
  track: 'rt_autodrom_most',
  cars: '["ks_mazda_mx5_cup"]',
  msg: 'running, 1 of 24 slots taken',
};
const server = {
  directory: '',
  child_ini_file: 'cfg/server_cfg.ini',
  child_title: 'AC Server',
  child_short: 'AC Server',
  is_optional: false,
  version: 'v1.15',
  timestamp: SINCE,
  name: 'Sunday Cup',
  track: 'rt_autodrom_most',
  cars: 'ks_mazda_mx5_cup',
  http_port: '8081',
  tcp_port: '9600',
  udp_port: '9600',
  drivers: { 'Mark Hannon': { ...driver, restrictor: 0, slot: 7 } },
  entries: { 0: entry },
  sessions: { Race: { ...race, active: true } },
  lobby,
  running: true,
};
const parsed = { data: { msg: 'results/2020_12_20_20_58_RACE.json parse SUCCESS', notes: [] } };
const grid = { data: { grid: { 1: 'Keith', 2: 'Wayne' } } };
const slots = { data: { entries: { 1: 'bmw_m3_e30 Keith', 2: 'bmw_m3_e30 Wayne' } } };
const saved = (file: string) => ({ data: { msg: `${file} file update SUCCESS`, notes: expect.any(Array) } });
const inWords = { data: { msg: expect.stringMatching(/^RACE /) } };
const refused = { error: { msg: expect.stringMatching(/^[^\n]+[.!?]$/) } };

const TABLE: readonly (readonly [line: string, readme: readonly object[], newer: readonly object[]])[] = [
  ['server info', [{ data: { serverInfo } }], [{ data: { server } }]],
  ['server drivers', [{ data: { drivers: { 'Mark Hannon': driver } } }], [{ data: { drivers: server.drivers } }]],
  ['server entries', [{ data: { entries: { CAR_0: entry } } }], [{ data: { entries: { 0: entry } } }]],
  ['server sessions', [{ Race: race }], [{ data: { sessions: server.sessions } }]],
  ['server session RACE enable', [refused], [msg('Enabled RACE')]],
  ['server session Race disable', [refused], [msg('Disabled RACE')]],
  ['server session race laps 12', [refused], [msg('Set RACE to 12 laps')]],
  ['server session RACE time 30', [refused], [msg('Set RACE to 30 minutes')]],
  ['server set RACE laps 12', [inWords], [msg('Set RACE to 12 laps')]],
  ['server time 30 RACE', [inWords], [msg('Set RACE to 30 minutes')]],
  ['server configuration write', [refused], [msg('Wrote cfg/server_cfg.ini'), { data: { server } }]],
  ['server configuration', [refused], [{ data: { server } }]],
  ['server configuration reload', [refused], [{ data: { server } }]],
  ['server start', [started], [processStarted, started]],
  ['server stop', [stopped], [processStopped, stopped]],
  ['server restart', [stopped, started], [processStopped, stopped, processStarted, started]],
  ['grid entries', [slots], [slots]],
  ['grid order', [grid], [grid]],
  ['grid finish', [parsed, grid], [parsed, grid]],
  ['grid reverse', [parsed, grid], [parsed, grid]],
  ['grid save', [saved('entry_list.ini')], [saved('entry_list_new.ini')]],
  ['grid write', [saved('entry_list.ini')], [saved('entry_list_new.ini')]],
  ['lobby info', [{ data: { lobby } }], [{ data: { lobby } }]],
  ['lobby restart', [{ data: { lobby } }], [{ data: { lobby } }]],
  ['tracker start', [trackerStarted], [trackerStarted]],
  ['tracker stop', [trackerStopped], [trackerStopped]],
  ['tracker restart', [trackerStopped, trackerStarted], [trackerStopped, trackerStarted]],
  ['tracker status', [trackerRuns], [trackerRuns]],
  [
    'shutdown now',
    [msg('Pitwall is shutting down. The game server keeps running.')],
    [msg('Pitwall is shutting down. The game server keeps running.')],
  ],
];

/** Lines that closed the original's connection, got no answer, or were accepted as they were. */
const REFUSED = [
  '',
  ' ',
  'server',
  'grid',
  'lobby',
  'tracker',
  'shutdown',
  'shutdown later',
  'server x',
  'grid x',
  'grid starting',
  'lobby x',
  'tracker x',
  'server set',
  'server set RACE',
  'server set RACE laps',
  'server set RACE laps abc',
  'server set RACE time -4',
  'server set RACE laps 0',
  'server set RACE enable 3',
  'server set RACE explode',
  'server time',
  'server time soon',
  'server start now',
  'grid save twice',
  'lobby info please',
];

const REFUSED_BY_THE_NEWER = [
  ...['logon: {', 'logon: []', 'logon: {"protocol": 7}', 'server configurations', 'server session'],
  'server session RACE',
  'server session RACE laps',
  'server session RACE laps abc',
  'server session RACE time 0',
  'server session RACE explode',
];

async function open(shape: 'readme' | 'newer') {
  const { client } = await connected({
    app: appOf({
      ...fakeServer({
        info: { state: 'running', startedAt: AT, connected: 1 },
        drivers: [driverRow({ carId: 7, address: { host: '192.168.1.1', port: 50834 } })],
        sessions: [{ kind: 'race', name: 'RACE', minutes: 0, laps: 20, active: true }],
        entries: [slot()],
      }),
      lobby: { info: () => lobbyInfo, restart: async () => ({ ...lobbyInfo, reply: { ok: true, text: 'OK' } }) },
    }),
  });
  if (shape === 'newer') await client.ask(LOGON);
  return {
    /** All frames of the answer, up to the answer to the next line. */
    async answer(line: string): Promise<object[]> {
      client.send(line);
      client.send('@fence whoami');
      const frames: object[] = [];
      for (let frame = await client.next(); frame.id !== 'fence'; frame = await client.next()) frames.push(frame);
      return frames;
    },
  };
}

describe.each(['readme', 'newer'] as const)('every command of the original, in the %s shape', (shape) => {
  test.each(TABLE)('%s', async (line, readme, newer) => {
    const { answer } = await open(shape);
    expect(await answer(line)).toEqual(shape === 'readme' ? readme : newer);
  });

  it('answers any other line with exactly one error frame', async () => {
    const { answer } = await open(shape);
    for (const line of [...REFUSED, ...(shape === 'newer' ? REFUSED_BY_THE_NEWER : [])]) {
      expect([line, await answer(line)]).toEqual([line, [refused]]);
    }
  });
});
