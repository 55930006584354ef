import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recordingPath } from '../../sandbox/acserver/options.ts';
import { type Lifeline, openLifeline } from '../../sandbox/lifeline.ts';
import { createServerDirectory, type ServerDirectory } from '../../sandbox/serverDirectory.ts';
import { isSameProcess, processStartOf } from '../../src/acserver/process/identity.ts';
import type { EventOf, EventType, RaceEvent } from '../../src/events/events.ts';
import { systemClock } from '../../src/kit/clock.ts';
import type { LiveServer } from '../../src/live/liveServer.ts';
import { openLive } from '../../src/live/open.ts';
import { processTables } from '../../src/live/processTable.ts';
import { journalTables, openJournal } from '../../src/race/journal.ts';
import { readLogPosition } from '../../src/race/logPosition.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { built } from '../e2e/rig.ts';
import { eventually } from '../eventually.ts';
import { freePort } from '../ports.ts';

/** The recorded race takes 420 s. */
const SPEED = 300;

let directory: string;
let store: Store;
let gameServer: ServerDirectory;
let opened: LiveServer | undefined;
let lifeline: Lifeline;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-server-'));
  store = openStore(join(directory, 'data'), [processTables, journalTables]);
  lifeline = await openLifeline();
  gameServer = createServerDirectory({
    directory: join(directory, 'server'),
    recording: recordingPath('nurburgring_sprint_b'),
    ports: { game: await freePort(), http: await freePort(), pluginLocal: await freePort(), plugin: await freePort() },
    program: built('sandbox/acserver/main.js'),
    lifeline: `127.0.0.1:${lifeline.port}`,
    startAt: 'contact',
    speed: SPEED,
  });
});
afterEach(async () => {
  await opened?.close();
  lifeline.close();
  store.close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

/** Nobody has written the entry list. */
const entryListHistory = { fileAt: () => undefined };

const said: string[] = [];
const progress = (note: string) => void said.push(note);

/** A Pitwall with only this server, listening. */
async function open(): Promise<LiveServer> {
  const config = { id: 'gt3', directory: gameServer.directory, command: gameServer.command };
  const log = pino({ level: 'silent' });
  const around = { store, clock: systemClock, log, dataDirectory: join(directory, 'data') };
  const server = await openLive(config, around, { entryListHistory });
  opened = server;
  await server.catchUp();
  await server.listen();
  return server;
}

async function close(): Promise<void> {
  await opened?.close();
  opened = undefined;
}

async function start(server: LiveServer): Promise<number> {
  await server.use(server.read());
  await server.process.start(progress);
  return of('serverStarting').at(-1)?.pid ?? 0;
}

/** The events of all runs, in the order in which they were journaled. */
const events = (): RaceEvent[] =>
  store.all<{ event: string }>('SELECT event FROM events ORDER BY id').map(({ event }) => JSON.parse(event));
const of = <T extends EventType>(type: T): EventOf<T>[] =>
  events().filter((event): event is EventOf<T> => event.type === type);
const laps = (): number => of('lapCompleted').length;
/** The laps in the game server's log of its only run. */
const printedLaps = (): number => {
  const logs = join(directory, 'data', 'servers', 'gt3', 'logs');
  return readdirSync(logs).flatMap((name) => readFileSync(join(logs, name), 'utf8').match(/^LAP (?!WITH)/gm) ?? [])
    .length;
};
const isInOrder = (numbers: readonly number[]): boolean =>
  numbers.every((each, index) => each >= (numbers[index - 1] ?? 0));

test('a restart reports the old run to its end before the new one begins', async () => {
  const server = await open();
  await start(server);
  await eventually('laps', () => laps() >= 3);
  await server.process.stop(progress);
  // Whoever was told that it has stopped may start it, so nothing from the old life may count any more.
  expect([of('serverStopped').length, server.state().heard]).toEqual([1, false]);
  await start(server);
  const runs = events().map(({ run }) => run);
  expect([isInOrder(runs), runs.at(-1)]).toEqual([true, 2]);
  expect(of('serverStopped')).toMatchObject([{ run: 1, expected: true }]);
  expect(of('serverStarted').map(({ run, version }) => [run, version])).toEqual([
    [1, 'v1.15'],
    [2, 'v1.15'],
  ]);
  expect(
    events()
      .filter(({ run }) => run === 1)
      .at(-1)?.type,
  ).toBe('serverStopped');
  await eventually('a session of the new life', () => of('sessionStarted').some(({ run }) => run === 2));
  expect(of('sessionStarted').find(({ run }) => run === 2)).toMatchObject({ session: 1 });
});

test('a server that dies is reported last, with its last log lines', async () => {
  const server = await open();
  const pid = await start(server);
  await eventually('laps', () => laps() >= 3);
  process.kill(pid, 'SIGKILL');
  await eventually('the end', () => of('serverStopped').length > 0);
  expect(events().at(-1)).toMatchObject({ type: 'serverStopped', run: 1, expected: false, signal: 'SIGKILL' });
  expect(of('serverStopped')[0]?.lastLines.length).toBeGreaterThan(0);
  expect(server.process.status()).toMatchObject({ state: 'stopped' });
});

test('a server that kept running without Pitwall is adopted, and missed laps are marked late', async () => {
  const pid = await start(await open());
  await eventually('laps', () => laps() >= 1);
  await close();
  const before = laps();
  await eventually('laps that nobody hears', () => printedLaps() > before + 2);
  const server = await open();
  // A lap driven the moment we are back is reported at once, and may come after those we missed.
  const late = of('lapCompleted')
    .slice(before)
    .filter((event) => event.late);
  expect(late.length).toBeGreaterThan(0);
  expect(late.every((event) => event.run === 1)).toBe(true);
  expect([of('serverStarting').length, of('serverStopped').length, of('serverStarted').length]).toEqual([1, 0, 1]);
  expect(server.process.status()).toMatchObject({ state: 'running', adopted: true });
  await eventually('a lap that is told at once', () =>
    of('lapCompleted')
      .slice(before)
      .some((event) => !event.late),
  );
  const [driver] = server.state().drivers.values();
  expect(server.addressOf(driver?.guid ?? '')).toMatchObject({ host: expect.stringMatching(/^192\.0\.2\./) });
  expect(process.kill(pid, 0)).toBe(true);
});

test('a server that ended without Pitwall is reported to its end, without an exit code', async () => {
  const pid = await start(await open());
  const processStart = processStartOf(pid);
  await eventually('laps', () => laps() >= 1);
  await close();
  const before = laps();
  await eventually('laps that nobody hears', () => printedLaps() > before + 2);
  process.kill(pid, 'SIGKILL');
  await eventually('its end', () => !isSameProcess({ pid, processStart }));
  await open();
  expect(laps()).toBeGreaterThan(before);
  const end = of('serverStopped').at(-1);
  expect(end).toMatchObject({ run: 1, expected: false });
  expect(end).not.toHaveProperty('code');
  const told = events().length;
  await close();
  await open();
  expect(events()).toHaveLength(told);
});

test('the log of an earlier run is not taken for the current one', async () => {
  await start(await open());
  await eventually('laps', () => laps() >= 1);
  await close();
  const journal = openJournal(store, 'gt3');
  const { path } = readLogPosition(journal.cursor('log')) ?? { path: '' };
  expect(existsSync(path)).toBe(true);
  journal.moveCursor('log', { path: `${path}.older`, offset: 12_345 });
  journal.moveCursor('matching', { heard: [], read: [], told: [] });
  await open();
  expect(journal.cursor('log')).toMatchObject({ path });
});

test('the server cannot be started before Pitwall has caught up', async () => {
  const config = { id: 'gt3', directory: gameServer.directory, command: gameServer.command };
  const log = pino({ level: 'silent' });
  const around = { store, clock: systemClock, log, dataDirectory: join(directory, 'data') };
  opened = await openLive(config, around, { entryListHistory });
  await expect(opened.process.start(progress)).rejects.toThrow('Pitwall is still starting');
  expect(events()).toEqual([]);
});
