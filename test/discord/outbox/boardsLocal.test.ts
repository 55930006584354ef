import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openLocalDiscord } from '../../../sandbox/discord/server.ts';
import { Outbox } from '../../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../../src/discord/outbox/schema.ts';
import { discordTransport } from '../../../src/discord/outbox/transport.ts';
import { boardMessages } from '../../../src/discord/renderings/board.ts';
import { SteadyRest } from '../../../src/discord/session/steadyRest.ts';
import type { Store } from '../../../src/store/store.ts';
import { english } from '../../../src/texts/english/index.ts';
import { board, boardSession, orderRow } from '../../fakes/board.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openStore } from '../../fakes/openStore.ts';
import { HASTE } from '../../haste.ts';

// Against the local Discord, which refuses what the real one refuses.

const CHANNELS = ['log', 'plain', 'unpinnable', 'full', 'locked', 'closed', 'names'].map((name) => ({ name }));

type Local = Awaited<ReturnType<typeof openLocalDiscord>>;

let local: Local;
let directory: string;
let store: Store;
let clock: FakeClock;
let outbox: Outbox;
beforeAll(async () => {
  local = await openLocalDiscord({ port: 0, haste: HASTE, channels: CHANNELS });
});
afterAll(() => local.close());
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-boards-'));
  store = openStore(directory, [outboxTables]);
  clock = new FakeClock(Date.now());
  const places = { main: local.channel('plain'), log: local.channel('log') };
  outbox = new Outbox({ store, clock, log: { warn() {} }, words: english, hide: String, places });
  const rest = new SteadyRest({ api: local.api, version: '10', retries: 0 }).setToken(local.token);
  outbox.open(discordTransport(rest, local.applicationId, clock));
});
afterEach(async () => {
  await outbox.close(0);
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const show = (channel: string, lap: number): void =>
  outbox.show(
    local.channel(channel),
    'board/gt3',
    boardMessages(board({ session: boardSession({ lap }) }), english, clock.now()),
  );

const boards = (channel: string) =>
  local.world.messages(local.channel(channel)).filter(({ embeds }) => embeds.length > 0);

/** Pauses between attempts take no real time. */
const shows = (channel: string, lap: number) =>
  expect
    .poll(
      () => {
        clock.advance(3000);
        return boards(channel).map(({ embeds }) => embeds[0]?.description?.split('\n')[0]);
      },
      { timeout: 8000 },
    )
    .toEqual([`**Race** · spa · lap ${lap} of 12`]);

const told = () => local.world.messages(local.channel('log')).map(({ content }) => content);

test('a board is one pinned message with buttons', async () => {
  show('plain', 1);
  await shows('plain', 1);
  show('plain', 2);
  await shows('plain', 2);
  await expect.poll(() => boards('plain')[0]?.pinned).toBe(true);
  expect(JSON.stringify(boards('plain')[0]?.components)).toContain('1@gt3:server order');
});

describe('without a pin', () => {
  test.each([
    ['unpinnable', 'Missing Permissions (50013)', () => local.faults.deny('PinMessages', { channel: 'unpinnable' })],
    ['full', 'Maximum number of pins reached for the channel (250) (30003)', fillPins],
  ] as const)('a board in a channel that is %s goes on, and the log says so once', async (channel, reason, prepare) => {
    prepare();
    for (const lap of [1, 2, 3]) {
      show(channel, lap);
      await shows(channel, lap);
    }
    await expect.poll(() => told().filter((line) => line.includes(local.channel(channel))).length).toBe(1);
    expect(told().join('\n')).toContain(reason);
    expect(boards(channel)[0]?.pinned).toBe(false);
  });
});

function fillPins(): void {
  const channelId = local.channel('full');
  for (let count = 0; count < 250; count += 1) {
    const message = local.world.posts.post({ channelId, author: local.world.bot, body: { content: `${count}` } });
    local.world.posts.setPinned(message, true);
  }
}

test('a board is still edited after its channel was locked', async () => {
  show('locked', 1);
  await shows('locked', 1);
  local.world.overwrite('locked', { deny: ['SendMessages'] });
  show('locked', 2);
  await shows('locked', 2);
});

test('a channel closed from the beginning gets its board once it is opened', async () => {
  local.faults.deny('SendMessages', { channel: 'closed' });
  show('closed', 1);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    clock.advance(60_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(boards('closed')).toEqual([]);
  local.faults.allow('SendMessages', { channel: 'closed' });
  show('closed', 5);
  await shows('closed', 5);
});

test('Discord accepts names of every kind, on a full grid and a server with a long name', async () => {
  const names = [
    '`'.repeat(50),
    '👨‍👩‍👧‍👦'.repeat(20),
    'محمد بن سلمان',
    '佐藤 琢磨'.repeat(20),
    '@everyone',
    '\u202E'.repeat(40),
  ];
  const rows = Array.from({ length: 60 }, (_, carId) =>
    orderRow({
      carId,
      guid: `g${carId}`,
      name: names[carId % names.length] ?? '',
      number: String(carId * 17),
      gap: { laps: carId, ms: 62_300 },
      toServe: [{ type: 'stop-and-go', seconds: 10, lapsLeft: 3 }],
    }),
  );
  const state = board({ name: '*'.repeat(200), rows, openIncidents: 99, earlierIncidents: 99 });
  outbox.show(local.channel('names'), 'board/gt3', boardMessages(state, english, clock.now()));
  await expect.poll(() => boards('names').length).toBe(1);
});
