import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../sandbox/demo/ports.ts';
import { type LocalDiscord, openLocalDiscord } from '../sandbox/discord/server.ts';
import { CHANGES, TABLES } from '../src/app/tables.ts';
import type { EventOf, RaceEvent, SessionFacts } from '../src/events/events.ts';
import { openJournal } from '../src/race/journal.ts';
import { KeptState } from '../src/race/keptState.ts';
import { fold, type RaceState } from '../src/race/state.ts';
import { openStore } from '../src/store/store.ts';
import { mostResidentOf, processorMsOf } from './programs.ts';

// Starts all of Pitwall on a store with a million events in the current life of one game server, with and without a snapshot
// of the state, and prints how long it takes until Pitwall is ready and its peak memory.

const EVENTS = Number(process.env.EVENTS ?? 1_000_000);
/** A batch of events is one transaction. */
const BATCH = 1000;
/** The furthest that the newest event can be from the last snapshot. */
const DRIVEN = EVENTS + 9 * BATCH;
const CARS = 24;

interface Start {
  readonly ms: number;
  /** Processor time, which does not depend on other programs; undefined where Linux does not report it. */
  readonly cpuMs: number | undefined;
  /** The peak until it was ready; undefined where Linux does not report it. */
  readonly megabytes: number | undefined;
}

const FACTS: SessionFacts = {
  index: 0,
  kind: 'practice',
  name: 'Practice',
  minutes: 0,
  laps: 0,
  track: 'magione',
  layout: '',
  serverName: 'Always on',
  ambientC: 18,
  roadC: 24,
  weather: '3_clear',
  zeroAt: Date.UTC(2026, 10, 1),
};

const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
const discord = await openLocalDiscord({ port: 0, guildName: 'Bench', channels: [{ name: 'race-control' }] });
discord.logins.concurrency = 16;
try {
  const empty = await started(discord, join(directory, 'empty'));
  console.log(`nothing                          ${told(empty)}`);
  const data = join(directory, 'data');
  drive(data);
  const bytes = statSync(join(data, 'pitwall.db')).size;
  console.log(
    `${DRIVEN} events, ${Math.round(bytes / 1e6)} MB, from a snapshot   ${told(await started(discord, data))}`,
  );
  forgetSnapshots(data);
  console.log(`the same, all events read        ${told(await started(discord, data))}`);
  console.log(`the same once more               ${told(await started(discord, data))}`);
} finally {
  await discord.close();
  rmSync(directory, { recursive: true, force: true });
}
process.exit();

/** A practice session with one contact after the other: the longest life that a server can have. */
function drive(data: string): void {
  const store = openStore(data, TABLES, { changes: CHANGES });
  const journal = openJournal(store, 'main');
  const kept = new KeptState({ store, journal, server: 'main', log: console });
  let state: RaceState = kept.restore();
  store.transaction(() => journal.beginRun());
  for (let first = 0; first < DRIVEN; first += BATCH) {
    const told = Array.from({ length: BATCH }, (_, index) => {
      const event = eventAt(first + index);
      state = fold(state, event);
      return { event };
    });
    store.transaction(() => {
      for (const { event } of told) journal.append(event);
      kept.note(told, state);
    });
  }
  store.close();
}

function eventAt(number: number): RaceEvent {
  const at = Date.UTC(2026, 10, 1) + number * 2000;
  const stamp = { at, server: 'main', run: 1, session: 1, sessionMs: number * 2000 };
  const driver = driverIn(number % CARS);
  if (number === 0) return { ...stamp, type: 'sessionStarted', facts: FACTS, again: false };
  if (number <= CARS) return { ...stamp, type: 'driverJoined', driver, model: 'ks_mazda_mx5_cup', skin: '00_red' };
  if (number % 10 === 0) return lap(stamp, driver, number);
  if (number % 10 < 4) return { ...stamp, type: 'chat', driver, text: `lap ${number}: the track is quick today` };
  return {
    ...stamp,
    type: 'contact',
    driver,
    against: 'car',
    other: driverIn((number + 1) % CARS),
    speedKmh: 5 + (number % 60),
    position: [number % 1000, 0, 12.5],
    relativePosition: [0.5, 0, 1.5],
  };
}

function lap(stamp: Omit<RaceEvent, 'type'>, driver: EventOf<'lapCompleted'>['driver'], number: number): RaceEvent {
  return {
    ...stamp,
    type: 'lapCompleted',
    driver,
    lap: Math.ceil(number / CARS / 10),
    lapMs: 90_000 + (number % 5000),
    cuts: number % 3,
    board: [],
  };
}

/** Makes the snapshot look like one of an unknown version. */
function forgetSnapshots(data: string): void {
  const store = openStore(data, TABLES, { changes: CHANGES });
  store.run('UPDATE snapshots SET version = 0');
  store.close();
}

async function started({ token, api, guildId, channel }: LocalDiscord, data: string): Promise<Start> {
  const begun = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL('../src/main.js', import.meta.url))], {
    env: {
      PATH: process.env.PATH,
      DISCORD_TOKEN: token,
      DISCORD_API_URL: api,
      DISCORD_GUILD_ID: guildId,
      DISCORD_CHANNEL_ID: channel('race-control'),
      SERVER_MODE: 'external',
      SERVER_UDP_LISTEN: `127.0.0.1:${await freePort()}`,
      SERVER_UDP_SEND: '127.0.0.1:9',
      DATA_DIR: data,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  for await (const text of child.stdout) {
    output += text;
    if (output.includes('Pitwall is ready')) break;
  }
  const ms = performance.now() - begun;
  const [cpuMs, most] = [processorMsOf(child.pid), mostResidentOf(child.pid)];
  const megabytes = most === undefined ? undefined : most / 1024 / 1024;
  if (child.exitCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  if (!output.includes('Pitwall is ready')) throw new Error(`Pitwall did not start:\n${output}`);
  return { ms, cpuMs, megabytes };
}

function told({ ms, cpuMs, megabytes }: Start): string {
  const seconds = `${(ms / 1000).toFixed(2).padStart(6)} s`;
  if (cpuMs === undefined || megabytes === undefined) return seconds;
  return `${seconds}   ${(cpuMs / 1000).toFixed(2)} s of a processor   ${Math.round(megabytes)} MB`;
}

function driverIn(carId: number): EventOf<'lapCompleted'>['driver'] {
  return { carId, guid: `765611979000000${10 + carId}`, name: `Driver number ${carId}` };
}
