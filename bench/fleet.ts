import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at, Figures, spread, undisturbed } from './answers/figures.ts';
import { madeUpFor, ROWS } from './fleet/backlog.ts';
import { measureMessages } from './fleet/messages.ts';
import { startNats } from './fleet/programs.ts';
import { openAlone, openEdge, openFleet, type Side } from './fleet/sides.ts';

// What several hosts cost compared with one: the time until a message is on Discord, with 25 servers of 40 cars on two edges
// next to the same servers on one Pitwall, in turns; what an edge and the hub take of the machine; how fast six hours of
// backlog are caught up. `npm run bench -- fleet messages` runs one part.

/** Enough samples for a p99. */
const TIMES = Number(process.env.TIMES ?? 400);
const EVENTS_A_SECOND = 75;
const SECONDS = 10;

type Part = (url: string) => Promise<void>;
const PARTS: Readonly<Record<string, Part>> = {
  memory: small,
  messages: (url) => withBoth(url, messages),
  share: (url) => withBoth(url, share),
  async backlog() {
    figures.tell(`${ROWS} rows of backlog`, await madeUpFor(directory), { limit: 60, unit: 's' });
  },
};

const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
const figures = new Figures();
const chosen = process.argv.slice(3);
const nats = await startNats(directory);
if (nats) {
  try {
    for (const [name, part] of Object.entries(PARTS)) {
      if (chosen.length === 0 || chosen.includes(name)) await part(nats.url);
    }
  } finally {
    await nats.end();
    rmSync(directory, { recursive: true, force: true });
  }
} else console.log('nats-server is not installed: nothing was measured');
if (figures.missed.length > 0) console.log(`missed: ${figures.missed.join('; ')}`);
process.exit(figures.missed.length === 0 ? 0 : 1);

async function small(url: string): Promise<void> {
  const { games, program } = await openEdge(directory, url);
  await games.begin();
  await sleep(5000);
  const memory = program.memory();
  if (memory !== undefined)
    figures.tell('memory of an edge, one server with 40 cars', memory / 1e6, { limit: 110, unit: 'MB' });
  games.close();
  await program.end();
}

async function withBoth(url: string, work: (alone: Side, fleet: Side) => Promise<void>): Promise<void> {
  const within = mkdtempSync(join(directory, 'both-'));
  const [alone, fleet] = [await openAlone(within), await openFleet(within, url)];
  for (const { games } of [alone, fleet]) await games.begin();
  await work(alone, fleet);
  for (const side of [alone, fleet]) await side.close();
}

async function messages(alone: Side, fleet: Side): Promise<void> {
  const { taken, disk } = await measureMessages([alone, fleet], { times: TIMES, within: directory });
  const [one = [], two = []] = taken;
  for (const { name, all } of [
    { name: alone.name, all: one },
    { name: fleet.name, all: two },
  ]) {
    console.log(`event -> visible message, ${name}: ${spread(all)}, longest ${longestOf(undisturbed(all))}`);
  }
  console.log(`a page on the disk alone, meanwhile: ${spread(disk)}, longest ${longestOf(undisturbed(disk))}`);
  const more = at(undisturbed(two), 0.99) - at(undisturbed(one), 0.99);
  figures.tell('p99 of the fleet beyond that of one', more, { limit: 50, unit: 'ms' });
}

/** The four longest, ms. */
function longestOf(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => b - a);
  return sorted.slice(0, 4).map(Math.round).join(', ');
}

async function share(...sides: readonly Side[]): Promise<void> {
  for (const side of sides) await shareOf(side);
}

/** Share of a processor, with 25 busy servers. */
async function shareOf({ name, games, program }: Side): Promise<void> {
  const [before, begun] = [program.spent(), performance.now()];
  for (let lap = 0; lap < SECONDS * EVENTS_A_SECOND; lap += 1) {
    games.lap();
    const late = begun + (lap * 1000) / EVENTS_A_SECOND - performance.now();
    if (late > 0) await sleep(late);
  }
  const [after, memory] = [program.spent(), program.memory()];
  if (before === undefined || after === undefined || memory === undefined) return;
  const part = (after - before) / (performance.now() - begun);
  const beside = `its memory ${Math.round(memory / 1e6)} MB`;
  if (name === 'alone')
    console.log(`one Pitwall at ${EVENTS_A_SECOND} events a second: ${part.toFixed(2)} of a core, ${beside}`);
  else figures.tell(`the hub at ${EVENTS_A_SECOND} events a second`, part, { limit: 0.5, unit: 'of a core', beside });
}
