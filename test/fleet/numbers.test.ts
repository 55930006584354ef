import { afterEach, beforeEach, expect, test } from 'vitest';
import { openOwnStore } from '../../src/app/tables.ts';
import { addSession } from '../../src/features/calendar/table.ts';
import { openIncidentTable } from '../../src/features/incidents/table.ts';
import { countedIn, countOn, furthest, lastNumbers, numberWithLetter } from '../../src/fleet/numbers.ts';
import { openJournal } from '../../src/race/journal.ts';
import type { Store } from '../../src/store/store.ts';
import { numberLabel } from '../../src/texts/names.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';

let directory: string;
let store: Store;
beforeEach(() => {
  directory = temporaryDirectory('numbers');
  store = openOwnStore(directory);
});
afterEach(() => store.close());

function driveSession(ordinal: number): string {
  const session = {
    server: 'gt3',
    run: 1,
    session: ordinal,
    name: 'Race',
    kind: 'race',
    track: 'spa',
    startedAt: 0,
  } as const;
  addSession(store, { ...session, event: undefined, continues: undefined });
  return numberLabel(store.get<{ id: number }>('SELECT max(id) AS id FROM sessions')?.id ?? 0);
}
const nextIncident = () => numberLabel(openIncidentTable(store, 'gt3').nextNumber());

test('an installation that becomes an edge continues with its letter', () => {
  expect([driveSession(1), driveSession(2), nextIncident()]).toEqual(['1', '2', '1']);
  numberWithLetter(store, 'B');
  expect([driveSession(3), nextIncident()]).toEqual(['B1', 'B1']);
  numberWithLetter(store, 'B');
  expect(driveSession(4)).toBe('B2');
});

test('incident numbers continue after the last one', () => {
  numberWithLetter(store, 'B');
  store.run(
    `INSERT INTO incidents (number, server, run, session, first_at, last_at, contacts, facts)
     VALUES (2000007, 'gt3', 1, 2, 0, 0, '[]', '{}')`,
  );
  numberWithLetter(store, 'B');
  expect(nextIncident()).toBe('B8');
});

test('another letter is refused once numbers have been given', () => {
  numberWithLetter(store, 'C');
  driveSession(1);
  expect(() => numberWithLetter(store, 'B')).toThrow(
    'EDGE_LETTER B does not fit: what is in DATA_DIR has been counted with C. Set EDGE_LETTER=C.',
  );
  expect(() => numberWithLetter(store, 'C')).not.toThrow();
});

test('a mistaken letter can be changed while no number has it', () => {
  expect([driveSession(1), nextIncident()]).toEqual(['1', '1']);
  numberWithLetter(store, 'C');
  numberWithLetter(store, 'B');
  expect([driveSession(2), nextIncident()]).toEqual(['B1', 'B1']);
});

test('the next run follows the last one reported elsewhere; the current one is kept', () => {
  const journal = openJournal(store, 'gt3');
  expect([journal.beginRun(), journal.beginRun()]).toEqual([1, 2]);
  expect(countOn(store, { last: {}, runs: { gt3: 7, mx5: 3 } })).toBe(true);
  expect(journal.run()).toBe(2);
  expect(countedIn(store).runs).toEqual({ gt3: 7, mx5: 3 });
  expect([journal.beginRun(), openJournal(store, 'mx5').beginRun()]).toEqual([8, 4]);
  expect(countOn(store, { last: {}, runs: { gt3: 8 } })).toBe(false);
});

test('two counts are merged by taking the higher number of each', () => {
  const one = { last: { decisions: 17, incidents: 3 }, runs: { gt3: 7 } };
  const other = { last: { decisions: 12, sessions: 9 }, runs: { gt3: 8, mx5: 1 } };
  expect(furthest(one, other)).toEqual({
    last: { decisions: 17, incidents: 3, sessions: 9, league_events: 0 },
    runs: { gt3: 8, mx5: 1 },
  });
});

test('a number given before a rollback is never reused', () => {
  numberWithLetter(store, 'B');
  driveSession(1);
  expect(countOn(store, { last: { sessions: 2_000_009, incidents: 2_000_004 }, runs: {} })).toBe(true);
  expect([driveSession(2), nextIncident()]).toEqual(['B10', 'B5']);
  expect(lastNumbers(store)).toEqual({
    decisions: 2_000_000,
    incidents: 2_000_004,
    sessions: 2_000_010,
    league_events: 2_000_000,
  });
  // A number that has been passed is no news.
  expect(countOn(store, { last: { sessions: 2_000_002 }, runs: {} })).toBe(false);
  expect(driveSession(3)).toBe('B11');
});
