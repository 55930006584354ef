import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Away, Hosts } from '../../src/fleet/hosts.ts';
import { fleetTables } from '../../src/fleet/tables.ts';
import type { Store } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { openStore } from '../fakes/openStore.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';

let store: Store;
let clock: FakeClock;
let hosts: Hosts;
beforeEach(() => {
  store = openStore(temporaryDirectory('hosts'), [fleetTables]);
  clock = new FakeClock();
  hosts = new Hosts({ store, clock });
});
afterEach(() => store.close());

const hello = (...ids: readonly string[]) => ({
  version: '0.2.0',
  protocol: 1,
  servers: ids.map((id) => ({ id, dialect: 'kunos' })),
});

describe('whose a game server is', () => {
  test('is what its edge says', () => {
    expect(hosts.greeted('a', hello('gt3', 'gt4'))).toEqual([]);
    expect(hosts.greeted('b', hello('mx5'))).toEqual([]);
    expect([...hosts.servers()]).toEqual([
      ['gt3', 'a'],
      ['gt4', 'a'],
      ['mx5', 'b'],
    ]);
  });

  test('an id that another edge has is refused in a sentence, and stays where it is', () => {
    hosts.greeted('a', hello('gt3'));
    expect(hosts.greeted('b', hello('gt3', 'mx5'))).toEqual([
      'The server id gt3 belongs to the host a: give it another one here; it is not shown on Discord.',
    ]);
    expect(hosts.servers().get('gt3')).toBe('a');
    expect(hosts.ownerOf('gt3', 'b')).toBe('a');
  });

  test('what an edge tells of before it has said what it has is its own', () => {
    expect(hosts.ownerOf('gt3', 'a')).toBe('a');
    expect(hosts.ownerOf('gt3', 'b')).toBe('a');
    hosts.greeted('a', hello('gt4'));
    expect(hosts.ownerOf('gt3', 'b')).toBe('b');
  });

  test('another protocol is watched, and not commanded', () => {
    expect(hosts.greeted('a', { ...hello('gt3'), protocol: 2 })).toEqual([
      expect.stringMatching(/^Pitwall 0\.2\.0 there and the hub's do not understand each other/),
    ]);
    expect(hosts.otherVersionOf('a')).toMatch(/put the same one on both/);
    hosts.greeted('a', hello('gt3'));
    expect(hosts.otherVersionOf('a')).toBeUndefined();
  });

  test('a letter is its edge’s, of the first that says so', () => {
    hosts.greeted('a', { ...hello('gt3'), letter: 'A' });
    hosts.greeted('b', hello('mx5'));
    hosts.greeted('alps', { ...hello('gt4'), letter: 'A' });
    expect([...hosts.letters()]).toEqual([['A', 'a']]);
    hosts.close();
    expect([...new Hosts({ store, clock }).letters()]).toEqual([['A', 'a']]);
  });

  test('is known after a restart of the hub', () => {
    hosts.greeted('a', hello('gt3'));
    hosts.close();
    expect([...new Hosts({ store, clock }).servers()]).toEqual([['gt3', 'a']]);
  });
});

describe('who is away', () => {
  test('is told once, since when they were heard last, and once when they are back', () => {
    const told: [string, Away][] = [];
    hosts.onAway((away) => told.push(['away', away]));
    hosts.onBack((away) => told.push(['back', away]));
    hosts.greeted('a', hello('gt3'));
    hosts.heard('a');
    const since = clock.now();
    clock.advance(4999);
    hosts.look();
    expect(hosts.awaySince('a')).toBeUndefined();
    clock.advance(1);
    hosts.look();
    hosts.look();
    expect(hosts.away()).toEqual([{ edge: 'a', since, servers: ['gt3'] }]);
    clock.advance(60_000);
    hosts.heard('a');
    hosts.look();
    const about = { edge: 'a', since, servers: ['gt3'] };
    expect(told).toEqual([
      ['away', about],
      ['back', about],
    ]);
  });

  test('whoever was not heard since the hub began is away since the last life of the hub heard it', () => {
    hosts.greeted('a', hello('gt3'));
    const since = clock.now();
    hosts.close();
    clock.advance(3_600_000);
    const again = new Hosts({ store, clock });
    expect(again.awaySince('a')).toBeUndefined();
    clock.advance(5000);
    expect(again.awaySince('a')).toBe(since);
  });
});
