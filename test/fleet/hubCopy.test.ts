import { afterEach, beforeEach, expect, test } from 'vitest';
import { HubCopy } from '../../src/fleet/hubCopy.ts';
import { subjectsOf } from '../../src/fleet/subjects.ts';
import { fleetTables } from '../../src/fleet/tables.ts';
import type { Talk } from '../../src/fleet/talk.ts';
import type { Store } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { openStore } from '../fakes/openStore.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';

let store: Store;
let clock: FakeClock;
let copy: HubCopy;
let beat: (value: unknown) => void;
beforeEach(() => {
  store = openStore(temporaryDirectory('hub-copy'), [fleetTables]);
  clock = new FakeClock();
  const talk: Talk = {
    tell() {},
    ask: () => Promise.resolve({ links: [], former: [] }),
    hear(subject, heard) {
      if (subject === subjectsOf.all) beat = (value) => heard(value, '');
    },
    answer() {},
  };
  copy = new HubCopy({ store, clock, talk, edge: 'a', log: { warn() {} } });
});
afterEach(() => store.close());

test('an edge obeys only the hub that took the edges last', () => {
  expect(copy.obeys('old')).toBe(true);
  beat({ hub: 'old', revision: 1, taken: 7 });
  expect([copy.obeys('old'), copy.obeys('new')]).toEqual([true, false]);
  beat({ hub: 'new', revision: 1, taken: 12 });
  expect([copy.obeys('old'), copy.obeys('new')]).toEqual([false, true]);
  // The old hub was paused, and does not know yet.
  clock.advance(5000);
  beat({ hub: 'old', revision: 2, taken: 7 });
  expect([copy.obeys('old'), copy.obeys('new')]).toEqual([false, true]);
});

test('an edge follows another hub after 20 s of silence, as after a lost NATS store', () => {
  beat({ hub: 'old', revision: 1, taken: 57 });
  clock.advance(19_999);
  beat({ hub: 'new', revision: 1, taken: 1 });
  expect(copy.obeys('new')).toBe(false);
  clock.advance(1);
  expect(copy.obeys('new')).toBe(true);
  beat({ hub: 'new', revision: 1, taken: 1 });
  expect(copy.obeys('old')).toBe(false);
});

test('an edge obeys a hub of an older version that sends no takeover count', () => {
  beat({ hub: 'old', revision: 1 });
  expect(copy.obeys(undefined)).toBe(true);
  beat({ hub: 'its next life', revision: 1 });
  expect(copy.obeys('its next life')).toBe(true);
});
