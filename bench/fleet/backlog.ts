/** An edge was cut off for six hours: how long until its hub has everything? */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { league } from '../../sandbox/demo/league.ts';
import { openLocalDiscord } from '../../sandbox/discord/server.ts';
import { CHANGES, TABLES } from '../../src/app/tables.ts';
import type { EventOf, RaceEvent } from '../../src/events/events.ts';
import { Out } from '../../src/fleet/out.ts';
import { eventText } from '../../src/fleet/rows.ts';
import { openJournal } from '../../src/race/journal.ts';
import { openStore } from '../../src/store/store.ts';
import { Games } from './games.ts';
import { startNats, startPitwall } from './programs.ts';
import { edgeSettings, hubSettings } from './sides.ts';

/** Three a second. */
export const ROWS = 65_000;
const CARS = 40;
/** One transaction. */
const BATCH = 1000;

/** Seconds from the edge's return until the hub has everything. */
export async function madeUpFor(within: string): Promise<number> {
  const directory = join(within, 'late');
  mkdirSync(directory);
  const nats = await startNats(directory);
  if (!nats) throw new Error('there is no NATS');
  const discord = await openLocalDiscord({ port: 0, ...league });
  const games = await Games.open(1, 'late');
  const settings = edgeSettings('b', {
    directory,
    url: nats.url,
    servers: games.describe(join(directory, 'late.ini')),
  });
  happen(settings.DATA_DIR ?? '');
  const hub = await startPitwall('hub', 'Pitwall is ready', hubSettings(discord, directory, nats.url));
  const edge = await startPitwall('edge', 'connected to NATS', settings);
  const begun = performance.now();
  while (appliedIn(join(directory, 'hub')) < ROWS) await sleep(100);
  const seconds = (performance.now() - begun) / 1000;
  games.close();
  for (const program of [edge, hub, nats]) await program.end();
  await discord.close();
  return seconds;
}

function appliedIn(data: string): number {
  const database = new Database(join(data, 'pitwall.db'), { readonly: true });
  try {
    const { count } = database.prepare('SELECT count(*) AS count FROM events').get() as { count: number };
    return count;
  } finally {
    database.close();
  }
}

/** Laps, contacts, and now and then a line of chat. */
function happen(data: string): void {
  const store = openStore(data, TABLES, { changes: CHANGES });
  const journal = openJournal(store, 'late0');
  const out = new Out({ store, clock: { now: Date.now } });
  store.transaction(() => journal.beginRun());
  for (let first = 0; first < ROWS; first += BATCH) {
    store.transaction(() => {
      for (let number = first; number < Math.min(first + BATCH, ROWS); number += 1) {
        const event = eventAt(number);
        journal.append(event);
        out.add({ kind: 'event', server: 'late0', body: eventText(event) });
      }
    });
  }
  store.close();
}

function eventAt(number: number): RaceEvent {
  const at = Date.now() - (ROWS - number) * 333;
  const stamp = { at, server: 'late0', run: 1, session: 1, sessionMs: number * 333 };
  const driver = driverIn(number % CARS);
  if (number % 50 === 0) return { ...stamp, type: 'chat', driver, text: `${number}: the track is quick today` };
  if (number % 4 === 0) {
    return {
      ...stamp,
      type: 'contact',
      driver,
      against: 'wall',
      speedKmh: 5 + (number % 60),
      position: [number % 1000, 0, 12.5],
      relativePosition: [0.5, 0, 1.5],
    };
  }
  const lap = Math.ceil(number / CARS);
  return { ...stamp, type: 'lapCompleted', driver, lap, lapMs: 90_000 + (number % 5000), cuts: number % 3, board: [] };
}

function driverIn(carId: number): EventOf<'lapCompleted'>['driver'] {
  return { carId, guid: `765611979000000${10 + carId}`, name: `Driver number ${carId}` };
}
