import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BATCH, lastOf, type Position, ROW_BYTES } from '../../src/fleet/batch.ts';
import { KEPT_MS, Out } from '../../src/fleet/out.ts';
import { fleetTables } from '../../src/fleet/tables.ts';
import { journalTables } from '../../src/race/journal.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { feedOver } from '../fakes/feed.ts';
import { recording } from '../fakes/recordings.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { MemoryOut } from './rows.ts';

let directory: string;
let store: Store;
let clock: FakeClock;
beforeEach(() => {
  directory = temporaryDirectory('fleet-out');
  store = openStore(directory, [journalTables, fleetTables]);
  clock = new FakeClock();
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const life = (segment: string): Out => new Out({ store, clock, segment });
const row = (body: unknown) => ({ kind: 'event', server: 'main', body: JSON.stringify(body) }) as const;

describe('the rows kept by an edge for the hub', () => {
  test('start with a row for the current life', () => {
    const out = life('a');
    out.add(row(1));
    expect(out.behind(undefined)).toEqual({
      segment: 'a',
      after: undefined,
      from: 1,
      rows: [{ kind: 'start', server: undefined, body: `{"at":${clock.now()}}` }, row(1)],
    });
    expect(out.behind({ segment: 'a', n: 2 })).toBeUndefined();
  });

  test('name the row before the next life, even if nothing of the last life is left', () => {
    const first = life('a');
    first.add(row(1));
    const second = life('b');
    expect(second.behind({ segment: 'a', n: 2 })).toMatchObject({
      segment: 'b',
      after: { segment: 'a', n: 2 },
      from: 1,
    });
    second.confirm({ segment: 'a', n: 2 });
    clock.advance(KEPT_MS);
    second.prune();
    expect(second.behind(undefined)).toMatchObject({ segment: 'b', after: { segment: 'a', n: 2 }, from: 1 });
  });

  test('are rolled back with their transaction', () => {
    const out = life('a');
    expect(() =>
      store.transaction(() => {
        out.add(row(1));
        throw new Error('the disk is full');
      }),
    ).toThrow('the disk is full');
    out.add(row(2));
    expect(out.behind({ segment: 'a', n: 1 })?.rows).toEqual([row(2)]);
  });

  test('are kept for a day after the hub has them, and longer if the hub loses some', () => {
    const out = life('a');
    out.add(row(1));
    out.confirm({ segment: 'a', n: 2 });
    clock.advance(KEPT_MS - 1);
    out.prune();
    expect(out.behind(undefined)?.rows).toHaveLength(2);
    out.confirm({ segment: 'a', n: 1 });
    expect(out.waiting()).toBe(1);
    clock.advance(1);
    out.prune();
    expect(out.behind(undefined)).toMatchObject({ from: 2, rows: [row(1)] });
  });

  test('are sent in batches that fit into a message', () => {
    const out = life('a');
    store.transaction(() => {
      for (let each = 0; each < 450; each += 1) out.add(row(each));
    });
    expect(out.behind({ segment: 'a', n: 1 })?.rows).toHaveLength(BATCH.rows);
    const large = life('b');
    const half = 'x'.repeat(BATCH.bytes / 2);
    for (let each = 0; each < 3; each += 1) large.add(row(half));
    large.add(row('x'.repeat(2 * BATCH.bytes)));
    const lengths: number[] = [];
    for (let place: Position = { segment: 'b', n: 1 }; ; ) {
      const portion = large.behind(place);
      if (!portion) break;
      lengths.push(portion.rows.length);
      place = lastOf(portion);
    }
    expect(lengths).toEqual([1, 1, 1, 1]);
  });

  test('replace a row too large for any message by a note, and continue', () => {
    const out = life('a');
    out.add(row('x'.repeat(ROW_BYTES)));
    expect(out.behind({ segment: 'a', n: 1 })?.rows).toEqual([
      { kind: 'dropped', server: 'main', body: JSON.stringify({ kind: 'event', bytes: ROW_BYTES + 2 }) },
    ]);
  });

  test('contain every journaled event in order', () => {
    const feed = feedOver(store, clock, 'main');
    feed.bus.durable(({ type }) => (type === 'serverHeard' ? [{ type: 'serverSilent', silentMs: 1 }] : undefined));
    const out = life('a');
    out.follow(feed.bus);
    feed.packets(
      recording('red-bull-ring')
        .slice(0, 200)
        .map(({ packet }) => packet),
    );
    feed.notice({ type: 'serverHeard' });
    const kept = out.behind({ segment: 'a', n: 1 })?.rows.map(({ body }) => JSON.parse(body));
    expect(kept?.length).toBeGreaterThan(5);
    expect(kept).toEqual(feed.journal.events());
  });
});

describe('the rows of a random run', () => {
  const place = fc.record({ segment: fc.constantFrom('s0', 's1', 's2', 'unknown'), n: fc.integer({ min: 0, max: 9 }) });
  const step = fc.oneof(
    fc.record({ do: fc.constant('add' as const), rows: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      do: fc.constantFrom('confirm' as const, 'look' as const),
      place: fc.option(place, { nil: undefined }),
    }),
    fc.record({ do: fc.constantFrom('live' as const, 'day' as const) }),
  );

  test('are the same in memory and in the store', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        for (const each of ['fleet_out', 'fleet_segments', 'fleet_state']) store.run(`DELETE FROM ${each}`);
        let lives = 0;
        let rowsOfThisLife = 1;
        let [memory, stored] = [new MemoryOut('s0', undefined, BATCH.rows), life('s0')];
        // No hub has more of this life than the edge itself.
        const possible = (of: Position | undefined) =>
          of?.segment === `s${lives}` ? { ...of, n: Math.min(of.n, rowsOfThisLife) } : of;
        const told = (from: MemoryOut | Out, of: Position | undefined) => {
          const portion = from.behind(of);
          return portion && { ...portion, rows: portion.rows.length };
        };
        for (const each of steps) {
          if (each.do === 'add') {
            rowsOfThisLife += each.rows;
            for (let added = 0; added < each.rows; added += 1) {
              memory.add('');
              stored.add(row(''));
            }
          } else if (each.do === 'confirm') {
            memory.confirm(possible(each.place));
            stored.confirm(possible(each.place));
          } else if (each.do === 'look') expect(told(stored, each.place)).toEqual(told(memory, each.place));
          else if (each.do === 'day') {
            clock.advance(KEPT_MS);
            memory.prune();
            stored.prune();
          } else {
            lives += 1;
            rowsOfThisLife = 1;
            [memory, stored] = [new MemoryOut(`s${lives}`, memory, BATCH.rows), life(`s${lives}`)];
          }
          expect(stored.applied()).toEqual(memory.applied());
          expect(told(stored, undefined)).toEqual(told(memory, undefined));
        }
      }),
      { numRuns: 60 },
    );
  });
});
