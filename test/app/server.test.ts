import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { openFeatures } from '../../src/app/features.ts';
import { begin, openServer } from '../../src/app/server.ts';
import { TABLES } from '../../src/app/tables.ts';
import { gridSaves } from '../../src/features/grid/saves.ts';
import { Closers } from '../../src/kit/closers.ts';
import { configurationReader } from '../../src/live/configuration.ts';
import type { Bus } from '../../src/race/bus.ts';
import { journalTables } from '../../src/race/journal.ts';
import type { Tables } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { directoryForTest } from '../fakes/controlled.ts';
import { feedOver } from '../fakes/feed.ts';
import { fakeLive } from '../fakes/live.ts';

/** Counts the timers that have not fired yet. */
class CountingClock extends FakeClock {
  readonly pending = new Set<object>();

  override after(ms: number, task: () => void): () => void {
    const timer = {};
    this.pending.add(timer);
    const cancel = super.after(ms, () => {
      this.pending.delete(timer);
      task();
    });
    return () => {
      this.pending.delete(timer);
      cancel();
    };
  }
}

function surroundings(tables: readonly Tables[] = TABLES) {
  const directory = directoryForTest();
  const store = openStore(join(directory, 'data'), tables);
  onTestFinished(() => store.close());
  return { store, clock: new CountingClock(), log: pino({ level: 'silent' }), dataDirectory: directory };
}

const silent = { id: 'main', external: {} };

const fixtures = fileURLToPath(new URL('../fixtures/cfg/', import.meta.url));

function serverDirectory(): string {
  const directory = directoryForTest();
  mkdirSync(join(directory, 'cfg'));
  for (const file of ['server_cfg', 'entry_list'])
    cpSync(join(fixtures, `${file}.content-manager-dialect.ini`), join(directory, 'cfg', `${file}.ini`));
  return directory;
}

/** Records which rooms subscribe to it, in order. */
function recordingBus() {
  const listeners = { durable: [] as string[], live: [] as string[] };
  const room = (): string => /src\/features\/(\w+)\/\w+\.ts/.exec(new Error().stack ?? '')?.[1] ?? '';
  const bus: Bus = {
    durable: () => void listeners.durable.push(room()),
    live() {
      listeners.live.push(room());
      return () => {};
    },
  };
  return { bus, listeners };
}

it('features subscribe to the events in a fixed order', async () => {
  const around = surroundings();
  const { bus, listeners } = recordingBus();
  const config = { id: 'main', external: {} };
  const { live } = fakeLive({
    config,
    configuration: configurationReader(config)(),
    feed: feedOver(around.store, around.clock),
    ownDirectory: around.dataDirectory,
    take: () => {},
    bus,
  });
  const closers = new Closers(() => {});
  onTestFinished(() => closers.close());
  closers.keep(live);
  await openFeatures(live, { around, saves: gridSaves(around.store, 'main'), closers });
  expect(listeners).toEqual({
    durable: [
      'lobby',
      'calendar',
      'penalties',
      'penalties',
      'results',
      'carryover',
      'points',
      'incidents',
      'appeals',
      'appeals',
      'appeals',
      'documents',
      'notices',
      'extrainfo',
    ],
    live: [
      'lobby',
      'track',
      'rights',
      'results',
      'handicaps',
      'drivers',
      'penalties',
      'penalties',
      'evidence',
      'incidents',
      'appeals',
      'desk',
      'documents',
      'notices',
      'notices',
      'greeting',
      'extrainfo',
      'board',
    ],
  });
});

it('a server leaves no timers behind when closed', async () => {
  const around = surroundings();
  const server = await openServer(silent, around);
  await begin(server);
  await server.close();
  expect(around.clock.pending.size).toBe(0);
});

it('a server leaves no timers behind when one of its parts fails to open', async () => {
  const around = surroundings([journalTables]);
  // The tracker immediately queries a table that does not exist.
  await expect(openServer({ ...silent, directory: serverDirectory() }, around)).rejects.toThrow(/processes/);
  expect(around.clock.pending.size).toBe(0);
});

it('a server refuses a kick without the driver and withdraws the penalty', async () => {
  const around = surroundings();
  const server = await openServer(silent, around);
  onTestFinished(() => server.close());
  const accused = { carId: 4, guid: '76561198000000001', name: 'Ada' };
  const kick = server.actions.penalties.give(accused, { type: 'kick' }, { by: 'Stig', reason: 'ramming' });
  await expect(kick).rejects.toThrow('Ada has left the server; nothing was done.');
  expect(server.actions.penalties.list(accused.guid)).toMatchObject([{ type: 'kick', state: 'withdrawn' }]);
});
