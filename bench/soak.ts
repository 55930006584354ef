import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { director } from '../sandbox/demo/league.ts';
import { CHANGES, TABLES } from '../src/app/tables.ts';
import { messageOf } from '../src/kit/errors.ts';
import { openStore } from '../src/store/store.ts';
import type { LongTurn } from './soak/longTurns.ts';
import { openSoakRig, SERVERS, type SoakRig } from './soak/rig.ts';
import { type Sample, slopeOf } from './soak/slope.ts';
import { tellAll, tellTurns } from './soak/tellTurns.ts';

// Hours of racing at ten times speed, with people asking and tools coming and going: does memory stay flat?
// MINUTES is how long it runs, by the clock.

const MINUTES = Number(process.env.MINUTES ?? 60);
const SPEED = 10;
const TOLD_AT = [5, 6, 15, 30, 60];
/** In the second half: less than 6 MB an hour, which is ten hours of racing. */
const MOST_A_MINUTE_MB = { memory: 0.1, heap: 0.05 } as const;
const SAMPLE_S = 15;

/** What people ask, in turns; none of it changes anything. */
const QUESTIONS: readonly (readonly string[])[] = [
  ['server', 'sessions'],
  ['incident', 'list'],
  ['server', 'info'],
  ['results', 'show'],
  ['penalty', 'list'],
  ['server', 'entries'],
  ['points'],
];

interface Samples {
  readonly memory: Sample[];
  readonly heap: Sample[];
  longestMs: number;
  longestPassedMs: number;
  readonly long: LongTurn[];
}

const rig = await openSoakRig(SPEED);
const ends = new AbortController();
try {
  const cars = SERVERS.map((server) => server.cars).join(' and ');
  console.log(`${SERVERS.length} servers with ${cars} cars at ${SPEED} times speed, for ${MINUTES} minutes`);
  const others = [asking(rig, ends.signal), listening(rig, ends.signal)];
  const samples = await sampled(rig);
  ends.abort();
  await Promise.all(others);
  await rig.end();
  tellDriven(rig.dataDirectory);
  process.exitCode = isFlat(samples) ? 0 : 1;
} finally {
  ends.abort();
  await rig.close();
}
process.exit();

async function sampled({ memory, within }: SoakRig): Promise<Samples> {
  const samples: Samples = { memory: [], heap: [], longestMs: 0, longestPassedMs: 0, long: [] };
  // The cost of a start is measured elsewhere.
  await within();
  const begun = performance.now();
  for (let next = SAMPLE_S; next <= MINUTES * 60; next += SAMPLE_S) {
    await sleep(begun + next * 1000 - performance.now());
    const minute = next / 60;
    const { heap, heapTotal, external, longestMs, longestPassedMs, long } = await within();
    samples.memory.push({ minute, value: memory() / 1e6 });
    if (heap !== undefined) samples.heap.push({ minute, value: heap / 1e6 });
    samples.longestMs = Math.max(samples.longestMs, longestMs);
    samples.longestPassedMs = Math.max(samples.longestPassedMs, longestPassedMs);
    if (process.env.VERBOSE || TOLD_AT.includes(minute))
      console.log(
        `  after ${minute} min   ${mb(memory())} MB   heap ${mb(heap ?? 0)} of ${mb(heapTotal)} MB   outside of it ${mb(external)} MB   longest turn ${turn(longestMs, longestPassedMs)}`,
      );
    tellTurns(long);
    samples.long.push(...long);
  }
  return samples;
}

/** Somebody asks something every five seconds. */
async function asking({ discord }: SoakRig, signal: AbortSignal): Promise<void> {
  const ada = discord.person(director);
  const channel = discord.channel('race-control');
  for (let turn = 0; !signal.aborted; turn += 1) {
    await sleep(5000, undefined, { signal }).catch(() => {});
    const path = QUESTIONS[turn % QUESTIONS.length] ?? [];
    const server = SERVERS[turn % SERVERS.length]?.id ?? '';
    try {
      await ada.slash({ channel, path, options: path[0] === 'points' ? {} : { server } }).done();
    } catch (error) {
      console.log(`  /${path.join(' ')}: ${messageOf(error)}`);
    }
  }
}

/** A tool that subscribes to everything for half a minute, asks two questions, and is replaced by a new one. */
async function listening({ websocket }: SoakRig, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const socket = new WebSocket(websocket);
    await once(socket, 'open');
    socket.on('message', () => {});
    for (const line of ['subscribe', `use ${SERVERS[0].id}`, 'server info', 'incident list']) socket.send(line);
    await sleep(30_000, undefined, { signal }).catch(() => {});
    socket.terminate();
  }
}

function isFlat(samples: Samples): boolean {
  let isSo = true;
  for (const what of ['memory', 'heap'] as const) {
    const slope = slopeOf(samples[what].filter(({ minute }) => minute > MINUTES / 2));
    const limit = MOST_A_MINUTE_MB[what];
    if (slope > limit) isSo = false;
    console.log(`${what} in the second half: ${slope.toFixed(3)} MB more a minute (limit ${limit})`);
  }
  console.log(
    `the longest turns of all: ${turn(samples.longestMs, samples.longestPassedMs)} (limit 20 of the processor)`,
  );
  if (samples.long.length > 0) tellAll(samples.long);
  return isSo && samples.longestMs <= 20;
}

function tellDriven(directory: string): void {
  const store = openStore(directory, TABLES, { changes: CHANGES });
  const counts = store.all<{ type: string; many: number }>(
    'SELECT type, count(*) AS many FROM events GROUP BY type ORDER BY many DESC',
  );
  store.close();
  console.log(`what happened: ${counts.map(({ type, many }) => `${many} ${type}`).join(', ')}`);
}

function turn(ms: number, passedMs: number): string {
  return `${ms.toFixed(1)} ms of the processor, ${passedMs.toFixed(1)} ms passed`;
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
