import { afterEach, beforeEach, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { isAssigned, serverOfNumber } from '../../src/app/numberOwners.ts';
import { openOwnStore } from '../../src/app/tables.ts';
import type { Store } from '../../src/store/store.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';

let store: Store;
beforeEach(() => {
  store = openOwnStore(temporaryDirectory('owners'));
  store.run(
    "INSERT INTO penalties (number, server, run, session, guid, state, penalty) VALUES (17, 'gt4', 1, 1, 'g', 'active', '{}')",
  );
  store.run(
    "INSERT INTO decisions (number, id, server, run, session, guid, decision) VALUES (2000018, 'x', 'gt3', 1, 1, 'g', '{}')",
  );
  store.run("INSERT INTO proposals (number, server, state, proposal) VALUES (5, 'gt4', 'open', '{}')");
  store.run('INSERT INTO proposed_numbers (decision, proposal) VALUES (2000019, 5)');
  store.run(
    "INSERT INTO incidents (number, server, run, session, first_at, last_at, contacts, facts) VALUES (3, 'gt4', 1, 1, 1, 1, '[]', '{}')",
  );
  store.run(
    "INSERT INTO sessions (id, server, run, session, name, kind, track, started_at, state) VALUES (12, 'gt3', 1, 1, 'Race', 'race', 'spa', 1, 'ended')",
  );
  store.run("INSERT INTO league_events (number, server, name, day, started_at) VALUES (4, 'gt4', 'Friday', 'd', 1)");
});
afterEach(() => store.close());

test.each([
  ['P', 17, 'gt4'],
  ['P', 18, undefined],
  ['[DP]', 2_000_018, 'gt3'],
  ['[DP]', 18, 'gt3'],
  ['[DP]', 19, 'gt4'],
  ['INC', 3, 'gt4'],
  ['S', 12, 'gt3'],
  ['E', 4, 'gt4'],
  ['E', 12, undefined],
])('%s-%d belongs to %s', (prefix, number, server) => {
  expect(serverOfNumber(store, 'B')({ prefix, number, said: '', letter: undefined })).toBe(server);
});

test.each([
  ['P', 17, true],
  ['P', 18, false],
  ['[DP]', 2_000_019, true],
  ['[DP]', 19, false],
])('whether %s-%d was assigned: %s', (prefix, number, assigned) => {
  expect(isAssigned(store)(prefix, number)).toBe(assigned);
});

test('no server is looked up for a number with a letter, or on a host without one', () => {
  expect(serverOfNumber(store)({ prefix: '[DP]', number: 18, said: '18', letter: undefined })).toBeUndefined();
  expect(serverOfNumber(store, 'B')({ prefix: 'P', number: 1_000_017, said: 'A17', letter: 'A' })).toBeUndefined();
});

test('every number prefix used by a command is covered', () => {
  const prefixes = new Set(
    commands.flatMap(({ params }) => Object.values(params).flatMap(({ prefix }) => prefix ?? [])),
  );
  expect([...prefixes].sort()).toEqual(['E', 'INC', 'P', 'S', '[DP]']);
});
