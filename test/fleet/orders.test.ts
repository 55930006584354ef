import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../src/command/call.ts';
import type { Outcome } from '../../src/command/dispatch.ts';
import { type Fate, type Order, Orders, type Signs } from '../../src/fleet/orders.ts';
import { EdgeClock, type Ending, NobodyThere, ship, type Way } from '../../src/fleet/shipping.ts';
import { fleetTables } from '../../src/fleet/tables.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { lockedBy } from '../fakes/store.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';

const call: Call = {
  line: 'kick Billy',
  caller: { via: 'slash', role: 'steward', proof: 'discord', id: '1', name: 'Otto' },
};
const done = (text: string): Outcome => ({ kind: 'done', answer: { kind: 'note', text } });

let directory: string;
let store: Store;
let clock: FakeClock;
/** What was carried out: the id under which the audit stores it, and when, on the edge's clock. */
let ran: { act: string | undefined; at: number }[];
/** How long a command takes. */
let takesMs: number;
let faults: object[];

beforeEach(() => {
  directory = temporaryDirectory('fleet-orders');
  store = openStore(directory, [fleetTables]);
  clock = new FakeClock();
  [ran, takesMs, faults] = [[], 0, []];
});
afterEach(() => store.close());

/** One life of an edge. */
function life(segment: string): Orders {
  return new Orders({
    store,
    clock,
    segment,
    dispatcher: {
      dispatch: ({ act }, progress) => {
        ran.push({ act, at: clock.monotonic() });
        progress?.('on its way');
        if (takesMs === 0) return Promise.resolve(done(`${act}`));
        return new Promise((resolve) => clock.after(takesMs, () => resolve(done(`${act}`))));
      },
    },
    fateOf: (act) => Promise.resolve(act === 'audited' ? 'Carried out: the kick of Billy.' : undefined),
    log: { error: (fields) => faults.push(fields) },
  });
}

const order = (id: string, expires = 20_000, segment = 'a'): Order => ({ id, segment, expires, call });
const silent: Signs = { accepted() {}, progress() {} };
const over = (text: string): Fate => ({ kind: 'over', outcome: done(text) });

