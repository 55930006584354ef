import { createSocket } from 'node:dgram';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encode } from '../../src/acserver/udp/codec.ts';
import type { LiveServer } from '../../src/live/liveServer.ts';
import { openLive } from '../../src/live/open.ts';
import { processTables } from '../../src/live/processTable.ts';
import { journalTables } from '../../src/race/journal.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { eventually } from '../eventually.ts';
import { FakeClock } from '../fakes/clock.ts';
import { freePort } from '../ports.ts';

let directory: string;
let store: Store;
let clock: FakeClock;
let logFile: string;
let live: LiveServer;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-external-'));
  logFile = join(directory, 'acserver.log');
  writeFileSync(logFile, 'Assetto Corsa Dedicated Server v1.15\nServer started\n');
  store = openStore(join(directory, 'data'), [processTables, journalTables]);
  clock = new FakeClock();
  live = await attach();
});
afterEach(async () => {
  await live.close();
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

/** A Pitwall beside a server that somebody else runs, without a plugin interface: it has only the log. */
async function attach(): Promise<LiveServer> {
  const around = { store, clock, log: pino({ enabled: false }), dataDirectory: join(directory, 'data') };
  const history = { entryListHistory: { fileAt: () => undefined } };
  const server = await openLive({ id: 'gt3', external: { logFile } }, around, history);
  await server.catchUp();
  await server.listen();
  return server;
}

const state = (): string => live.process.status().state;

describe('an external server without UDP', () => {
  test('is running while its log grows, and stopped once the log falls silent', async () => {
    expect(state()).toBe('stopped');
    appendFileSync(logFile, 'PAGE: /INFO\n');
    await eventually('the line is read', () => {
      clock.advance(100);
      return state() === 'running';
    });
    clock.advance(89_000);
    expect(state()).toBe('running');
    clock.advance(1_000);
    expect(state()).toBe('stopped');
  });
});

describe('a log file after a restart of Pitwall', () => {
  test.each([
    ['was renamed and replaced', () => writeFileSync(logFile, 'Server started\n'.repeat(200))],
    ['was renamed and not replaced', () => {}],
  ])('is reported as gone if it %s', async (_, after) => {
    expect(live.process.status().trouble).toBeUndefined();
    await live.close();
    renameSync(logFile, `${logFile}.1`);
    after();
    live = await attach();
    expect(live.process.status().trouble).toContain('is gone');
  });

  test('is not reported if it has only grown', async () => {
    await live.close();
    appendFileSync(logFile, 'PAGE: /INFO\n');
    live = await attach();
    expect(live.process.status().trouble).toBeUndefined();
  });
});

describe('a server whose files a manager writes before each start', () => {
  const track = (name: string) =>
    writeFileSync(
      join(directory, 'server', 'cfg', 'server_cfg.ini'),
      // The two plugin ports are the manager's own.
      `[SERVER]\nTRACK=${name}\nCARS=a;b\nUDP_PORT=9600\nTCP_PORT=9600\nHTTP_PORT=8081\nUDP_PLUGIN_LOCAL_PORT=47871\nUDP_PLUGIN_ADDRESS=127.0.0.1:47872\n[RACE]\nNAME=Race\nLAPS=5\n`,
    );

  test('has its files read again on its version packet, but keeps the configured UDP ports', async () => {
    mkdirSync(join(directory, 'server', 'cfg'), { recursive: true });
    writeFileSync(join(directory, 'server', 'cfg', 'entry_list.ini'), '[CAR_0]\nMODEL=a\n');
    track('imola');
    await live.close();
    const [listen, send] = [await freePort(), await freePort()];
    const address = (port: number) => ({ host: '127.0.0.1', port });
    const around = { store, clock, log: pino({ enabled: false }), dataDirectory: join(directory, 'data') };
    live = await openLive(
      {
        id: 'gt3',
        directory: join(directory, 'server'),
        external: {},
        filesBy: 'manager',
        udp: { listen: address(listen), server: address(send) },
      },
      around,
      { entryListHistory: { fileAt: () => undefined } },
    );
    await live.catchUp();
    await live.listen();
    track('spa');
    writeFileSync(join(directory, 'server', 'cfg', 'entry_list.ini'), '[CAR_0]\nMODEL=a\n[CAR_1]\nMODEL=b\n');
    expect([live.running().cfg.track, live.entries().slots.length]).toEqual(['imola', 1]);

    const manager = createSocket('udp4').bind(send, '127.0.0.1');
    try {
      manager.send(encode({ type: 'version', protocolVersion: 4 }), listen, '127.0.0.1');
      await eventually('the files are read', () => live.running().cfg.track === 'spa');
      expect(live.entries().slots).toHaveLength(2);
      expect(live.running().cfg.plugin).toMatchObject({ listen: address(listen), serverPort: send });
    } finally {
      manager.close();
    }
  });
});
