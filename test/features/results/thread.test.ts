import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Penalty } from '../../../src/events/penalty.ts';
import { ResultsThread } from '../../../src/features/results/thread.ts';
import { resultsWork } from '../../../src/features/results/work.ts';
import { UserError } from '../../../src/kit/errors.ts';
import { TooLarge } from '../../../src/kit/fileSizes.ts';
import { penalty } from '../../fakes/penalties.ts';

// The thread runs the output of `npm run build`.
const program = new URL('../../../dist/src/features/results/worker.js', import.meta.url);
const RACE = new URL('../../../sandbox/recordings/results/2019_3_2_21_36_RACE.json', import.meta.url);

let directory: string;
/** One thread for all tests, as in Pitwall: no request leaves anything behind for the next. */
let thread: ResultsThread;
/** An incomplete file is waited for no longer than a turn. */
const clock = { now: () => 0, monotonic: () => 0, after: soon };
beforeAll(() => {
  thread = new ResultsThread({ clock, program });
});
afterAll(() => thread.close());
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-results-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function soon(ms: number, task: () => void): () => void {
  if (ms > 1000) return () => {};
  const timer = setImmediate(task);
  return () => clearImmediate(timer);
}

/** A race of a whole evening: too large to be read on the main thread. */
function long(facts: object = {}): string {
  const path = join(directory, '2019_3_2_21_36_RACE.json');
  const file = JSON.parse(readFileSync(RACE, 'utf8'));
  const laps = Array.from({ length: 40 }, () => file.Laps).flat();
  writeFileSync(path, JSON.stringify({ ...file, Laps: laps, ...facts }));
  return path;
}

function short(): string {
  const path = join(directory, '2019_3_2_21_36_RACE.json');
  copyFileSync(RACE, path);
  return path;
}

const penalties: readonly Penalty[] = [
  penalty({
    driver: { carId: 1, guid: '76561197900007064', name: 'Hugoalva8286' },
    type: 'time',
    amount: 5,
    state: 'issued',
  }),
];

describe('results computed in a thread', () => {
  it('equal those computed on the main thread', async () => {
    const source = { path: long() };
    const amended = { directory, base: '2019_3_2_21_36_RACE' };
    const ask = { source, penalties, amended };
    expect(await thread.result(ask)).toEqual(await resultsWork.result(ask));
    const exported = { source, penalties, base: 'x', directory };
    expect(await thread.export(exported)).toEqual(await resultsWork.export(exported));
    expect(await thread.race({ source, penalties })).toEqual(await resultsWork.race({ source, penalties }));
    const own = {
      own: JSON.stringify({
        ...JSON.parse(readFileSync(RACE, 'utf8')),
        laps: [],
        cars: [],
        result: [],
        contacts: [],
        raw: {},
      }).padEnd(200_000),
      laps: [],
    };
    expect(await thread.result({ source: own, penalties: [] })).toMatchObject({ rows: [], amendments: [] });
  });

  it('can be built from our own laps, handed over in pieces', async () => {
    const row = { ...JSON.parse(readFileSync(RACE, 'utf8').replace(/^\ufeff/, '')).Result[0] };
    const guid: string = row.DriverGuid;
    const result = [
      { carId: 0, guid, driverName: 'Ada', model: '', laps: 5000, totalMs: 5000 * 90_000, ballastKg: 0, restrictor: 0 },
    ];
    const summary = { track: 'x', layout: '', type: 'RACE', raceLaps: 0, cars: [], contacts: [], raw: {}, laps: [] };
    const own = JSON.stringify({
      ...summary,
      result: result.map((each) => ({ ...each, penaltyMs: 0, penaltyLaps: 0, disqualified: false })),
    });
    const piece = JSON.stringify(Array.from({ length: 2500 }, (_, lap) => [`0/${guid}`, 90_000, 0, lap]));
    const source = { own, laps: [piece, piece] };
    const { order } = await thread.race({ source, penalties: undefined });
    expect(order).toMatchObject([{ guid }]);
    const exported = await thread.export({ source, penalties: [], base: 'own', directory });
    const file = exported.files.find(({ name }) => name.endsWith('.json'));
    expect(JSON.parse(file?.content ?? '{}').Laps).toHaveLength(5000);
  });

  it('are handed over without laps and contacts', async () => {
    const race = await thread.race({ source: { path: long() }, penalties: undefined });
    expect(Object.keys(race)).toEqual(['track', 'layout', 'type', 'cars', 'order']);
    expect(JSON.stringify(race).length).toBeLessThan(20_000);
  });

  it('are refused with the same error as on the main thread', async () => {
    const path = long({ TrackName: undefined });
    const refused = await resultsWork.race({ source: { path }, penalties: [] }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UserError);
    await expect(thread.race({ source: { path }, penalties: [] })).rejects.toEqual(refused);
  });

  it('are refused for their size before the file is read', async () => {
    const path = join(directory, 'x_RACE.json');
    writeFileSync(path, Buffer.alloc(48_000_001));
    const refused = await resultsWork.race({ source: { path }, penalties: [] }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TooLarge);
    // Also before a thread is started, which would take memory only to say the same.
    const without = new ResultsThread({ clock, program: new URL('file:///nowhere.js') });
    await expect(without.race({ source: { path }, penalties: [] })).rejects.toEqual(refused);
  });

  it('are refused if they list too many drivers', async () => {
    const Result = Array.from({ length: 3000 }, (_, carId) => ({ CarId: carId, DriverName: `Driver ${carId}` }));
    const ask = { source: { path: long({ Result, Laps: [] }) }, penalties: [] };
    await expect(thread.race(ask)).rejects.toThrow('The results list 3000 drivers, but at most 2000 are supported.');
    await expect(thread.result(ask)).rejects.toThrow(UserError);
  });
});

describe('short results', () => {
  it('need no thread', async () => {
    const without = new ResultsThread({ clock, program: new URL('file:///nowhere.js') });
    expect((await without.race({ source: { path: short() }, penalties: [] })).type).toBe('RACE');
    await expect(without.race({ source: { path: long() }, penalties: [] })).rejects.toThrow(
      'The results could not be worked out in time and memory',
    );
  });
});
