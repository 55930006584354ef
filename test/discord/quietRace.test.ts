/** How many messages a channel gets in a race: 24 cars, 40 laps, on a clock that the test moves. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Channels } from '../../src/config/channelSettings.ts';
import type { NoticeTable } from '../../src/config/notices.ts';
import { routingOf } from '../../src/config/routing.ts';
import { relayToDiscord } from '../../src/discord/cards/relay.ts';
import { Outbox } from '../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../src/discord/outbox/schema.ts';
import type { EventBody, SessionFacts } from '../../src/events/events.ts';
import { english } from '../../src/texts/english/index.ts';
import { classification } from '../fakes/results.ts';
import { type IncidentRig, incidentRig } from '../features/incidents/rig.ts';
import { FakeChannels, settle } from './outbox/rig.ts';

const HOUR_MS = 60 * 60_000;
const [CARS, LAPS, LAP_MS] = [24, 40, 110_000] as const;

const ALL: Channels = { channelId: 'main', chatChannelId: 'chat', stewardChannelId: 'stewards', logChannelId: 'log' };
const ONE: Channels = { channelId: 'main' };

let rig: IncidentRig;
afterEach(() => rig.remove());

const driver = (index: number) => ({ carId: index, guid: `765611979000000${10 + index}`, name: `Driver ${index}` });
const drivers = Array.from({ length: CARS }, (_, index) => driver(index));

const facts = (kind: SessionFacts['kind'], more: Partial<SessionFacts>): SessionFacts => ({
  index: 0,
  kind,
  name: kind,
  minutes: 0,
  laps: 0,
  track: 'spa',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 20,
  roadC: 26,
  weather: '3_clear',
  ...more,
});

type Tell = (...bodies: EventBody[]) => Promise<void>;
type Wait = (ms: number) => Promise<void>;

/** All events of a clean race weekend, from the start of the server. */
class Weekend {
  readonly #tell: Tell;
  readonly #wait: Wait;

  constructor(tell: Tell, wait: Wait) {
    this.#tell = tell;
    this.#wait = wait;
  }

  async run(): Promise<void> {
    await this.#tell({ type: 'serverStarted', version: 'v1.16', adopted: false });
    await this.#tell({ type: 'lobbyRegistered', by: 'server' });
    await this.#session('qualify', 15, 6);
    await this.#session('race', LAPS, LAPS);
    await this.#tell({ type: 'classified', classification: classification({ session: 2 }) });
    for (const each of drivers) await this.#tell({ type: 'driverLeft', driver: each });
    await this.#tell({ type: 'serverStopped', expected: true, lastLines: [] });
  }

  async #session(kind: 'qualify' | 'race', length: number, laps: number): Promise<void> {
    const measure = kind === 'race' ? { laps: length } : { minutes: length };
    await this.#tell({ type: 'sessionStarted', facts: facts(kind, measure), again: false });
    if (kind === 'qualify') {
      for (const each of drivers) {
        await this.#tell({ type: 'driverJoined', driver: each, model: 'ks_porsche_911_gt3_r_2016', skin: '' });
        await this.#wait(5_000);
      }
    }
    for (let lap = 1; lap <= laps; lap += 1) await this.#lap(lap);
    await this.#tell({ type: 'sessionEnded', resultsFile: `results/${kind}.json` });
  }

  /** Each lap is a little quicker than the last, so there is always a new fastest lap; somebody brushes a wall. */
  async #lap(lap: number): Promise<void> {
    const [first = driver(0), second = driver(1)] = drivers;
    for (const each of drivers) {
      const lapMs = LAP_MS - lap * 40 + each.carId * 25;
      await this.#tell({ type: 'lapCompleted', driver: each, lapMs, cuts: 0, lap, board: [] });
      await this.#wait(LAP_MS / CARS);
    }
    const at = { position: [0, 0, 0], relativePosition: [0, 0, 0] } as const;
    await this.#tell({ type: 'contact', against: 'wall', driver: first, speedKmh: 14, ...at });
    if (lap % 5 === 0) {
      await this.#tell({ type: 'contact', against: 'car', driver: first, other: second, speedKmh: 7, ...at });
      await this.#tell({ type: 'contact', against: 'car', driver: first, other: driver(5), speedKmh: 22, ...at });
    }
    if (lap % 8 === 0) await this.#tell({ type: 'chat', driver: second, text: `lap ${lap}, still alive` });
  }
}

async function weekend(channels: Channels, notices: Partial<NoticeTable> = {}) {
  rig = incidentRig({ tables: [outboxTables] });
  const { store, clock, feed } = rig;
  const posted = new FakeChannels();
  posted.clock = clock;
  // Drivers can read all channels except the two for officials.
  for (const each of ['main', 'chat']) posted.open.add(each);
  const log = { warn() {} };
  const outbox = new Outbox({ store, clock, log, words: english, hide: String });
  relayToDiscord(feed.bus, outbox, routingOf(channels, { notices }), english);
  outbox.open(
    posted.transport(() => true),
    (channel) => posted.open.has(channel),
  );
  feed.beginRun();
  const wait = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await settle();
  };
  await new Weekend(async (...bodies) => {
    feed.notice(...bodies);
    await settle();
  }, wait).run();
  await wait(5 * 60_000);
  const times = posted.messages.filter(({ channel }) => channel === 'main').map(({ at }) => at);
  const texts = posted.messages
    .filter(({ channel }) => channel === 'main')
    .map(({ content, title = '' }) => content || title);
  const inHour = (from: number): number => times.filter((at) => at >= from && at < from + HOUR_MS).length;
  return { posted, texts, mostInAnHour: Math.max(...times.map(inHour)) };
}

describe('the main channel of a clean race with 24 cars over 40 laps', () => {
  test('gets at most ten messages in any hour', async () => {
    const { mostInAnHour, texts, posted } = await weekend(ALL);
    expect(mostInAnHour).toBeLessThanOrEqual(10);
    // It is not silent either.
    expect(texts.join('\n')).toMatch(/The server is up[\s\S]*qualify[\s\S]*race/);
    expect(texts.join('\n')).not.toMatch(/lap \d|joined|km\/h impact|hit the wall/);
    expect(posted.texts('stewards').join('\n')).not.toContain('km/h impact');
    const log = posted.texts('log').join('\n');
    for (const words of ['joined', 'hit the wall', 'km/h impact']) expect(log).toContain(words);
  });

  test('gets as few if it is the only channel, without chat', async () => {
    const { mostInAnHour, texts } = await weekend(ONE, { chat: 'off' });
    expect(mostInAnHour).toBeLessThanOrEqual(10);
    expect(texts.join('\n')).not.toMatch(/INC-|lap \d|joined|km\/h impact|hit the wall/);
  });

  test('gets far more if the owner wants every lap', async () => {
    const { mostInAnHour } = await weekend(ALL, { lap: 'race' });
    expect(mostInAnHour).toBeGreaterThan(100);
  });
});
