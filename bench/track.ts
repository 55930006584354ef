import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrackKnowledge } from '../src/features/track/knowledge.ts';
import { LapSamples } from '../src/features/track/lap.ts';
import { type StoredTrack, TrackTable, trackTables } from '../src/features/track/table.ts';
import { openStore } from '../src/store/store.ts';

// How long the event loop is blocked while a track is learnt: by taking in a lap, by each piece of recomputing the line, by
// saving the line, and by reading it at a session's start. On one core, including the first time.

const LIMIT_MS = 10;
const LENGTHS_M = [300, 2500, 5800, 20_800, 70_000];
/** Longer ones are open-road maps: shown, but not held against the limit. */
const LONGEST_CIRCUIT_M = 25_000;
/** As many laps as are remembered, so that each step has the most to do. */
const LAPS = 24;
const TIMES = 6;

type Step = 'a lap' | 'a piece' | 'kept' | 'read';

const directory = mkdtempSync(join(tmpdir(), 'pitwall-bench-'));
const store = openStore(directory, [trackTables]);
const table = new TrackTable(store);
const files = { sections: [] };
let isMet = true;

console.log(`longest step of one core, ms (limit ${LIMIT_MS})`);
for (const lengthM of LENGTHS_M) {
  const key = { track: `circuit-${lengthM}`, layout: '' };
  const laps = Array.from({ length: LAPS }, (_, index) => lapOf(lengthM, index));
  const all = Array.from({ length: TIMES }, () => learnt(key, laps));
  const steps = (['a lap', 'a piece', 'kept', 'read'] as const).map((step) => {
    const longest = all.map((each) => each[step]);
    return { step, first: longest[0] ?? 0, usual: median(longest), pieces: all[0]?.pieces ?? 0 };
  });
  if (lengthM <= LONGEST_CIRCUIT_M && steps.some(({ usual }) => usual > LIMIT_MS)) isMet = false;
  const told = steps.map(({ step, first, usual }) => `${step} ${usual.toFixed(1)} (first ${first.toFixed(1)})`);
  console.log(`  ${String(lengthM).padStart(6)} m   ${told.join('   ')}   in ${steps[0]?.pieces} pieces`);
}
store.close();
rmSync(directory, { recursive: true, force: true });
process.exitCode = isMet ? 0 : 1;

function learnt(key: { readonly track: string; readonly layout: string }, laps: readonly LapSamples[]) {
  const known = new TrackKnowledge(undefined, files);
  const longest: Record<Step, number> & { pieces: number } = { 'a lap': 0, 'a piece': 0, kept: 0, read: 0, pieces: 0 };
  const timed = <T>(step: Step, work: () => T): T => {
    const began = coreMs();
    const result = work();
    longest[step] = Math.max(longest[step], coreMs() - began);
    return result;
  };
  for (const lap of laps) timed('a lap', () => known.add(lap));
  const refining = known.refining();
  let kept: StoredTrack | undefined;
  for (let isDone = false; !isDone; longest.pieces += 1) {
    const next = timed('a piece', () => refining.next());
    isDone = next.done === true;
    if (next.done) kept = next.value;
  }
  if (!kept) throw new Error('nothing was learnt');
  const line = kept;
  timed('kept', () => table.save(key, line));
  timed('read', () => new TrackKnowledge(table.load(key), files));
  return longest;
}

/** A closed circuit of that length with bends, driven at 180 km/h, with a position every 245 ms. */
function lapOf(lengthM: number, seed: number): LapSamples {
  const lap = new LapSamples();
  const radius = lengthM / (2 * Math.PI);
  const bends = Math.max(3, Math.round(lengthM / 400));
  const speed = 50;
  const step = (speed * 0.245) / lengthM;
  // Each lap is sampled at other points and runs slightly to one side of the others.
  const phase = (seed * 0.37) % 1;
  const at = (place: number) => {
    const angle = 2 * Math.PI * place;
    const r = radius + (Math.min(40, radius / 4) * Math.sin(bends * angle)) / 2 + ((seed * 7) % 5) / 4;
    return [r * Math.cos(angle), r * Math.sin(angle)] as const;
  };
  for (let place = (phase - 1) * step; place < 1 + step; place += step) {
    const [[x, z], [aheadX, aheadZ]] = [at(place), at(place + step / 100)];
    const way = Math.hypot(aheadX - x, aheadZ - z) || 1;
    lap.add({ place: ((place % 1) + 1) % 1, x, z, vx: ((aheadX - x) / way) * speed, vz: ((aheadZ - z) / way) * speed });
    if (place >= 1) break;
  }
  return lap;
}

function coreMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
