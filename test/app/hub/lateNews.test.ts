import { afterEach, beforeEach, expect, test } from 'vitest';
import { LateNews } from '../../../src/app/hub/lateNews.ts';
import { relayRace } from '../../../src/app/onDiscord.ts';
import { showingBus } from '../../../src/app/shownNames.ts';
import { openOwnStore } from '../../../src/app/tables.ts';
import { routingOf } from '../../../src/config/routing.ts';
import { Outbox } from '../../../src/discord/outbox/outbox.ts';
import type { EventBody, RaceEvent } from '../../../src/events/events.ts';
import type { Penalty } from '../../../src/events/penalty.ts';
import { Roster } from '../../../src/features/roster/roster.ts';
import type { FleetRow } from '../../../src/fleet/batch.ts';
import { Mirror } from '../../../src/fleet/mirror.ts';
import { Replica } from '../../../src/fleet/replica.ts';
import type { Store } from '../../../src/store/store.ts';
import { english } from '../../../src/texts/english/index.ts';
import { FakeChannels, settle } from '../../discord/outbox/rig.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BATCH = 200;
const mara = { carId: 0, guid: '76561198000000001', name: 'Mara Quint' };
const facts = {
  index: 0,
  kind: 'race',
  name: 'Race 1',
  minutes: 0,
  laps: 500,
  track: 'monza',
  layout: '',
  serverName: 'Monza',
  ambientC: 20,
  roadC: 25,
  weather: '3_clear',
  zeroAt: 0,
} as const;

/** A hub with one server, on host b. */
class Hub {
  readonly clock: FakeClock;
  readonly store: Store;
  readonly channels = new FakeChannels();
  readonly late: LateNews;
  readonly #outbox: Outbox;
  readonly #replica: Replica;
  #n = 0;
  /** How many transactions it has taken. */
  batches = 0;

  constructor(clock: FakeClock, directory: string, aheadMs = 0) {
    this.clock = clock;
    this.channels.clock = clock;
    this.store = openOwnStore(directory);
    const log = { warn() {}, error() {} };
    const held = (): readonly string[] => this.late.held();
    this.#outbox = new Outbox({
      store: this.store,
      clock,
      log,
      words: english,
      hide: (text) => text,
      held,
    });
    const released = (): void => this.#outbox.wakeAll();
    this.late = new LateNews({ store: this.store, clock, outbox: this.#outbox, words: english, released });
    const mirror = new Mirror({ store: this.store, server: 'monza', log });
    const routing = routingOf(
      { channelId: 'race', chatChannelId: 'chat', logChannelId: 'log', stewardChannelId: 'stewards' },
      { notices: { lap: 'log' } },
    );
    const content = { car: (model: string) => model, place: <T>(place: T) => place };
    const names = { roster: new Roster(), content };
    const told = { server: 'monza', routing, aheadMs: () => aheadMs };
    relayRace({ outbox: this.#outbox, config: { language: 'en' }, ...names }, routing, {
      bus: this.late.digesting(showingBus(mirror.bus, names), told),
      desk: { listen: () => () => {} },
    });
    this.#replica = new Replica({
      store: this.store,
      edge: 'b',
      mirrorOf: () => mirror,
      audit() {},
      broken() {},
      log,
    });
    this.#outbox.open(
      this.channels.transport(() => true),
      () => false,
    );
  }

  async hears(events: readonly RaceEvent[]): Promise<void> {
    for (let from = 0; from < events.length; from += BATCH) {
      const rows = events
        .slice(from, from + BATCH)
        .map((event): FleetRow => ({ kind: 'event', server: event.server, body: JSON.stringify(event) }));
      this.#replica.take({ segment: 's', from: this.#n + 1, rows }, undefined);
      this.#n += rows.length;
      this.batches += 1;
      // Gives Discord time to respond.
      await settle();
      await settle();
    }
  }

  /** Lets six seconds pass, so that Discord has been told everything. */
  async rest(): Promise<void> {
    for (let second = 0; second < 6; second += 1) {
      this.clock.advance(1000);
      this.late.look();
      await settle();
      await settle();
    }
  }

  waiting(): readonly { readonly content: string }[] {
    return this.store
      .all<{ body: string }>("SELECT body FROM outbox WHERE state = 'queued'")
      .map(({ body }) => JSON.parse(body) as { content: string });
  }
}

let clock: FakeClock;
let hub: Hub;
let directory: string;
beforeEach(() => {
  clock = new FakeClock();
  directory = temporaryDirectory('late');
  hub = new Hub(clock, directory);
});
afterEach(() => hub.store.close());

const event = (agoMs: number, body: EventBody): RaceEvent =>
  ({ server: 'monza', run: 1, session: 1, at: clock.now() - agoMs, ...body }) as RaceEvent;
const lap = (ago: number, number = 1, driver = mara): RaceEvent =>
  event(ago, { type: 'lapCompleted', driver, lapMs: 90_000, cuts: 0, lap: number, board: [] });
const field = Array.from({ length: 24 }, (_, carId) => ({
  carId,
  guid: `7656119800000${carId + 1000}`,
  name: `Car ${carId}`,
}));
const joined = (ago: number): RaceEvent =>
  event(ago, { type: 'driverJoined', driver: mara, model: 'mx5', skin: 'red' });
