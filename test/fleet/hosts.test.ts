import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoredStanding } from '../../src/fleet/edges.ts';
import { readHello } from '../../src/fleet/facts.ts';
import { Hosts, type Pulse } from '../../src/fleet/hosts.ts';
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

describe('the owner of a game server', () => {
  test('is the edge that announced it', () => {
    expect(hosts.greeted('a', hello('gt3', 'gt4'))).toEqual([]);
    expect(hosts.greeted('b', hello('mx5'))).toEqual([]);
    expect([...hosts.servers()]).toEqual([
      ['gt3', 'a'],
      ['gt4', 'a'],
      ['mx5', 'b'],
    ]);
  });

  test('stays the same if another edge claims the server id, and that edge is told why', () => {
    hosts.greeted('a', hello('gt3'));
    expect(hosts.greeted('b', hello('gt3', 'mx5'))).toEqual([
      'The server id gt3 belongs to the host a: give it another one here; it is not shown on Discord.',
    ]);
    expect(hosts.servers().get('gt3')).toBe('a');
    expect(hosts.ownerOf('gt3', 'b')).toBe('a');
  });

  test('is the edge that reports first, until an edge announces its servers', () => {
    expect(hosts.ownerOf('gt3', 'a')).toBe('a');
    expect(hosts.ownerOf('gt3', 'b')).toBe('a');
    hosts.greeted('a', hello('gt4'));
    expect(hosts.ownerOf('gt3', 'b')).toBe('b');
  });

  test('survives a hub restart, until the owner renames the server', () => {
    hosts.greeted('b', hello('gt3'));
    expect(hosts.greeted('a', hello('gt3'))).toHaveLength(1);
    hosts.close();
    const again = new Hosts({ store, clock });
    expect(again.servers().get('gt3')).toBe('b');
    // Its owner has renamed it.
    again.greeted('b', hello('gt4'));
    expect(again.greeted('a', hello('gt3'))).toEqual([]);
    expect(again.servers().get('gt3')).toBe('a');
  });

  test('must have the same protocol to take commands; others are only watched', () => {
    expect(hosts.greeted('a', { ...hello('gt3'), protocol: 2 })).toEqual([
      expect.stringMatching(/^Pitwall 0\.2\.0 on that host is not compatible with the hub's version/),
    ]);
    expect(hosts.otherVersionOf('a')).toMatch(/install the same version on both/);
    hosts.greeted('a', hello('gt3'));
    expect(hosts.otherVersionOf('a')).toBeUndefined();
  });

  test('keeps its letter if another edge claims the same one', () => {
    hosts.greeted('a', { ...hello('gt3'), letter: 'A' });
    hosts.greeted('b', hello('mx5'));
    hosts.greeted('alps', { ...hello('gt4'), letter: 'A' });
    expect([...hosts.letters()]).toEqual([['A', 'a']]);
    hosts.close();
    expect([...new Hosts({ store, clock }).letters()]).toEqual([['A', 'a']]);
  });

  test('is known after a hub restart', () => {
    hosts.greeted('a', hello('gt3'));
    hosts.close();
    expect([...new Hosts({ store, clock }).servers()]).toEqual([['gt3', 'a']]);
  });
});

const pulse = (changes: Partial<Pulse> = {}): Pulse => ({ segment: 'a1', utc: clock.now(), waiting: 0, ...changes });

describe('the state of an edge', () => {
  test('shows version, servers, rows waiting and time since last heard', () => {
    hosts.greeted('a', { ...hello('gt3'), letter: 'A' });
    expect(hosts.facts()).toMatchObject([{ edge: 'a', version: '0.2.0', protocol: 1, servers: ['gt3'], heardMs: 0 }]);
    hosts.heard('a', pulse({ waiting: 12 }));
    clock.advance(1500);
    expect(hosts.facts()).toMatchObject([{ silentSince: undefined, heardMs: 1500, clockAheadMs: 0, waiting: 12 }]);
    clock.advance(5000);
    expect(hosts.facts()).toMatchObject([{ silentSince: clock.now() - 6500, heardMs: 6500 }]);
  });

  test('takes the clock offset from the fastest pulses', () => {
    hosts.greeted('a', hello('gt3'));
    for (const late of [90_000, 60_000, 20, 30_000, 5]) hosts.heard('a', pulse({ utc: clock.now() + 90_000 - late }));
    expect(hosts.facts()[0]?.clockAheadMs).toBe(89_995);
    for (let each = 0; each < 5; each += 1) hosts.heard('a', pulse());
    expect(hosts.facts()[0]?.clockAheadMs).toBe(0);
    hosts.heard('a', { segment: 'a1' });
    expect(hosts.facts()[0]?.clockAheadMs).toBe(0);
  });

  test('reports once when the edge cannot store, and once when it can again', () => {
    const told: unknown[] = [];
    hosts.onStoring((storing) => told.push(storing));
    hosts.greeted('a', hello('gt3'));
    for (const cannotStore of [undefined, true, true, undefined]) hosts.heard('a', pulse({ cannotStore }));
    expect(told).toEqual([
      { edge: 'a', isPossible: false },
      { edge: 'a', isPossible: true },
    ]);
  });
});

describe('an edge with another LANGUAGE', () => {
  const greeted = (language: string | undefined) =>
    new Hosts({ store, clock, language: 'en' }).greeted('a', { ...hello('gt3'), language });

  test('is told', () => {
    expect(greeted('fr')).toEqual([
      'LANGUAGE is fr here and en on the hub: lines in the game are in one language, posts on Discord in another. Set the same on both.',
    ]);
    expect(new Hosts({ store, clock }).facts()).toMatchObject([{ edge: 'a', language: 'fr' }]);
  });

  test('is not told of the same one, nor of one that an older version does not report', () => {
    expect([greeted('en'), greeted(undefined)]).toEqual([[], []]);
  });

  test('stays known when a server is added to it', () => {
    hosts.greeted('a', { ...hello('gt3'), letter: 'A', language: 'fr' });
    hosts.ownerOf('mx5', 'a');
    expect(hosts.facts()).toMatchObject([{ servers: ['gt3', 'mx5'], language: 'fr' }]);
  });

  test('names it as a code', () => {
    expect(readHello({ ...hello('gt3'), language: 'pt-BR' }).language).toBe('pt-BR');
    expect(() => readHello({ ...hello('gt3'), language: 'en on the hub, or so' })).toThrow();
  });
});

describe('a missing edge', () => {
  test('is reported once, with the time it was last heard, and once when it is back', () => {
    const told: unknown[] = [];
    hosts.silence.onAway((away) => told.push(['away', away]));
    hosts.silence.onBack((back) => told.push(['back', back]));
    hosts.greeted('a', hello('gt3'));
    hosts.heard('a', pulse());
    const since = clock.now();
    clock.advance(4999);
    hosts.look();
    expect(hosts.awaySince('a')).toBeUndefined();
    clock.advance(1);
    hosts.look();
    hosts.look();
    expect(hosts.away()).toEqual([{ edge: 'a', since, servers: ['gt3'] }]);
    clock.advance(60_000);
    hosts.heard('a', pulse());
    hosts.look();
    hosts.look();
    expect(told).toEqual([
      ['away', { edge: 'a', since, servers: ['gt3'] }],
      ['back', { edge: 'a', since, events: 0, isRestarted: false }],
    ]);
  });

  test.each([
    { life: 'a1', isRestarted: false },
    { life: 'a2', isRestarted: true },
  ])('is checked for a restart by its last row if the hub has restarted: $life', ({ life, isRestarted }) => {
    hosts.greeted('a', hello('gt3'));
    hosts.close();
    new StoredStanding(store, 'a').moveTo({ segment: 'a1', n: 3 });
    const again = new Hosts({ store, clock });
    const told: unknown[] = [];
    again.silence.onBack((back) => told.push(back));
    clock.advance(5000);
    again.look();
    again.heard('a', pulse({ segment: life }));
    again.look();
    expect(told).toMatchObject([{ edge: 'a', isRestarted }]);
  });

  test('is covered by the report of a lost NATS connection', () => {
    const told: unknown[] = [];
    hosts.silence.onAway((away) => told.push(away));
    hosts.silence.onLinkDown((down) => told.push(down));
    hosts.greeted('a', hello('gt3'));
    hosts.heard('a', pulse());
    hosts.silence.linkLost();
    const since = clock.now();
    clock.advance(5000);
    hosts.look();
    expect(told).toEqual([{ since }]);
    expect(hosts.away()).toMatchObject([{ edge: 'a', since }]);
  });

  test('counts as missing since the last life of the hub heard it', () => {
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
