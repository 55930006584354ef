import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Configuration } from '../../src/acserver/configuration.ts';
import type { Telling } from '../../src/acserver/udp/packets.ts';
import type { Checked } from '../../src/doctor/checks.ts';
import type { Dialect } from '../../src/kit/dialects.ts';
import { UserError } from '../../src/kit/errors.ts';
import { Signal } from '../../src/kit/signal.ts';
import { configurationReader } from '../../src/live/configuration.ts';
import { Hearing } from '../../src/live/hearing.ts';
import { FakeClock } from '../fakes/clock.ts';

/** As v1.15 answers, with eight drivers. */
const INFO = JSON.stringify({ name: 'Friday GT3', clients: 8, maxclients: 8, track: 'magione' });

let http: Server;
let port: number;
let clock: FakeClock;
let asked: number;
beforeEach(async () => {
  clock = new FakeClock();
  asked = 0;
  http = createServer((_, response) => {
    asked += 1;
    response.end(INFO);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  port = (http.address() as AddressInfo).port;
});
afterEach(() => void http.close());

interface World {
  isHeard: boolean;
  isExpected: boolean;
  foreignFrom: string | undefined;
  read: () => Configuration;
  dialect: Dialect;
}

function open(changes: Partial<World> = {}) {
  const config = { id: 'gt3', external: {}, dialect: changes.dialect };
  const bare = configurationReader(config)();
  const plugin = { listen: { host: '127.0.0.1', port: 12_000 }, serverPort: 11_000 };
  const configuration: Configuration = { ...bare, cfg: { ...bare.cfg, httpPort: port, plugin } };
  const world: World = {
    isHeard: false,
    isExpected: true,
    foreignFrom: undefined,
    read: () => configuration,
    dialect: 'kunos',
    ...changes,
  };
  const packets = new Signal<Telling>();
  const logged: string[] = [];
  const told: (readonly Checked[])[] = [];
  const traffic = () => ({
    listen: plugin.listen,
    received: 0,
    foreign: world.foreignFrom === undefined ? 0 : 1,
    foreignFrom: world.foreignFrom,
    dropped: 0,
    silentMs: undefined,
    openMs: 10_000,
  });
  const hearing = new Hearing(config, {
    clock,
    log: { warn: ((sentence: string) => logged.push(sentence)) as never },
    configurations: { running: () => configuration, read: () => world.read() },
    plugin: { traffic, chainedTraffic: () => undefined, watch: (listener) => packets.listen(listener) },
    isHeard: () => world.isHeard,
    isExpected: () => world.isExpected,
  });
  hearing.listen((found) => told.push(found));
  return { hearing, logged, told, world, configuration, packets };
}

const DEAF =
  "Nothing is sending UDP data to 127.0.0.1:12000, but HTTP says 8 drivers: the game server's UDP plugin does not point here. " +
  'Set UDP_PLUGIN_LOCAL_PORT=11000 and UDP_PLUGIN_ADDRESS=127.0.0.1:12000 under [SERVER] in server_cfg.ini (in a manager: its UDP plugin settings), and restart the game server.';

test('silent UDP is reported once, with the fix, while HTTP shows drivers', async () => {
  const { hearing, logged, told, world } = open();
  expect(hearing.trouble()).toBeUndefined();
  clock.advance(10_000);
  await expect.poll(() => logged).toEqual([`gt3: ${DEAF}`]);
  expect(hearing.trouble()).toBe(DEAF);
  clock.advance(10_000);
  await expect.poll(() => asked).toBe(2);
  await new Promise((resolve) => setImmediate(resolve));
  expect(logged).toHaveLength(1);
  world.isHeard = true;
  clock.advance(10_000);
  await expect.poll(() => told.at(-1)).toEqual([]);
  expect(hearing.trouble()).toBeUndefined();
  hearing.close();
});

test('datagrams from an unexpected address are reported', async () => {
  const { hearing, logged } = open({ foreignFrom: '172.30.0.1:11000' });
  clock.advance(10_000);
  await expect.poll(() => logged.length).toBe(1);
  expect(logged[0]).toContain('datagrams come from 172.30.0.1:11000, expected 127.0.0.1');
  hearing.close();
});

test('plugin ports changed in server_cfg.ini meanwhile are reported', async () => {
  const { hearing, logged, world, configuration } = open();
  const plugin = { listen: { host: '127.0.0.1', port: 47_872 }, serverPort: 47_871 };
  world.read = () => ({ ...configuration, cfg: { ...configuration.cfg, plugin } });
  clock.advance(10_000);
  await expect.poll(() => logged.join()).toContain('server_cfg.ini now says 127.0.0.1:47872 and 47871');
  world.read = () => {
    throw new UserError('gone');
  };
  expect(hearing.facts().otherPair).toBeUndefined();
  hearing.close();
});

test('a server that does not answer by HTTP either is reported with its HTTP port', async () => {
  await new Promise((resolve) => http.close(resolve));
  const { hearing, logged } = open();
  clock.advance(10_000);
  await expect.poll(() => logged.length).toBe(1);
  expect(logged[0]).toContain(`no game server answers on HTTP port ${port}`);
  hearing.close();
});

test.each([
  ['the server is heard', { isHeard: true }],
  ['the server is not expected to run', { isExpected: false }],
])('nothing is asked by HTTP while %s', async (_, changes) => {
  const { hearing, logged, world } = open(changes);
  clock.advance(60_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect([asked, logged]).toEqual([0, []]);
  hearing.close();
  world.isHeard = false;
  world.isExpected = true;
  clock.advance(60_000);
  expect(asked).toBe(0);
});

test('a plain acServer is recognised by the pings it does not answer', () => {
  const { hearing, packets } = open({ isHeard: true, dialect: 'acsm' });
  clock.advance(60_000);
  expect(hearing.facts().isPlain).toBeUndefined();
  clock.advance(20_000);
  expect(hearing.facts().isPlain).toBe(true);
  packets.tell({ type: 'pong', pluginTime: 1, serverTime: 2 });
  expect(hearing.facts().isPlain).toBe(false);
  hearing.close();
});

test("a server that is not heard, or not the manager's, is never called a plain acServer", () => {
  const silent = open({ dialect: 'acsm' });
  const plain = open({ isHeard: true });
  clock.advance(300_000);
  expect(silent.hearing.facts().isPlain).toBeUndefined();
  expect(plain.hearing.facts().isPlain).toBeUndefined();
  silent.hearing.close();
  plain.hearing.close();
});