/** Runs everything that is due within this time. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 250) {
    clock.advance(Math.min(left, 250));
    for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
  }
}

describe('an edge carries out an order at most once', () => {
  test('and answers a repeat with the same result, even in a later life or after its time', async () => {
    const edge = life('a');
    expect(await edge.take(order('1'), silent)).toEqual(over('1'));
    expect(await edge.take(order('1'), silent)).toEqual(over('1'));
    clock.advance(60_000);
    expect(await edge.take(order('1'), silent)).toEqual(over('1'));
    expect(await life('b').take(order('1'), silent)).toEqual(over('1'));
    expect(await life('b').fate('1')).toEqual(over('1'));
    expect(ran).toEqual([{ act: '1', at: 0 }]);
  });

  test('and answers a repeat during the run with the same result', async () => {
    takesMs = 5000;
    const edge = life('a');
    const heard: string[] = [];
    const signs: Signs = { accepted: () => heard.push('accepted'), progress: (text) => heard.push(text) };
    const second: Signs = { accepted: () => heard.push('accepted'), progress() {} };
    const both = [edge.take(order('1'), signs), edge.take(order('1'), second)];
    expect(await edge.fate('1')).toEqual({ kind: 'running' });
    await pass(5000);
    expect(await Promise.all(both)).toEqual([over('1'), over('1')]);
    expect(heard).toEqual(['accepted', 'on its way', 'accepted']);
    expect(ran).toHaveLength(1);
  });

  test('unless it has expired or was meant for an earlier life', async () => {
    clock.advance(20_000);
    expect(await life('a').take(order('1'), silent)).toEqual({ kind: 'expired' });
    expect(await life('b').take(order('2', 30_000), silent)).toEqual({ kind: 'expired' });
    expect(await life('a').take(order('3', 20_001), silent)).toEqual(over('3'));
    expect(ran.map(({ act }) => act)).toEqual(['3']);
    expect(await life('a').fate('1')).toEqual({ kind: 'unknown' });
  });

  test('even after a crash, and answers with what the audit knows', async () => {
    takesMs = 5000;
    const edge = life('a');
    void edge.take(order('1'), silent);
    void edge.take(order('audited'), silent);
    const next = life('b');
    const unknown = { kind: 'interrupted', sentence: 'Pitwall was restarted meanwhile; this is not repeated.' };
    expect(await next.take(order('1'), silent)).toEqual(unknown);
    expect(await next.fate('1')).toEqual(unknown);
    expect(await next.fate('audited')).toEqual({ kind: 'interrupted', sentence: 'Carried out: the kick of Billy.' });
    expect(ran).toHaveLength(2);
  });

  test('and not at all if it cannot record the order', async () => {
    const unlock = lockedBy(directory);
    try {
      expect(await life('a').take(order('1'), silent)).toMatchObject({
        kind: 'over',
        outcome: {
          kind: 'failed',
          sentence: expect.stringMatching(/cannot store anything just now, so nothing was done/),
        },
      });
    } finally {
      unlock();
    }
    expect(ran).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(await life('a').take(order('1'), silent)).toEqual(over('1'));
  });

  test('and answers with the result even if it cannot record it', async () => {
    takesMs = 1000;
    const edge = life('a');
    const taken = edge.take(order('1'), silent);
    const unlock = lockedBy(directory);
    await pass(1000);
    expect(await taken).toEqual(over('1'));
    unlock();
    expect(await edge.fate('1')).toEqual(over('1'));
    expect(await life('b').fate('1')).toMatchObject({ kind: 'interrupted' });
  });

  test('and remembers the result for a week', async () => {
    const edge = life('a');
    await edge.take(order('1'), silent);
    clock.advance(7 * 24 * 60 * 60_000 - 1);
    edge.prune();
    expect(await edge.fate('1')).toEqual(over('1'));
    clock.advance(1);
    edge.prune();
    expect(await edge.fate('1')).toEqual({ kind: 'unknown' });
  });
});

describe('the expiry of an order', () => {
  test('is on the clock of the edge, as of its last heartbeat', () => {
    const edge = new EdgeClock(clock);
    expect(edge.expiry()).toBeUndefined();
    edge.heard({ segment: 'a', monotonic: 1000 });
    clock.advance(3000);
    expect(edge.expiry()).toEqual({ segment: 'a', expires: 24_000 });
    clock.advance(7000);
    expect(edge.expiry()).toEqual({ segment: 'a', expires: 31_000 });
    clock.advance(1);
    expect(edge.expiry()).toBeUndefined();
  });
});

describe('a hub', () => {
  const shipped = (way: Way, told: string[] = []) =>
    ship(order('1'), {
      way,
      clock,
      unconfirmed: () => told.push('unconfirmed'),
      progress: (text) => told.push(text),
    });

  test('reports at once that nothing ran if nobody listens', async () => {
    const way: Way = { send: () => Promise.reject(new NobodyThere()), fate: () => Promise.reject(new Error('away')) };
    expect(await shipped(way)).toEqual({ kind: 'never ran' });
  });

  test('reports a missing confirmation after two seconds, and that nothing ran after the expiry', async () => {
    const told: string[] = [];
    let end: Ending | undefined;
    const way: Way = {
      send: () => new Promise((_, reject) => clock.after(5000, () => reject(new Error('cut')))),
      fate: () => Promise.resolve({ kind: 'unknown' }),
    };
    void shipped(way, told).then((each) => {
      end = each;
    });
    await pass(1750);
    expect(told).toEqual([]);
    await pass(250);
    expect(told).toEqual(['unconfirmed']);
    await pass(17_500);
    expect(end).toBeUndefined();
    await pass(3000);
    expect(end).toEqual({ kind: 'never ran' });
  });

  test('asks again for an answer that was lost', async () => {
    const edge = life('a');
    const way: Way = {
      async send(each, signs) {
        await edge.take(each, signs);
        throw new Error('cut');
      },
      fate: (id) => edge.fate(id),
    };
    expect(await shipped(way)).toEqual(over('1'));
  });
});

describe('over a connection that stalls, drops and repeats, to an edge that restarts', () => {
  const journey = fc.record({
    sentAt: fc.integer({ min: 0, max: 40_000 }),
    /** Time until it arrives; null if it never does. */
    there: fc.option(fc.integer({ min: 0, max: 60_000 }), { freq: 8 }),
    again: fc.option(fc.integer({ min: 0, max: 60_000 }), { freq: 2 }),
    back: fc.option(fc.integer({ min: 0, max: 60_000 }), { freq: 4 }),
    takes: fc.constantFrom(0, 0, 3000, 30_000),
  });
  const restarts = fc.array(fc.integer({ min: 1, max: 80_000 }), { maxLength: 3 });

  test('no order runs late or twice, and every reported result is true', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(journey, { minLength: 1, maxLength: 25 }), restarts, async (journeys, ends) => {
        store.run('DELETE FROM fleet_commands');
        clock = new FakeClock();
        ran = [];
        const beats = new EdgeClock(clock);
        let lives = 0;
        let edge = life('s0');
        for (const end of ends) {
          clock.after(end, () => {
            lives += 1;
            edge = life(`s${lives}`);
          });
        }
        const endings = new Map<string, Ending>();
        const expiries = new Map<string, number>();
        const later = <T>(ms: number, work: () => Promise<T>): Promise<T> =>
          new Promise((resolve, reject) => clock.after(ms, () => work().then(resolve, reject)));
        const wayOf = ({ there, again, back, takes }: (typeof journeys)[number]): Way => ({
          send: (each, signs) => {
            const arrives = (ms: number) =>
              later(ms, () => {
                takesMs = takes;
                return edge.take(each, signs);
              });
            if (again !== null) void arrives(again);
            const fate = there === null ? new Promise<Fate>(() => {}) : arrives(there);
            // Nobody reports that an answer was lost.
            return fate.then((what) =>
              back === null ? new Promise(() => {}) : later(back, () => Promise.resolve(what)),
            );
          },
          fate: (id) => edge.fate(id),
        });
        journeys.forEach((each, index) => {
          clock.after(each.sentAt, () => {
            // The heartbeat took a while to arrive.
            beats.heard({ segment: `s${lives}`, monotonic: clock.monotonic() - 20 });
            const expiry = beats.expiry();
            if (!expiry) throw new Error('the edge is silent');
            const id = `${index}`;
            expiries.set(id, expiry.expires);
            const options = { way: wayOf(each), clock, unconfirmed() {}, progress() {} };
            void ship({ id, ...expiry, call }, options).then((end) => endings.set(id, end));
          });
        });
        await pass(200_000);

        const acts = ran.map(({ act }) => `${act}`);
        expect(new Set(acts).size).toBe(acts.length);
        for (const { act, at } of ran) expect(at).toBeLessThan(expiries.get(`${act}`) ?? 0);
        expect(endings.size).toBe(journeys.length);
        for (const [id, end] of endings) expect(end.kind !== 'never ran').toBe(acts.includes(id));
      }),
      { numRuns: 80 },
    );
  });
});
