import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markOfFile } from '../../src/acserver/stdout/follow.ts';
import type { ReadLog } from '../../src/doctor/facts.ts';
import { lookAtData } from '../../src/doctor/look/data.ts';
import { directoryNear, lookAtFiles } from '../../src/doctor/look/files.ts';
import { lookAtServer } from '../../src/doctor/look/server.ts';
import { lookAtSettings } from '../../src/doctor/look/settings.ts';
import { DoctorNotes, doctorTables } from '../../src/doctor/notes.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { journalTables } from '../../src/race/journal.ts';
import { openStore } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { fakeRcon, obliging } from '../fakes/rcon.ts';
import { hastyClock } from '../haste.ts';
import { freePort } from '../ports.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-look-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const config = (changes: object = {}) => ({ id: 'gt3', directory, external: {}, ...changes });

describe('the files of a game server', () => {
  it.each([
    ['one level up', 'server/cfg', 'server', '.'],
    ['in the folder "server"', '.', '.', 'server'],
    ['from inside of cfg', 'cfg', '.', '.'],
  ])('are found if SERVER_DIR is %s', (_, asked, __, there) => {
    mkdirSync(join(directory, there, 'cfg'), { recursive: true });
    writeFileSync(join(directory, there, 'cfg/server_cfg.ini'), '');
    const from = asked === 'server/cfg' ? join(directory, 'extra') : join(directory, asked);
    expect(directoryNear(from)).toBe(join(directory, there));
  });

  it('are not found if there are none', () => expect(directoryNear(join(directory, 'a/b'))).toBeUndefined());

  it('reveal the time zone offset of acServer by the name of its newest race', async () => {
    mkdirSync(join(directory, 'results'));
    const now = new Date();
    const named = new Date(now.getTime() + 2 * 3_600_000);
    const parts = [named.getFullYear(), named.getMonth() + 1, named.getDate(), named.getHours(), named.getMinutes()];
    const path = join(directory, 'results', `${parts.join('_')}_RACE.json`);
    writeFileSync(path, '{}');
    utimesSync(path, now, now);
    expect((await lookAtFiles(config(), Date.now())).zoneOffHours).toBe(2);
    // For a file copied 40 hours later, the time says nothing.
    const later = new Date(now.getTime() + 40 * 3_600_000);
    utimesSync(path, later, later);
    expect((await lookAtFiles(config(), Date.now())).zoneOffHours).toBeUndefined();
  });

  it('show a missing program, one that is not executable, and one without its loader', async () => {
    const state = async () => (await lookAtFiles({ id: 'gt3', directory }, 0)).program?.state;
    // If there is no server at all, nothing is said about the program.
    expect(await state()).toBeUndefined();
    mkdirSync(join(directory, 'cfg'));
    writeFileSync(join(directory, 'cfg/server_cfg.ini'), '');
    expect(await state()).toBe('missing');
    const path = join(directory, process.platform === 'win32' ? 'acServer.exe' : 'acServer');
    const elf = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1]), Buffer.from('/lib/ld-linux-nowhere.so.9\0')]);
    writeFileSync(path, elf, { mode: 0o755 });
    if (process.platform === 'linux') expect(await state()).toBe('without its loader');
    writeFileSync(path, '#!/bin/sh\n');
    expect(await state()).toBe('fine');
    chmodSync(path, 0o644);
    if (process.platform !== 'win32') expect(await state()).toBe('not executable');
  });

  it('show a missing log, and how long the log has been quiet', async () => {
    const logFile = join(directory, 'output.log');
    const look = async () => (await lookAtFiles(config({ external: { logFile } }), Date.now())).log;
    expect(await look()).toEqual({ path: logFile, problem: 'there is no such file' });
    writeFileSync(logFile, 'x');
    const then = new Date(Date.now() - 90_000);
    utimesSync(logFile, then, then);
    expect((await look())?.quietMs).toBeGreaterThanOrEqual(90_000);
  });
});