const left = (ago: number): RaceEvent => event(ago, { type: 'driverLeft', driver: mara });
const said = (ago: number, text: string): RaceEvent => event(ago, { type: 'chat', driver: mara, text });
const started = (ago: number): RaceEvent => event(ago, { type: 'sessionStarted', facts, again: false });
const penalty = (number: number, state: Penalty['state']): Penalty => ({
  server: 'monza',
  run: 1,
  session: 1,
  number,
  driver: mara,
  type: 'time',
  amount: 5,
  cause: 'given by an admin',
  reason: '',
  source: 'steward',
  by: 'Stig',
  at: clock.now() - HOUR_MS,
  state,
  counted: {},
});

test('laps and joins older than ten minutes are posted as one digest per session', async () => {
  await hub.hears([
    started(HOUR_MS),
    joined(HOUR_MS),
    ...Array.from({ length: 412 }, (_, index) => lap(50 * MINUTE_MS, index + 1)),
    left(11 * MINUTE_MS),
    lap(9 * MINUTE_MS, 413),
  ]);
  await hub.rest();
  const texts = hub.channels.texts('log').join('\n');
  expect(texts).toContain('⏳ Posted late, Race 1: 412 laps, 1 joined, 1 left');
  expect(texts.match(/⏱/g)).toHaveLength(1);
  expect(texts).not.toContain('→');
  expect(hub.store.all("SELECT 1 FROM fleet_state WHERE name LIKE 'late/%'")).toEqual([]);
  await hub.rest();
  expect(
    hub.channels
      .texts('log')
      .join('\n')
      .match(/Posted late/g),
  ).toHaveLength(1);
});

test('the chat of a long outage is posted as one message that ends with the last line', async () => {
  await hub.hears([
    started(HOUR_MS),
    ...Array.from({ length: 300 }, (_, index) => said(5 * MINUTE_MS, `line ${index + 1}`)),
    said(MINUTE_MS, 'hello'),
  ]);
  await hub.rest();
  const [now, digest, ...more] = hub.channels.texts('chat');
  expect(more).toEqual([]);
  expect(now).toContain('hello');
  expect(digest).toMatch(/^⏳ 300 chat lines, posted late:\n…\n/);
  expect(digest).toMatch(/\*\*Mara Quint\*\*: line 300$/);
  expect(digest?.length).toBeLessThanOrEqual(2000);
  expect(digest).not.toContain('line 1\n');
});

test('a card that changed during an outage is posted once, in its final state', async () => {
  const changes = [2_000_001, 2_000_002, 2_000_003].flatMap((number) => [
    event(HOUR_MS, { type: 'penaltyGiven', penalty: penalty(number, 'issued') }),
    ...Array.from({ length: 199 }, (_, index) => lap(HOUR_MS, index + 1)),
    event(HOUR_MS, {
      type: 'penaltyChanged',
      penalty: penalty(number, 'withdrawn'),
      before: { state: 'issued' },
      by: 'Stig',
    }),
  ]);
  await hub.hears([started(HOUR_MS), ...changes]);
  expect(hub.late.held()).toEqual(['monza']);
  const sentBefore = hub.channels.requests.filter((request) => request === 'edit').length;
  await hub.rest();
  expect(hub.late.held()).toEqual([]);
  expect(hub.waiting()).toEqual([]);
  const cards = hub.channels.messages.filter(({ body }) => /P-B\d/.test(JSON.stringify(body)));
  expect(cards.length).toBeGreaterThanOrEqual(3);
  expect([sentBefore, hub.channels.requests.filter((request) => request === 'edit').length]).toEqual([0, 0]);
});

test('events from a host with a wrong clock are treated as current', async () => {
  hub.store.close();
  hub = new Hub(clock, temporaryDirectory('late-clock'), -HOUR_MS);
  await hub.hears([started(HOUR_MS), said(HOUR_MS, 'on time'), joined(HOUR_MS)]);
  await hub.rest();
  expect(hub.channels.texts('chat').join()).toContain('on time');
  expect(hub.channels.texts('log').join()).toContain('→');
});

test('a hub restarted during an outage still posts the whole digest', async () => {
  await hub.hears([started(HOUR_MS), joined(HOUR_MS), lap(HOUR_MS)]);
  hub.store.close();
  hub = new Hub(clock, directory);
  await hub.rest();
  expect(hub.channels.texts('log').join('\n')).toContain('⏳ Posted late, Race 1: 1 lap, 1 joined');
});

test('a six-hour outage is read in batches of 200 rows and leads to fewer than ten requests', async () => {
  const rows = Number(process.env.ROWS ?? 2000);
  const events = Array.from({ length: rows }, (_, index) => {
    const ago = 6 * HOUR_MS - (index * (5 * HOUR_MS)) / rows;
    if (index === 0) return started(ago);
    if (index % 5 === 0) return said(ago, `line ${index}`);
    return index % 7 === 0 ? joined(ago) : lap(ago, 1 + Math.floor(index / 24), field[index % 24]);
  });
  await hub.hears(events);
  await hub.rest();
  expect(hub.batches).toBe(Math.ceil(rows / BATCH));
  expect(hub.store.get('SELECT count(*) AS rows FROM events')).toEqual({ rows });
  expect(hub.channels.requests.length).toBeLessThan(10);
});
