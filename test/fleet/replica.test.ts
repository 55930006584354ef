import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AuditRow, auditInto, auditOf, auditTables } from '../../src/command/audit.ts';
import type { RaceEvent } from '../../src/events/events.ts';
import type { Break } from '../../src/fleet/applier.ts';
import { type Batch, lastOf, type Position } from '../../src/fleet/batch.ts';
import { Mirror } from '../../src/fleet/mirror.ts';
import { Out } from '../../src/fleet/out.ts';
import { isBehind, Replica, streamPlaceIn } from '../../src/fleet/replica.ts';
import type { Start } from '../../src/fleet/rows.ts';
import { fleetTables } from '../../src/fleet/tables.ts';
import { journalTables, openJournal } from '../../src/race/journal.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { feedOver, type TestFeed } from '../fakes/feed.ts';
import { recording } from '../fakes/recordings.ts';
import { lockedBy } from '../fakes/store.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';

const TABLES = [journalTables, auditTables, fleetTables];
const clock = new FakeClock();

interface Hub {
  readonly store: Store;
  readonly mirror: Mirror;
  readonly replica: Replica;
  readonly told: RaceEvent[];
  readonly broken: Break[];
  readonly setBack: Partial<Start>[];
  readonly warnings: object[];
}

let hubDirectory: string;
let edgeStore: Store;
let feed: TestFeed;
let out: Out;
let hub: Hub;

beforeEach(() => {
  hubDirectory = temporaryDirectory('fleet-hub');
  edgeStore = openStore(temporaryDirectory('fleet-edge'), TABLES);
  feed = feedOver(edgeStore, clock);
  out = new Out({ store: edgeStore, clock, segment: 'a' });
  out.follow(feed.bus);
  hub = openHub();
});
afterEach(() => {
  edgeStore.close();
  hub.store.close();
});

function openHub(): Hub {
  const store = openStore(hubDirectory, TABLES);
  const [told, broken, warnings]: [RaceEvent[], Break[], object[]] = [[], [], []];
  const setBack: Partial<Start>[] = [];
  const log = { error: (fields: object) => warnings.push(fields), warn: (fields: object) => warnings.push(fields) };
  const mirror = new Mirror({ store, server: 'main', log });
  mirror.bus.live((event) => told.push(event));
  const replica = new Replica({
    store,
    edge: 'monza',
    mirrorOf: (server) => (server === 'main' ? mirror : undefined),
    audit: auditInto(store),
    broken: (each) => broken.push(each),
    setBack: (start) => setBack.push(start),
    log,
  });
  return { store, mirror, replica, told, broken, setBack, warnings };
}

function reopenHub(): void {
  hub.store.close();
  hub = openHub();
}

/** Everything the edge has after that position, in batches. */
function batches(place?: Position): Batch[] {
  const next = out.behind(place);
  return next ? [next, ...batches(lastOf(next))] : [];
}

const take = (...given: readonly Batch[]) => given.map((batch) => hub.replica.take(batch, undefined));
const run = (name: string): void => {
  for (const { packet } of recording(name)) feed.packets([packet]);
};

