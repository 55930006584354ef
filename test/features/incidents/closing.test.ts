import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EventBody } from '../../../src/events/events.ts';
import { Closing } from '../../../src/features/incidents/closing.ts';
import { incidentTables } from '../../../src/features/incidents/table.ts';
import { nextTurn } from '../../../src/kit/wait.ts';
import type { Store } from '../../../src/store/store.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { incident } from '../../fakes/incidents.ts';
import { openStore } from '../../fakes/openStore.ts';

let directory: string;
let store: Store;
/** The incident numbers of each transaction that reported any. */
let told: number[][];
let clock: FakeClock;
let faults: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-closing-'));
  store = openStore(directory, [incidentTables]);
  [told, faults] = [[], []];
  clock = new FakeClock();
  ms = 1.5;
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const numbersIn = (bodies: readonly EventBody[]): number[] =>
  bodies.flatMap((body) => (body.type === 'incidentUpdated' ? body.incident.number : []));

const keep = (bodies: readonly EventBody[]): void => void told.push(numbersIn(bodies));

/** How long each reported incident takes, ms. */
let ms: number;

/** For sessions with this many incidents each, numbered from 100 times the session on. */
const closingOf = (
  many: number,
  decide = (work: () => readonly EventBody[]) => keep(store.transaction(work)),
): Closing =>
  new Closing({
    server: 'gt3',
    store,
    numbersOf: ({ session }, after, limit) =>
      Array.from({ length: many }, (_, index) => 100 * session + index)
        .filter((number) => number > after)
        .slice(0, limit),
    tell: (numbers) => {
      clock.spend(ms * numbers.length);
      return numbers.map((number) => ({ type: 'incidentUpdated', incident: incident({ number }) }));
    },
    decide,
    free: () => undefined,
    clock,
    log: { error: (_, message) => void faults.push(message) },
  });

const begin = (closing: Closing, session: number): void =>
  keep(store.transaction(() => closing.begin({ run: 1, session })));

const left = (): unknown[] => store.all('SELECT session, told FROM incidents_to_tell ORDER BY session');

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
}

it.each([0, 1, 2])('reports %i incidents in the same transaction, and leaves nothing to do', async (many) => {
  begin(closingOf(many), 1);
  await settled();
  expect(told.map(({ length }) => length)).toEqual([many]);
  expect(left()).toEqual([]);
});

it('reports more incidents a few at a time, one session after the other', async () => {
  const closing = closingOf(7);
  begin(closing, 1);
  begin(closing, 2);
  expect(told.map(({ length }) => length)).toEqual([2, 2]);
  await settled();
  expect(told.slice(2).map(({ length }) => length)).toEqual([2, 2, 1, 2, 2, 1]);
  const all = told.flat();
  expect([all.length, new Set(all).size, left()]).toEqual([14, 14, []]);
});

it.each([
  { took: 0, sizes: [2, 2, 4, 8, 16, 16, 2] },
  { took: 0.5, sizes: [2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 2] },
  { took: 9, sizes: [2, 2, ...Array.from({ length: 46 }, () => 1)] },
])('reports as many at a time as there is time for, if each takes $took ms', async ({ took, sizes }) => {
  ms = took;
  begin(closingOf(50), 1);
  while (told.flat().length < 50) await nextTurn();
  expect(told.map(({ length }) => length)).toEqual(sizes);
});

it('continues where a killed Pitwall stopped', async () => {
  const killed = closingOf(12);
  begin(killed, 1);
  killed.close();
  await settled();
  expect([told.flat(), left()]).toEqual([[100, 101], [{ session: 1, told: 101 }]]);
  closingOf(12).resume();
  await settled();
  expect([told.flat().slice(2), left()]).toEqual([Array.from({ length: 10 }, (_, index) => 102 + index), []]);
});

it('reports nothing after a rollback, and keeps incidents it could not report', async () => {
  const closing = closingOf(12);
  const undone = (): never => {
    throw new Error('undone');
  };
  expect(() => store.transaction(() => [closing.begin({ run: 1, session: 1 }), undone()])).toThrow('undone');
  await settled();
  expect([told, left()]).toEqual([[], []]);
  begin(
    closingOf(12, () => {
      throw new Error('the disk is full');
    }),
    1,
  );
  await settled();
  expect([told.flat().length, left(), faults.length]).toEqual([2, [{ session: 1, told: 101 }], 1]);
});
