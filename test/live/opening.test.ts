import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LiveServer } from '../../src/live/liveServer.ts';
import { openLive } from '../../src/live/open.ts';
import { processTables } from '../../src/live/processTable.ts';
import { journalTables, openJournal } from '../../src/race/journal.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { practice } from '../race/witnesses.ts';

let directory: string;
let store: Store;
let clock: FakeClock;
let live: LiveServer;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-opening-'));
  store = openStore(join(directory, 'data'), [processTables, journalTables]);
  clock = new FakeClock();
  const left = { at: clock.now(), packets: [practice], isLogged: false };
  store.transaction(() => openJournal(store, 'gt3').moveCursor('datagrams left', left));
  live = await openLive(
    { id: 'gt3', external: {} },
    { store, clock, log: pino({ enabled: false }), dataDirectory: join(directory, 'data') },
    { entryListHistory: { fileAt: () => undefined } },
  );
});
afterEach(async () => {
  await live.close();
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

test('packets left by an earlier Pitwall are handled once everything listens, however late', async () => {
  clock.advance(60_000);
  const heard: string[] = [];
  live.bus.durable(({ type }) => {
    heard.push(type);
    return [];
  });
  await live.catchUp();
  clock.advance(1000);
  expect(heard).toContain('sessionStarted');
});
