import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveServer } from '../../src/live/liveServer.ts';
import { openLive } from '../../src/live/open.ts';
import { processTables } from '../../src/live/processTable.ts';
import { journalTables } from '../../src/race/journal.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { eventually } from '../eventually.ts';
import { FakeClock } from '../fakes/clock.ts';

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

/** A Pitwall beside a server that somebody else runs, without a plugin interface: its log alone tells of it. */
async function attach(): Promise<LiveServer> {
  const around = { store, clock, log: pino({ enabled: false }), dataDirectory: join(directory, 'data') };
  const history = { entryListHistory: { fileAt: () => undefined } };
  const server = await openLive({ id: 'gt3', external: { logFile } }, around, history);
  await server.catchUp();
  await server.listen();
  return server;
}

const state = (): string => live.process.status().state;

describe('a server of somebody else whose UDP is silent', () => {
  test('runs as long as its log grows, and has stopped when that falls silent', async () => {
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

describe('a log that is not there any more when Pitwall comes back', () => {
  test.each([
    ['was renamed, and another one has its name', () => writeFileSync(logFile, 'Server started\n'.repeat(200))],
    ['was renamed, and there is none', () => {}],
  ])('%s: its owner is told', async (_, after) => {
    expect(live.process.status().trouble).toBeUndefined();
    await live.close();
    renameSync(logFile, `${logFile}.1`);
    after();
    live = await attach();
    expect(live.process.status().trouble).toContain('is gone');
  });

  test('is the same one, only longer: nothing is told', async () => {
    await live.close();
    appendFileSync(logFile, 'PAGE: /INFO\n');
    live = await attach();
    expect(live.process.status().trouble).toBeUndefined();
  });
});
