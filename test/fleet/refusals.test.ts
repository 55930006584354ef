import { afterEach, beforeEach, expect, test } from 'vitest';
import { Refusals } from '../../src/fleet/refusals.ts';
import { fleetTables } from '../../src/fleet/tables.ts';
import type { Store } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { openStore } from '../fakes/openStore.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';

let store: Store;
const clock = new FakeClock();
const told: string[] = [];
let refusals: Refusals;
beforeEach(() => {
  store = openStore(temporaryDirectory('refusals'), [fleetTables]);
  refusals = new Refusals({ store, clock, log: { warn: (sentence) => told.push(sentence) } });
  told.length = 0;
});
afterEach(() => store.close());

const kept = () => store.all<{ name: string }>('SELECT name FROM fleet_state').map(({ name }) => name);
const refuseFor = (seconds: number): void => {
  for (let second = 0; second < seconds; second += 1) {
    refusals.add('b', 'Two Pitwalls claim to be the edge b.');
    clock.advance(1000);
  }
};

test('a short series of refusals is ignored, as after a kill', () => {
  refuseFor(3);
  clock.advance(60_000);
  refuseFor(3);
  expect([kept(), told]).toEqual([[], []]);
});

test('a lasting refusal is logged once and kept', () => {
  refuseFor(30);
  expect(kept()).toEqual(['refused/b']);
  expect(told).toEqual(['An edge that says it is b is told: Two Pitwalls claim to be the edge b.']);
});