describe('the copy of a race', () => {
  test.each(['red-bull-ring', 'nurburgring_sprint_b'])('of %s has its events and its state', (name) => {
    feed.beginRun();
    run(name);
    take(...batches());
    const journal = openJournal(hub.store, 'main');
    expect(journal.run()).toBe(feed.journal.run());
    expect(journal.events()).toEqual(feed.journal.events());
    expect(hub.mirror.state()).toEqual(feed.state());
    expect(hub.told).toEqual(feed.events.map((event) => JSON.parse(JSON.stringify(event))));
  });

  test('continues after a hub restart, takes a new run and ignores repeats', () => {
    run('red-bull-ring');
    const first = batches();
    take(...first);
    reopenHub();
    expect(hub.mirror.state()).toEqual(feed.state());
    feed.beginRun();
    feed.notice({ type: 'serverHeard' });
    take(...first, ...batches(), ...batches());
    expect(hub.mirror.state()).toEqual(feed.state());
    expect(openJournal(hub.store, 'main').events()).toHaveLength(1);
    expect(hub.told.map(({ type }) => type)).toEqual(['serverHeard']);
  });

  test('reports its position, and asks for a rewind if rows are missing', () => {
    const many = Array.from({ length: 300 }, () => ({ type: 'serverSilent', silentMs: 1 }) as const);
    feed.notice(...many);
    const [first, second] = batches();
    if (!first || !second) throw new Error('it fits into one batch');
    expect(take(second)).toEqual([{ applied: undefined, rewind: true }]);
    expect(take(first)).toEqual([{ applied: { segment: 'a', n: 200 }, rewind: undefined }]);
    expect(hub.replica.stands()).toEqual({ applied: { segment: 'a', n: 200 } });
    expect(hub.replica.where(['a', 'b'])).toEqual({
      applied: { segment: 'a', n: 200 },
      common: { segment: 'a', n: 200 },
    });
  });

  test('takes a batch completely or not at all', () => {
    feed.notice({ type: 'serverHeard' }, { type: 'serverSilent', silentMs: 1 });
    const [batch] = batches();
    if (!batch) throw new Error('nothing was kept');
    const unlock = lockedBy(hubDirectory);
    try {
      expect(() => hub.replica.take(batch, { created: 'now', sequence: 1 })).toThrow('locked by another program');
    } finally {
      unlock();
    }
    expect(hub.told).toEqual([]);
    expect(streamPlaceIn(hub.store)).toBeUndefined();
    hub.replica.take(batch, { created: 'now', sequence: 1 });
    expect(hub.told.map(({ type }) => type)).toEqual(['serverHeard', 'serverSilent']);
    expect(streamPlaceIn(hub.store)).toEqual({ created: 'now', sequence: 1 });
  });

  test('skips invalid rows and logs each of them', () => {
    feed.notice({ type: 'serverHeard' });
    out.add({ kind: 'event', server: 'main', body: '{"type":"lapCompleted"}' });
    out.add({ kind: 'event', server: 'main', body: 'no JSON' });
    out.add({ kind: 'event', server: 'gt4', body: JSON.stringify({ ...feed.events[0], server: 'gt4' }) });
    out.add({ kind: 'event', server: 'main', body: JSON.stringify({ ...feed.events[0], server: 'gt4' }) });
    out.add({ kind: 'audit', body: '{"act":1}' });
    feed.notice({ type: 'serverSilent', silentMs: 1 });
    take(...batches());
    expect(hub.told.map(({ type }) => type)).toEqual(['serverHeard', 'serverSilent']);
    expect(hub.warnings).toHaveLength(5);
    expect(hub.replica.stands().applied).toEqual({ segment: 'a', n: 8 });
  });

  test('continues if a listener fails on an event', () => {
    hub.mirror.bus.durable(({ type }) => {
      if (type === 'serverHeard') throw new Error('no card for it');
      return undefined;
    });
    feed.notice({ type: 'serverHeard' }, { type: 'serverSilent', silentMs: 1 });
    take(...batches());
    expect(hub.told).toHaveLength(2);
    expect(hub.warnings).toMatchObject([{ type: 'serverHeard', server: 'main' }]);
  });

  test('contains the audit rows, in order with the events', () => {
    const asked: AuditRow = {
      act: 'x',
      at: 1,
      server: 'main',
      caller: { via: 'slash', id: '1', name: 'Otto', role: 'steward' },
      command: 'kick',
      is: 'act',
      args: { driver: 'Billy' },
      outcome: 'asked',
      steps: [],
    };
    out.addAudit(asked);
    feed.notice({ type: 'serverHeard' });
    out.addAudit({ ...asked, outcome: 'done' });
    feed.notice({ type: 'serverSilent', silentMs: 1 });
    take(...batches());
    expect(auditOf(hub.store, 'x')).toMatchObject({ outcome: 'done', command: 'kick', args: { driver: 'Billy' } });
    expect(hub.mirror.state()).toEqual(feed.state());
    expect(hub.told).toHaveLength(2);
  });
});