describe('RCON', () => {
  it.each([
    ['accepted', 'parc-ferme'],
    ['refused', 'another'],
  ])('is %s', async (state, rconPassword) => {
    const { host, port, commands } = await fakeRcon(obliging('parc-ferme'));
    const facts = await lookAtServer(
      { id: 'gt3', external: {}, rcon: { host, port }, rconPassword },
      { clock: systemClock },
    );
    expect(facts.rcon).toBe(state);
    expect(commands).toEqual(state === 'accepted' ? ['help'] : []);
  });
});

describe('the plugin behind Pitwall', () => {
  it('is present if its port is taken, and unknown if it is on another machine', async () => {
    const there = createSocket('udp4').bind(0, '127.0.0.1');
    await once(there, 'listening');
    const { port } = there.address();
    const chain = (host: string, at: number) => ({ listen: { host: '127.0.0.1', port: 0 }, send: { host, port: at } });
    const look = async (host: string, at: number) =>
      (await lookAtServer({ id: 'gt3', external: {}, chain: chain(host, at) }, { clock: systemClock })).chained;
    expect(await look('127.0.0.1', port)).toEqual({ address: `127.0.0.1:${port}`, isThere: true });
    expect((await look('192.0.2.7', port))?.isThere).toBeUndefined();
    there.close();
    await once(there, 'close');
    expect((await look('127.0.0.1', port))?.isThere).toBe(false);
  });
});

describe("the manager's own server", () => {
  it.each([
    ['answers a ping', true, false],
    ['is plain acServer if it does not answer a ping', false, true],
  ])('%s', async (_, answers, isPlain) => {
    const game = createSocket('udp4').bind(0, '127.0.0.1');
    await once(game, 'listening');
    const listen = { host: '127.0.0.1', port: await freePort() };
    game.on('message', (datagram) => {
      const PONG = Buffer.from([152, ...datagram.subarray(1, 9), ...datagram.subarray(1, 9)]);
      const VERSION = Buffer.from([56, 4]);
      if (datagram[0] === 211 && answers) game.send(PONG, listen.port, listen.host);
      else game.send(VERSION, listen.port, listen.host);
    });
    const udp = { listen, server: { host: '127.0.0.1', port: game.address().port } };
    const facts = await lookAtServer({ id: 'gt3', external: {}, dialect: 'acsm', udp }, { clock: hastyClock });
    expect(facts).toMatchObject({ plugin: { isHeard: true }, isPlain });
    game.close();
  });
});

describe('a log rotated by somebody else', () => {
  it('leaves a gap from the last line read to the creation of the new file', async () => {
    const logFile = join(directory, 'output.log');
    writeFileSync(logFile, 'old');
    const file = await markOfFile(logFile);
    const look = (readLog: ReadLog) =>
      lookAtServer(config({ directory: undefined, external: { logFile } }), { clock: systemClock, readLog });
    const readLog = { server: 'gt3', path: logFile, file, at: 1000 };
    expect((await look(readLog)).logGap).toBeUndefined();
    renameSync(logFile, `${logFile}.1`);
    writeFileSync(logFile, 'new');
    const { logGap } = await look(readLog);
    expect(logGap?.from).toBe(1000);
    expect(Math.abs((logGap?.to ?? 0) - Date.now())).toBeLessThan(60_000);
    // Positions from older versions do not name a file.
    expect((await look({ ...readLog, file: undefined })).logGap).toBeUndefined();
  });
});

