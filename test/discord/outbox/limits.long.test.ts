import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SimulatedRace } from '../../../bench/board/race.ts';
import { BUCKETS, type Bucket, Limits, RateLimited } from '../../../sandbox/discord/limits.ts';
import { Outbox } from '../../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../../src/discord/outbox/schema.ts';
import { discordTransport } from '../../../src/discord/outbox/transport.ts';
import { boardMessages } from '../../../src/discord/renderings/board.ts';
import { openBoard } from '../../../src/features/board/open.ts';
import { sleep } from '../../../src/kit/wait.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { english } from '../../../src/texts/english/index.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { chat, settle } from './rig.ts';

// Two hours of a race with a flood of chat, against the rate limits of the local Discord, on a fake clock.

const LATENCY_MS = 80;
const HOUR_MS = 3_600_000;

interface Asked {
  readonly method: string;
  readonly route: string;
  readonly body: string;
  readonly at: number;
}

/** Obeys rate limits like @discordjs/rest: one request at a time per bucket, none while its headers say it is full. */
class ObedientRest {
  readonly asked: Asked[] = [];
  refused = 0;
  readonly #clock: FakeClock;
  readonly #limits: Limits;
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #freeAt = new Map<string, number>();
  readonly #madeAt = new Map<string, number>();
  #ids = 10n ** 17n;

  constructor(clock: FakeClock) {
    this.#clock = clock;
    this.#limits = new Limits(clock);
  }

  post(route: string, { body }: { body: unknown }) {
    const [, webhook] = /^\/webhooks\/(\d+)\//.exec(route) ?? [];
    if (route.endsWith('/webhooks')) return this.#ask('POST', route, body, []);
    const buckets: [Bucket, string][] =
      webhook === undefined
        ? [[BUCKETS.messageCreate, route]]
        : [
            [BUCKETS.webhookExecute, webhook],
            [BUCKETS.webhooksOfChannel, webhook],
          ];
    return this.#ask('POST', route, body, buckets);
  }

  patch(route: string, { body }: { body: unknown }) {
    const [, channel = '', message = ''] = /^\/channels\/([^/]+)\/messages\/(\d+)/.exec(route) ?? [];
    const isOld = this.#clock.monotonic() - (this.#madeAt.get(message) ?? 0) > HOUR_MS;
    return this.#ask('PATCH', route, body, [[isOld ? BUCKETS.oldMessageEdit : BUCKETS.messageEdit, channel]]);
  }

  put = (route: string) => this.#ask('PUT', route, {}, []);
  get = async () => [];

  /** In order of arrival within each bucket. */
  #ask(method: string, route: string, body: unknown, buckets: readonly [Bucket, string][]): Promise<unknown> {
    const queue = buckets[0] ? `${method} ${buckets[0][0].name} ${buckets[0][1]}` : `${method} ${route}`;
    const turn = (this.#queues.get(queue) ?? Promise.resolve()).then(() => this.#send(method, route, body, buckets));
    this.#queues.set(queue, turn);
    return turn;
  }

  async #send(method: string, route: string, body: unknown, buckets: readonly [Bucket, string][]): Promise<unknown> {
    for (;;) {
      try {
        for (const [bucket, owner] of buckets) {
          const key = `${bucket.name} ${owner}`;
          const waitMs = (this.#freeAt.get(key) ?? 0) - this.#clock.monotonic();
          if (waitMs > 0) await sleep(this.#clock, waitMs);
          const headers = this.#limits.take(bucket, owner);
          const isFull = headers['x-ratelimit-remaining'] === '0';
          const afterMs = Number(headers['x-ratelimit-reset-after'] ?? 0) * 1000 + 50;
          if (isFull) this.#freeAt.set(key, this.#clock.monotonic() + afterMs);
        }
        this.#limits.takeGlobal();
        break;
      } catch (error) {
        if (!(error instanceof RateLimited)) throw error;
        this.refused += 1;
        await sleep(this.#clock, Number(error.headers['retry-after'] ?? 1) * 1000);
      }
    }
    this.asked.push({ method, route, body: JSON.stringify(body), at: this.#clock.monotonic() });
    await sleep(this.#clock, LATENCY_MS);
    const id = String(this.#ids++);
    if (method === 'POST') this.#madeAt.set(id, this.#clock.monotonic());
    return { id, token: 'token', application_id: '1' };
  }
}

describe('two hours of a race with a flood of chat, in one channel', () => {
  const clock = new FakeClock();
  const rest = new ObedientRest(clock);
  const delays: number[] = [];
  let store: Store;

  beforeAll(async () => {
    store = openStore(temporaryDirectory('limits'), [outboxTables]);
    store.get('PRAGMA synchronous=OFF');
    const outbox = new Outbox({ store, clock, log: { warn() {} }, words: english, hide: String });
    // Only the part of discord.js that the transport uses.
    outbox.open(discordTransport(rest as never, '1', clock), () => false);
    const race = new SimulatedRace({ clock, cars: 24, laps: 70, seed: 11 });
    openBoard(race.live, race.features).watch((state) =>
      outbox.show('main', 'board/gt3', boardMessages(state, english, clock.now())),
    );
    await raceFor(2 * HOUR_MS, race, outbox);
  }, 240_000);
  afterAll(() => store.close());

  async function raceFor(ms: number, race: SimulatedRace, outbox: Outbox): Promise<void> {
    for (let step = 0; clock.monotonic() < ms; step += 1) {
      race.step();
      // Four lines a second, every other minute.
      const isFlood = Math.floor(clock.monotonic() / 60_000) % 2 === 0;
      if (isFlood) outbox.post('main', chat(`line ${step}`, `Driver ${step % 24}`));
      if (step % 400 === 0) {
        const key = `incident/${Math.floor(step / 2000)}`;
        outbox.post('stewards', { lane: 'incident', key, body: { content: `notice ${step}` } });
        outbox.post('main', { lane: 'penalty', body: { content: `penalty ${step}` } });
        delays.push(clock.monotonic());
      }
      await settle();
    }
  }

  test('gets no 429 answer', () => {
    expect(rest.refused).toBe(0);
    expect(rest.asked.length).toBeGreaterThan(2000);
  });

  test('edits the board at least every 25 s, and on average every 5 s at most', () => {
    const edits = rest.asked.filter(({ method, body }) => method === 'PATCH' && body.includes('server order'));
    const waits = edits.slice(1).map(({ at }, index) => at - (edits[index]?.at ?? 0));
    expect(Math.min(...waits)).toBeGreaterThan(4000);
    expect(Math.max(...waits)).toBeLessThan(25_000);
    expect(edits.length).toBeLessThanOrEqual((2 * HOUR_MS) / 5000);
  });

  test('sends every notice to the stewards within half a second', () => {
    const sent = rest.asked.filter(({ route }) => route.startsWith('/channels/stewards/'));
    expect(sent).toHaveLength(delays.length);
    const late = sent.filter(({ at }, index) => at - (delays[index] ?? 0) > 500);
    expect(late).toEqual([]);
  });
});
