import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ResultsThread } from '../src/features/results/thread.ts';
import { systemClock } from '../src/kit/clock.ts';
import { messageOf } from '../src/kit/errors.ts';
import { keepTraces } from '../src/race/traces.ts';
import { watchTurns } from './turns.ts';

// What memory grows with and what gives it back: the traces by servers and cars, hours of a race, and the largest results
// file that is accepted.

/** For 25 servers with 40 cars each. */
const MOST_TRACES_MB = 60;

const collect = collector();

console.log('traces of the latest 30 s, positions every 245 ms');
for (const [servers, cars] of [
  [1, 10],
  [1, 20],
  [1, 40],
  [5, 40],
  [10, 40],
  [25, 40],
] as const) {
  const taken = grown(() => tracesOf(servers, cars, 0.02));
  if (taken > MOST_TRACES_MB) process.exitCode = 1;
  console.log(`  ${servers} servers x ${cars} cars   ${taken.toFixed(2)} MB (limit ${MOST_TRACES_MB})`);
}
console.log('the same, of one server with 40 cars by hours');
for (const hours of [0.1, 0.3, 1]) console.log(`  ${hours} h   ${grown(() => tracesOf(1, 40, hours)).toFixed(2)} MB`);
await tooLargeFile();
await resultsFile();

function tracesOf(servers: number, cars: number, hours: number): unknown {
  const all = Array.from({ length: servers }, keepTraces);
  for (const traces of all) for (let ms = 0; ms < hours * 3_600_000; ms += 245) drive(traces, cars, ms);
  return all;
}

function drive(traces: ReturnType<typeof keepTraces>, cars: number, ms: number): void {
  for (let carId = 0; carId < cars; carId += 1)
    traces.position(
      {
        type: 'carUpdate',
        carId,
        pos: [ms, 0, carId],
        velocity: [50, 0, 0],
        gear: 4,
        rpm: 6000,
        normalizedSplinePos: 0,
      },
      ms,
    );
}

/** What is still held after everything else has been dropped, MB. */
function grown(make: () => unknown): number {
  collect();
  const before = held();
  const kept = [make()];
  collect();
  const after = held();
  kept.length = 0;
  return (after - before) / 1e6;
}

/** The largest file that is read, and how long the event loop was blocked by it. */
async function resultsFile(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  const path = raceOf(47e6, directory);
  collect();
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  const turns = watchTurns();
  const work = new ResultsThread({ clock: systemClock });
  const { rows } = await work.result({ source: { path }, penalties: [], amended: { directory, base: 'race' } });
  if (rows.length === 0) throw new Error('the results hold nobody');
  const during = process.memoryUsage.rss();
  const took = performance.now() - begun;
  // The worker thread is kept for a moment.
  await sleep(4000);
  turns.stop();
  const longest = turns.longestMs();
  collect();
  const after = process.memoryUsage.rss();
  await work.close();
  if (longest > 20 || after - before > 20e6) process.exitCode = 1;
  console.log(
    `a results file of 47 MB   ${mb(during - before)} MB more while it is read, ${mb(after - before)} MB a moment later; read in ${(took / 1000).toFixed(1)} s, of which nothing else was done for at most ${longest.toFixed(1)} ms (limit 20)`,
  );
  rmSync(directory, { recursive: true, force: true });
}

/** A file that is too large: what the refusal says, and what it costs. */
async function tooLargeFile(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
  const path = raceOf(60e6, directory);
  collect();
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  const work = new ResultsThread({ clock: systemClock });
  const said = await work.result({ source: { path }, penalties: [] }).then(() => 'it was read', messageOf);
  const took = performance.now() - begun;
  const during = process.memoryUsage.rss();
  await work.close();
  collect();
  const after = process.memoryUsage.rss();
  if (!said.includes('is not read') || during - before > 20e6) process.exitCode = 1;
  console.log(
    `a results file of 60 MB   ${mb(during - before)} MB more, ${mb(after - before)} MB a moment later; after ${took.toFixed(0)} ms: "${said.replace(directory, '...')}"`,
  );
  rmSync(directory, { recursive: true, force: true });
}

/** @returns a file of about this many bytes, written in pieces: the memory for making it would hide that for reading it */
function raceOf(bytes: number, directory: string): string {
  const text = readFileSync('sandbox/recordings/results/2019_3_2_21_36_RACE.json', 'utf8').replace(/^\ufeff/, '');
  const { Laps: laps, ...others } = JSON.parse(text);
  const piece = JSON.stringify(laps).slice(1, -1);
  const path = join(directory, 'race.json');
  const file = openSync(path, 'w');
  writeSync(file, `${JSON.stringify(others).slice(0, -1)},"Laps":[${piece}`);
  for (let written = piece.length; written < bytes; written += piece.length + 1) writeSync(file, `,${piece}`);
  writeSync(file, ']}');
  closeSync(file);
  return path;
}

/** Traces are arrays of numbers, smaller than the noise of everything else on the heap. */
function held(): number {
  return process.memoryUsage().arrayBuffers;
}

function mb(bytes: number): number {
  return Math.round(bytes / 1e6);
}

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}
