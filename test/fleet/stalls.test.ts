/** A thousand commands over a connection that holds everything back for up to a minute, or swallows it. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { between, happens, pick, type Random, seeded, whole } from '../../sandbox/acserver/driving/random.ts';
import type { Call } from '../../src/command/call.ts';
import { type Fate, Orders } from '../../src/fleet/orders.ts';
import { EdgeClock, type Ending, ship, type Way } from '../../src/fleet/shipping.ts';
import { fleetTables } from '../../src/fleet/tables.ts';
import type { Clock } from '../../src/kit/clock.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { FakeClock } from '../fakes/clock.ts';
import { temporaryDirectory } from '../fakes/temporary.ts';
import { seed } from '../seed.ts';

const COMMANDS = 1000;
/** How long NATS's client waits for an answer, and for the fate of an order. */
const [ANSWERED_MS, FATE_MS] = [15 * 60_000, 2000];

const call: Call = {
  line: 'kick Billy',
  caller: { via: 'slash', role: 'steward', proof: 'discord', id: '1', name: 'Otto' },
};

let store: Store;
beforeEach(() => {
  store = openStore(temporaryDirectory('stalls'), [fleetTables]);
});
afterEach(() => store.close());

/** Both directions are held back, or lose data, together. */
class StallingWay {
  readonly #clock: FakeClock;
  readonly #random: Random;
  /** When data sent now arrives; never if it falls into a hole. */
  #opensAt = 0;
  #isHole = false;
  #isOver = false;

  constructor(clock: FakeClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.#stallLater();
  }

  carry(task: () => void): void {
    const isClosed = this.#clock.monotonic() < this.#opensAt;
    if (isClosed && this.#isHole) return;
    this.#clock.after(Math.max(0, this.#opensAt - this.#clock.monotonic()) + 20, task);
  }

  /** From now on everything passes. */
  clear(): void {
    this.#isOver = true;
  }

  #stallLater(): void {
    this.#clock.after(between(this.#random, 1000, 20_000), () => {
      if (this.#isOver) return;
      const ms = between(this.#random, 0, 60_000);
      this.#opensAt = this.#clock.monotonic() + ms;
      this.#isHole = happens(this.#random, 0.25, 1);
      this.#clock.after(ms, () => this.#stallLater());
    });
  }
}

/** An edge with a clock of its own, which is restarted now and then. */
class Edge {
  readonly #clock: FakeClock;
  readonly #random: Random;
  readonly ran: { readonly id: string; readonly at: number }[] = [];
  readonly own: Clock;
  orders: Orders;
  segment = '';
  #lives = 0;

  constructor(clock: FakeClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.own = {
      now: () => clock.now() + 90_000,
      monotonic: () => clock.monotonic() + 90_000,
      after: (ms, task) => clock.after(ms, task),
    };
    this.orders = this.restart();
  }

  restart(): Orders {
    this.#lives += 1;
    this.segment = `life ${this.#lives}`;
    const life = this.#lives;
    this.orders = new Orders({
      store,
      clock: this.own,
      segment: this.segment,
      dispatcher: {
        dispatch: ({ act }) => {
          this.ran.push({ id: `${act}`, at: this.own.monotonic() });
          const ms = pick(this.#random, [0, 0, 3000, 40_000]) ?? 0;
          return new Promise((resolve) => {
            // A killed edge says nothing more.
            const end = (): void => {
              if (life === this.#lives) resolve({ kind: 'done', answer: { kind: 'note', text: `${act}` } });
            };
            this.#clock.after(ms, end);
          });
        },
      },
      fateOf: () => Promise.resolve(undefined),
      log: { error() {} },
    });
    return this.orders;
  }
}

function wayTo(
  edge: Edge,
  way: StallingWay,
  { clock, random }: { readonly clock: FakeClock; readonly random: Random },
) {
  const inTime = <T>(ms: number, ask: (answer: (value: T) => void) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      clock.after(ms, () => reject(new Error('no answer')));
      ask(resolve);
    });
  return {
    send: (order, signs) =>
      inTime<Fate>(ANSWERED_MS, (answer) => {
        const arrive = (): void => {
          const heard = { accepted: () => way.carry(signs.accepted), progress: signs.progress };
          void edge.orders.take(order, heard).then((fate) => way.carry(() => answer(fate)));
        };
        way.carry(arrive);
        // Now and then a network repeats what it held back.
        if (happens(random, 0.1, 1)) way.carry(() => way.carry(arrive));
      }),
    fate: (id) =>
      inTime<Fate>(FATE_MS, (answer) =>
        way.carry(() => void edge.orders.fate(id).then((fate) => way.carry(() => answer(fate)))),
      ),
  } satisfies Way;
}

test(`of ${COMMANDS} commands none runs late or twice, and every reported result is true`, async () => {
  const random = seeded(seed);
  const clock = new FakeClock();
  const way = new StallingWay(clock, random);
  const edge = new Edge(clock, random);
  const beats = new EdgeClock(clock);
  const expiries = new Map<string, number>();
  const endings = new Map<string, Ending>();
  const beat = (): void => {
    const { segment } = edge;
    const monotonic = edge.own.monotonic();
    way.carry(() => beats.heard({ segment, monotonic }));
    clock.after(1000, beat);
  };
  beat();
  const send = (): void => {
    const expiry = beats.expiry();
    const id = `${expiries.size}`;
    if (expiry) {
      expiries.set(id, expiry.expires);
      const options = { way: wayTo(edge, way, { clock, random }), clock, unconfirmed() {}, progress() {} };
      void ship({ id, ...expiry, call }, options).then((ending) => endings.set(id, ending));
    }
    if (expiries.size < COMMANDS) clock.after(whole(random, 0, 1400), send);
    else way.clear();
  };
  send();
  const die = (): void => {
    edge.restart();
    clock.after(between(random, 30_000, 200_000), die);
  };
  clock.after(60_000, die);
  for (let turns = 0; endings.size < COMMANDS && turns < 60_000; turns += 1) {
    clock.advance(50);
    for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
  }

  const begun = edge.ran.map(({ id }) => id);
  expect(new Set(begun).size).toBe(begun.length);
  for (const { id, at } of edge.ran) expect(at, id).toBeLessThan(expiries.get(id) ?? 0);
  expect(endings.size).toBe(COMMANDS);
  const kinds = { over: 0, interrupted: 0, 'never ran': 0 };
  for (const [id, { kind }] of endings) {
    kinds[kind] += 1;
    expect(begun.includes(id), `${id}: ${kind}`).toBe(kind !== 'never ran');
  }
  for (const [kind, count] of Object.entries(kinds)) expect(count, kind).toBeGreaterThan(10);
});
