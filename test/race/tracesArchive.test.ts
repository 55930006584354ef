import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Classification } from '../../src/events/classification.ts';
import type { SessionFacts } from '../../src/events/events.ts';
import { TraceArchive } from '../../src/race/tracesArchive.ts';
import { feedInDirectory } from '../fakes/feed.ts';

const facts: SessionFacts = {
  index: 1,
  kind: 'race',
  name: 'Race',
  minutes: 0,
  laps: 12,
  track: 'spa',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 20,
  roadC: 26,
  weather: '3_clear',
};

let rig: ReturnType<typeof feedInDirectory>;
let directory: string;
let archive: TraceArchive;
let warnings: object[];
beforeEach(() => {
  rig = feedInDirectory();
  directory = join(mkdtempSync(join(tmpdir(), 'pitwall-traces-')), 'traces');
  warnings = [];
  archive = openArchive();
  rig.feed.beginRun();
});
afterEach(async () => {
  await archive.close();
  rig.remove();
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

const openArchive = (): TraceArchive =>
  new TraceArchive({
    directory,
    bus: rig.bus,
    state: () => rig.feed.state(),
    clock: rig.feed.clock,
    log: { warn: (fields) => warnings.push(fields) },
  });

const start = (kind: SessionFacts['kind'] = 'race'): void =>
  rig.feed.notice({ type: 'sessionStarted', facts: { ...facts, kind }, again: false });

/** Two cars drive for this many seconds, with five updates a second each. */
function drive(seconds: number): void {
  for (let step = 0; step < seconds * 5; step += 1) {
    for (const carId of [1, 2]) {
      archive.note(
        {
          type: 'carUpdate',
          carId,
          pos: [step, 0, carId],
          velocity: [5, 0, 0],
          gear: 3,
          rpm: 0,
          normalizedSplinePos: 0,
        },
        rig.feed.clock.now(),
      );
    }
    rig.feed.clock.advance(200);
  }
}

const RACE = { run: 1, session: 1 };
const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };
const wayOf = async (id: typeof RACE, carId: number, span = ALWAYS) =>
  (await archive.within(id, span, [carId])).get(carId) ?? [];
const xs = async (id = RACE): Promise<number[]> => (await wayOf(id, 1)).map(({ position }) => position[0]);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

test('a race is kept, including its last second', async () => {
  start();
  drive(3);
  await archive.close();
  expect(await xs()).toEqual(upTo(15));
  expect(await wayOf(RACE, 7)).toEqual([]);
  expect(await wayOf({ run: 1, session: 2 }, 1)).toEqual([]);
});

test('a practice is not kept', async () => {
  start('practice');
  drive(3);
  await archive.close();
  expect(existsSync(directory)).toBe(false);
});

test('each race has its own file', async () => {
  start();
  drive(1);
  rig.feed.notice({ type: 'sessionEnded' });
  start();
  drive(2);
  await archive.close();
  expect(readdirSync(directory)).toEqual(['1-1.traces', '1-2.traces']);
  expect([(await xs()).length, (await xs({ run: 1, session: 2 })).length]).toEqual([5, 10]);
});

test('a new start continues a file with half a block left by a crash', async () => {
  start();
  drive(1);
  await archive.close();
  const [name = ''] = readdirSync(directory);
  appendFileSync(join(directory, name), readFileSync(join(directory, name)).subarray(16, 60));
  archive = openArchive();
  drive(1);
  await archive.close();
  expect(await xs()).toEqual([...upTo(5), ...upTo(5)]);
  expect(warnings).toEqual([]);
});

test('a file without a whole header is started again', async () => {
  start();
  drive(1);
  await archive.close();
  const [name = ''] = readdirSync(directory);
  writeFileSync(join(directory, name), 'PWTR');
  archive = openArchive();
  drive(2);
  await archive.close();
  expect(await xs()).toEqual(upTo(10));
});

test('a race is deleted when its result is final, and other races are kept', async () => {
  start();
  drive(1);
  rig.feed.notice({ type: 'sessionEnded' });
  start();
  drive(1);
  const classification: Classification = {
    run: 1,
    session: 1,
    name: 'Race',
    kind: 'race',
    source: 'own laps',
    rows: [],
    amendments: [],
  };
  rig.feed.notice({ type: 'classified', classification });
  await archive.close();
  expect((await xs()).length).toBe(5);
  archive = openArchive();
  rig.feed.notice({ type: 'classified', classification: { ...classification, final: { by: 'Ada', at: 1 } } });
  await expect.poll(() => readdirSync(directory)).toEqual(['1-2.traces']);
});

test('a race is deleted after three days', async () => {
  start();
  drive(1);
  await archive.close();
  const [name = ''] = readdirSync(directory);
  const path = join(directory, name);
  archive = openArchive();
  const hoursAgo = (hours: number): number => rig.feed.clock.now() / 1000 - hours * 3600;
  utimesSync(path, hoursAgo(71.9), hoursAgo(71.9));
  await archive.sweep();
  expect(existsSync(path)).toBe(true);
  utimesSync(path, hoursAgo(72.1), hoursAgo(72.1));
  await archive.sweep();
  expect(existsSync(path)).toBe(false);
});

test('a disk error is logged once, and the race goes on', async () => {
  writeFileSync(directory, 'a file where the directory belongs');
  start();
  drive(4);
  await archive.close();
  expect(warnings).toHaveLength(1);
  expect(await xs()).toEqual([]);
});

test('a car’s trace contains only its last driver', async () => {
  start();
  drive(1);
  const who = { driverName: 'Bea', driverGuid: '76561197900000002', carModel: 'bmw', carSkin: '' };
  archive.note({ type: 'newConnection', carId: 1, ...who }, rig.feed.clock.now());
  drive(2);
  await archive.close();
  expect(await xs()).toEqual(upTo(10));
});

test('a time span of a race gives the traces of all its cars, and nothing before or after', async () => {
  start();
  const from = rig.feed.clock.now();
  drive(5);
  rig.feed.clock.advance(1000);
  const middle = rig.feed.clock.now();
  drive(5);
  rig.feed.clock.advance(1000);
  await archive.close();
  const all = await archive.within(RACE, ALWAYS);
  expect([...all.keys()]).toEqual([1, 2]);
  const [first, second] = [
    await archive.within(RACE, { from, to: middle }),
    await archive.within(RACE, { from: middle + 1, to: Infinity }, [2]),
  ];
  expect([first.size, [...second.keys()]]).toEqual([2, [2]]);
  expect((first.get(2)?.length ?? 0) + (second.get(2)?.length ?? 0)).toBe(all.get(2)?.length);
  expect(first.get(1)?.every(({ at }) => at <= middle)).toBe(true);
  expect((await archive.within(RACE, { from: middle + 3_600_000, to: Infinity })).size).toBe(0);
});