describe('the store', () => {
  it('shows which process uses it and what that knows of its servers', () => {
    const clock = new FakeClock();
    const store = openStore(directory, [doctorTables]);
    const notes = new DoctorNotes(store, clock);
    const plugin = { listen: '127.0.0.1:12000', localPort: 11_000, serverHost: '127.0.0.1', isHeard: false };
    notes.witness('gt3', { plugin, http: { port: 8081, state: 'answers', drivers: 8 } });
    const look = lookAtData(directory);
    expect(look?.holder).toEqual({ pid: process.pid, startedIn: process.cwd() });
    expect(look?.witnessed?.get('gt3')).toMatchObject({ plugin, http: { drivers: 8 } });
    expect(() => openStore(directory, [doctorTables])).toThrow(
      `Another Pitwall is using ${directory} (process ${process.pid}, started in ${process.cwd()}); stop it`,
    );
    store.run("UPDATE doctor_notes SET text = '{' WHERE key = 'server: gt3'");
    expect(lookAtData(directory)?.witnessed?.size).toBe(0);
    store.close();
    expect(lookAtData(directory)?.holder).toBeUndefined();
  });

  it('shows the notes of a running Pitwall, each once', () => {
    const clock = new FakeClock();
    const store = openStore(directory, [doctorTables]);
    const notes = new DoctorNotes(store, clock);
    notes.note('rival');
    expect(lookAtData(directory, store)?.notes).toEqual([{ key: 'rival', at: clock.now() }]);
    notes.over('rival');
    expect(lookAtData(directory, store)?.notes).toEqual([]);
    expect([notes.isNews('x', ['a']), notes.isNews('x', ['a']), notes.isNews('x', ['b'])]).toEqual([true, false, true]);
    // If it ends and comes back, that is news.
    expect([notes.isNews('x', []), notes.isNews('x', ['b'])]).toEqual([false, true]);
    store.close();
  });

  it('counts the events a start has to read, and estimates beyond 100,000', () => {
    const store = openStore(directory, [doctorTables, journalTables]);
    const write = (server: string, run: number, many: number): void => {
      store.run(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO events (server, run, type, at, event) SELECT ?, ?, 'x', 0, '{}' FROM n`,
        many,
        server,
        run,
      );
    };
    const events = (): number | undefined => lookAtData(directory, store)?.eventsToRead;
    expect(events()).toBe(0);
    store.transaction(() => {
      write('gt3', 1, 700);
      for (const server of ['gt3', 'gt4']) store.run('INSERT INTO runs (server, run) VALUES (?, ?)', server, 2);
      write('gt3', 2, 12);
    });
    expect(events()).toBe(12);
    // Events of gt4 lie in between. Up to 100,000 events, those of gt3 are counted exactly.
    store.transaction(() => {
      write('gt4', 2, 5000);
      write('gt3', 2, 99_987);
    });
    expect(events()).toBe(99_999);
    store.transaction(() => write('gt3', 2, 20_001));
    expect(events()).toBe(125_000);
    // A run's snapshot replaces the events before it.
    const keep = "INSERT OR REPLACE INTO snapshots (server, run, version, through, state) VALUES (?, ?, 1, ?, '{}')";
    store.run(keep, 'gt3', 2, 125_000);
    expect(events()).toBe(5000);
    store.run(keep, 'gt4', 2, 125_000);
    expect(events()).toBe(700);
    store.run(keep, 'gt4', 1, 125_000);
    expect(events()).toBe(5000);
    store.close();
  });

  it('can be inspected from outside without being created', () => {
    expect(lookAtData(join(directory, 'nothing'))).toBeUndefined();
    const store = openStore(directory, [doctorTables]);
    expect(lookAtData(directory)).toMatchObject({ isLocked: true, damage: undefined, open: [] });
    expect(lookAtData(directory)?.isUnread).toBeUndefined();
    store.close();
    expect(lookAtData(directory)).toMatchObject({ isLocked: false });
    writeFileSync(join(directory, 'pitwall.db'), '');
    expect(lookAtData(directory)).toMatchObject({ damage: 'is empty', isUnread: true });
  });
});

describe('the settings', () => {
  it('report every problem found while reading them, one sentence each', () => {
    const path = join(directory, '.env');
    writeFileSync(path, Buffer.from([0xef, 0xbb, 0xbf, 0x41, 0x3d, 0x31, 0x0a]));
    const { problems, envFile, config: read } = lookAtSettings({ DISCORD_TOKEN: 'a.b.c', SERVER_DIR: directory }, path);
    expect(problems).toEqual([
      'DISCORD_GUILD_ID is missing: it must be the id of your Discord server.',
      'DISCORD_CHANNEL_ID is missing: it must be the id of the channel to post to.',
    ]);
    expect(read).toBeUndefined();
    expect(envFile).toMatchObject({ hasByteOrderMark: true, hasNul: false });
  });
});