test.each([
  ['the same hub', { created: 'a', sequence: 5 }, { created: 'a', sequence: 5 }, false],
  [
    'a hub that has read further since its last report',
    { created: 'a', sequence: 6 },
    { created: 'a', sequence: 5 },
    false,
  ],
  ['a restored backup', { created: 'a', sequence: 4 }, { created: 'a', sequence: 5 }, true],
  ['a new hub', undefined, { created: 'a', sequence: 5 }, true],
  ['a hub that has read another stream', { created: 'b', sequence: 4 }, { created: 'a', sequence: 5 }, false],
  ['the very first hub', undefined, undefined, false],
])('tells whether a hub with the store of %s was rolled back', (_, own, before, isSetBack) => {
  expect(isBehind(own, before)).toBe(isSetBack);
});

describe('an edge that was rolled back', () => {
  test('is accepted if it names what was told, and the break is reported', () => {
    feed.notice({ type: 'serverHeard' }, { type: 'serverSilent', silentMs: 1 });
    take(...batches());
    const other: Batch = {
      segment: 'b',
      after: { segment: 'a', n: 2 },
      from: 1,
      rows: [{ kind: 'start', body: '{}' }],
    };
    expect(take(other)).toEqual([{ applied: { segment: 'a', n: 3 }, rewind: true }]);
    const despite = { segment: 'a', n: 3 };
    expect(take({ ...other, despite })).toEqual([{ applied: { segment: 'b', n: 1 }, rewind: undefined }]);
    expect(hub.broken).toEqual([{ told: despite, kept: { segment: 'a', n: 2 } }]);
    expect(hub.setBack).toEqual([{}]);
    expect(take(...batches())).toEqual([{ applied: { segment: 'b', n: 1 }, rewind: undefined }]);
    expect(hub.told).toHaveLength(2);
  });

  test('sends its position in its first row and is told how far it had counted', () => {
    const [counted, before] = [
      { last: { decisions: 2_000_018 }, runs: { main: 4 } },
      { last: { decisions: 2_000_012 }, runs: { main: 3 } },
    ];
    take({ segment: 'a', from: 1, rows: [{ kind: 'start', body: '{"at":1}' }], counted });
    expect(hub.replica.where(['a']).counted).toMatchObject(counted);
    const start = { at: 9, newest: 5, counted: before };
    const [told, despite] = [[{ kind: 'start', body: JSON.stringify(start) }] as const, { segment: 'a', n: 1 }];
    take({ segment: 'b', after: { segment: 'a', n: 0 }, from: 1, rows: told, despite, counted: before });
    expect(hub.setBack).toEqual([start]);
    reopenHub();
    expect(hub.replica.where(['b']).counted).toMatchObject(counted);
  });

  test('to nothing has a new disk; a hub without data about an edge is no rollback', () => {
    const rows = [{ kind: 'event', server: 'main', body: '{}' }] as const;
    take({ segment: 'a', after: { segment: 'x', n: 9 }, from: 41, rows, despite: null });
    expect([hub.broken.length, hub.setBack.length]).toEqual([1, 0]);
    take({ segment: 'b', from: 1, rows, despite: { segment: 'a', n: 41 } });
    expect([hub.broken.length, hub.setBack.length]).toEqual([2, 1]);
  });

  test('is not assumed if rows are missing because they were pruned', () => {
    const rows = [{ kind: 'event', server: 'main', body: '{}' }] as const;
    take({ segment: 'a', from: 1, rows });
    take({ segment: 'a', from: 9, rows, despite: { segment: 'a', n: 1 } });
    expect([hub.broken.length, hub.setBack.length]).toEqual([1, 0]);
  });
});
