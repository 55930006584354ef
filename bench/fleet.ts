import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { madeUpFor, ROWS } from './fleet/backlog.ts';
import { startNats } from './fleet/programs.ts';
import { openAlone, openEdge, openFleet, type Side } from './fleet/sides.ts';

// What several hosts cost over one: until something is on Discord, with 25 servers of 40 cars on two edges beside the same
// on one Pitwall, in turns; what an edge and the hub take of the machine; and how fast six hours are made up for.

const TIMES = Number(process.env.TIMES ?? 40);
const EVENTS_A_SECOND = 75;
const SECONDS = 10;

const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
const missed: string[] = [];
const nats = await startNats(directory);
if (nats) {
  try {
    await small(nats.url);
    await sides(nats.url);
    tell(`${ROWS} rows of backlog`, await madeUpFor(directory), { limit: 60, unit: 's' });
  } finally {
    await nats.end();
    rmSync(directory, { recursive: true, force: true });
  }
} else console.log('nats-server is not installed: nothing was measured');
if (missed.length > 0) console.log(`missed: ${missed.join('; ')}`);
process.exit(missed.length === 0 ? 0 : 1);

async function small(url: string): Promise<void> {
  const { games, program } = await openEdge(directory, url);
  await games.begin();
  await sleep(5000);
  const memory = program.memory();
  if (memory !== undefined)
    tell('memory of an edge, one server with 40 cars', memory / 1e6, { limit: 110, unit: 'MB' });
  games.close();
  await program.end();
}

async function sides(url: string): Promise<void> {
  const both = [await openAlone(directory), await openFleet(directory, url)];
  for (const { games } of both) await games.begin();
  for (const side of both) await warmUp(side);
  const taken = both.map((): number[] => []);
  for (let time = 0; time < TIMES; time += 1) {
    for (const [index, side] of both.entries()) {
      taken[index]?.push(await visible(side, time));
      // Not in step with any clock, and no more than Discord takes of one channel.
      await sleep(420 + (time % 7) * 13);
    }
  }
  const [alone = [], fleet = []] = taken;
  for (const [index, { name }] of both.entries()) {
    const all = taken[index] ?? [];
    console.log(
      `event -> visible message, ${name}: median ${at(all, 0.5).toFixed(1)}, p99 ${at(all, 0.99).toFixed(1)} ms`,
    );
  }
  tell('p99 of the fleet beyond that of one', at(fleet, 0.99) - at(alone, 0.99), { limit: 50, unit: 'ms' });
  for (const side of both) await share(side);
  for (const side of both) await side.close();
}

/** Until what is said is seen: everybody has to be known first. */
async function warmUp({ games, shown }: Side): Promise<void> {
  for (let time = 0, isSeen = false; !isSeen; time += 1) {
    const text = `is anybody there, ${time}`;
    const seen = shown(text).then(() => true);
    games.chat(time, text);
    isSeen = await Promise.race([seen, sleep(1000).then(() => false)]);
  }
}

async function visible({ games, shown }: Side, time: number): Promise<number> {
  const text = `the track is quick today, ${time}`;
  const seen = shown(text);
  const begun = performance.now();
  games.chat(time * 7, text);
  await seen;
  return performance.now() - begun;
}

/** Of a processor, with 25 servers in which so much happens. */
async function share({ name, games, program }: Side): Promise<void> {
  const [before, begun] = [program.spent(), performance.now()];
  for (let lap = 0; lap < SECONDS * EVENTS_A_SECOND; lap += 1) {
    games.lap();
    const late = begun + (lap * 1000) / EVENTS_A_SECOND - performance.now();
    if (late > 0) await sleep(late);
  }
  const [after, memory] = [program.spent(), program.memory()];
  if (before === undefined || after === undefined || memory === undefined) return;
  const what = name === 'alone' ? 'one Pitwall' : 'the hub';
  const part = (after - before) / (performance.now() - begun);
  const limit = name === 'alone' ? Number.POSITIVE_INFINITY : 0.5;
  tell(`${what} at ${EVENTS_A_SECOND} events a second`, part, { limit, unit: 'of a core' });
  console.log(`  its memory   ${Math.round(memory / 1e6)} MB`);
}

function at(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
}

function tell(what: string, value: number, { limit, unit }: { readonly limit: number; readonly unit: string }): void {
  const beside = Number.isFinite(limit) ? ` (limit ${limit})` : '';
  console.log(`${what.padEnd(46)}${value.toFixed(2)} ${unit}${beside}`);
  if (value > limit) missed.push(what);
}
