import { expect, test } from 'vitest';
import { fileOn } from '../../../src/features/incidents/file.ts';
import { type IncidentFile, incidentTables, openIncidentTable } from '../../../src/features/incidents/table.ts';
import { openStore } from '../../fakes/openStore.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const openTable = () => openIncidentTable(openStore(temporaryDirectory('incidentTable'), [incidentTables]), 'main');
const at = Date.UTC(2026, 0, 1, 20);
const trace = [{ at, position: [1, 2, 3], velocity: [4, 5, 6], speedKmh: 100, place: 0.5 }] as const;

function file(number: number, guids: readonly string[], firstAt = at): IncidentFile {
  const begun = fileOn(
    { run: 1, session: 1, kind: 'race', name: 'Race' },
    { at: firstAt, server: 'main', impossible: {} },
  );
  const drivers = guids.map((guid, carId) => ({ carId, guid, name: guid, earlier: [] }));
  return { ...begun, number, facts: { ...begun.facts, drivers }, seconds: { 0: trace } };
}

test('the positions of an incident are read from its row when first used', () => {
  const table = openTable();
  const kept = table.put(file(1, ['a']));
  const [first, second] = [table.get(1), table.get(1)];
  expect(first?.seconds).toEqual({ 0: trace });
  table.put({ ...kept, seconds: {} });
  expect(first?.seconds).toEqual({ 0: trace });
  expect(second?.seconds).toEqual({});
});

test('only the positions of cars that have new ones are written again', () => {
  const store = openStore(temporaryDirectory('incidentTable'), [incidentTables]);
  const table = openIncidentTable(store, 'main');
  store.run(`CREATE TEMP TABLE written (car_id INTEGER)`);
  store.run(`CREATE TEMP TRIGGER noted AFTER INSERT ON incident_positions BEGIN
    INSERT INTO written VALUES (new.car_id); END`);
  const writes = (): unknown[] => {
    const rows = store.all<{ car_id: number }>('SELECT car_id FROM written ORDER BY car_id');
    store.run('DELETE FROM written');
    return rows.map((row) => row.car_id);
  };
  const kept = table.put({ ...file(1, ['a', 'b']), seconds: { 0: trace, 3: trace, 40: trace } });
  expect(writes()).toEqual([0, 3, 40]);
  const grown = { ...kept.seconds, 3: [...trace, ...trace] };
  table.put({ ...kept, seconds: grown });
  expect(writes()).toEqual([3]);
  const others = { 3: grown[3], 40: trace };
  table.put({ ...kept, seconds: others });
  expect(writes()).toEqual([]);
  // Read from disk.
  expect(openIncidentTable(store, 'main').get(1)?.seconds).toEqual(others);
});

test('positions of a write that was taken back are written again', () => {
  const store = openStore(temporaryDirectory('incidentTable'), [incidentTables]);
  const table = openIncidentTable(store, 'main');
  const kept = table.put(file(1, ['a']));
  const seconds = { 0: [...trace, ...trace] };
  const taken = (): unknown =>
    store.transaction(() => {
      table.put({ ...kept, seconds });
      throw new Error('taken back');
    });
  expect(taken).toThrow('taken back');
  table.put({ ...kept, seconds });
  expect(openIncidentTable(store, 'main').get(1)?.seconds).toEqual(seconds);
});

test('positions written by an earlier version are those of each car', () => {
  const directory = temporaryDirectory('incidentTable');
  const earlier = openStore(directory, [{ ...incidentTables, steps: incidentTables.steps.slice(0, 5) }]);
  const seconds = { 0: trace, 11: [] };
  earlier.run(
    `INSERT INTO incidents (number, server, run, session, first_at, last_at, contacts, facts, seconds)
     VALUES (1, 'main', 1, 1, ?, ?, '[]', '{}', ?), (2, 'main', 1, 1, ?, ?, '[]', '{}', '{}')`,
    at,
    at,
    JSON.stringify(seconds),
    at,
    at,
  );
  earlier.close();
  const table = openIncidentTable(openStore(directory, [incidentTables]), 'main');
  expect([1, 2].map((number) => table.get(number)?.seconds)).toEqual([seconds, {}]);
});

test('a read after a write gives the new facts', () => {
  const table = openTable();
  const kept = table.put(file(1, ['a', 'b']));
  expect(table.get(1)?.facts.severity).toBe('light');
  table.put({ ...kept, facts: { ...kept.facts, severity: 'heavy' } });
  expect(table.get(1)?.facts.severity).toBe('heavy');
});

test('a read after a rollback gives the old facts', () => {
  const store = openStore(temporaryDirectory('incidentTable'), [incidentTables]);
  const table = openIncidentTable(store, 'main');
  const kept = table.put(file(1, ['a', 'b']));
  const taken = (): unknown =>
    store.transaction(() => {
      table.put({ ...kept, facts: { ...kept.facts, severity: 'heavy' } });
      expect(table.get(1)?.facts.severity).toBe('heavy');
      throw new Error('taken back');
    });
  expect(taken).toThrow('taken back');
  expect(table.get(1)?.facts.severity).toBe('light');
});

test('the incidents of several drivers are found within a span of time', () => {
  const table = openTable();
  table.put(file(1, ['a'], at - 3000));
  table.put(file(2, ['a', 'b'], at - 2000));
  table.put(file(3, ['b', 'c'], at));
  const numbers = table.numbersOf(['a', 'b', 'c', 'nobody'], at - 3000, at);
  expect([...numbers]).toEqual([
    ['a', [1, 2]],
    ['b', [2]],
    ['c', []],
    ['nobody', []],
  ]);
  expect(table.numbersOf([], at - 3000, at).size).toBe(0);
});
