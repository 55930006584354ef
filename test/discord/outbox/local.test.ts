import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLocalDiscord } from '../../../sandbox/discord/server.ts';
import { Outbox } from '../../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../../src/discord/outbox/schema.ts';
import { discordTransport } from '../../../src/discord/outbox/transport.ts';
import { SteadyRest } from '../../../src/discord/session/steadyRest.ts';
import { restore } from '../../../src/store/restore.ts';
import type { Store } from '../../../src/store/store.ts';
import { english } from '../../../src/texts/english/index.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openStore } from '../../fakes/openStore.ts';
import { HASTE } from '../../haste.ts';
import { chat, race, state } from './rig.ts';

const MESSAGES = { method: 'POST', path: '/channels/:channel/messages' };
const EXECUTE = { method: 'POST', path: '/webhooks/:webhook/:token' };

const CHANNELS = [
  'ping',
  'a',
  'b',
  'c',
  'busy',
  'proxy',
  'restored',
  'changed',
  'doubted',
  '10003',
  '50013',
  '50001',
].map((name) => ({ name }));

type Local = Awaited<ReturnType<typeof openLocalDiscord>>;

let local: Local;
let directory: string;
let store: Store;
let clock: FakeClock;
let outbox: Outbox;
beforeAll(async () => {
  local = await openLocalDiscord({ port: 0, haste: HASTE, channels: CHANNELS, people: [{ name: 'Ada', roles: [] }] });
});
afterAll(() => local.close());
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-outbox-'));
  start(Date.now());
  connect();
});
afterEach(async () => {
  await outbox.close(0);
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

function start(at: number): void {
  store = openStore(directory, [outboxTables]);
  clock = new FakeClock(at);
  outbox = new Outbox({ store, clock, log: { warn() {} }, words: english, hide: String });
}

function connect(): void {
  const rest = new SteadyRest({ api: local.api, version: '10', retries: 0 }).setToken(local.token);
  outbox.open(discordTransport(rest, local.applicationId, clock));
}

const texts = (channel: string) =>
  local.world.messages(local.channel(channel)).map(({ author, content }) => `${author.username}: ${content}`);
test('a driver is pinged only by the line meant for them', async () => {
  const ada = local.person('Ada').id;
  const channel = local.channel('ping');
  outbox.post(channel, { lane: 'penalty', body: { content: `<@${ada}> P-1` }, mentions: [ada] });
  outbox.post(channel, { lane: 'penalty', body: { content: `<@${ada}> said P-2` } });
  await done();
  const said = local.world.messages(channel).slice(-2);
  expect(said.map(({ content, mentions }) => [content, mentions.map(({ id }) => id)])).toEqual([
    [`<@${ada}> P-1`, [ada]],
    [`<@${ada}> said P-2`, []],
  ]);
});

const isDone = () => store.get(`SELECT 1 FROM outbox WHERE state IN ('queued', 'sending')`) === undefined;

/** Waits until the outbox is empty; pauses between attempts take no real time. */
const done = () =>
  expect
    .poll(
      () => {
        clock.advance(2000);
        return isDone();
      },
      { timeout: 8000 },
    )
    .toBe(true);

test('a notice whose answer is lost is posted once', async () => {
  local.faults.fail({ ...MESSAGES, status: 502, executed: true });
  local.faults.fail({ ...MESSAGES, status: 'cut', executed: true });
  local.faults.fail({ ...MESSAGES, status: 500 });
  outbox.post(local.channel('a'), race('lap 1'));
  await done();
  expect(texts('a')).toEqual(['pitwall: lap 1']);
});

test('chat whose answer is lost is posted once, with or without a webhook', async () => {
  local.faults.fail({ ...EXECUTE, status: 502, executed: true });
  outbox.post(local.channel('b'), chat('hello'));
  await done();
  local.faults.deny('ManageWebhooks');
  local.faults.fail({ ...MESSAGES, status: 'cut', executed: true });
  outbox.post(local.channel('c'), chat('hello', 'Ele*na'));
  await done();
  local.faults.allow('ManageWebhooks');
  expect([...texts('b'), ...texts('c')]).toEqual(['Elena: hello', 'pitwall: **Ele\\*na**: hello']);
});

test('a board whose edit is lost shows its latest state', async () => {
  outbox.post(local.channel('a'), state('lap 1'));
  await done();
  local.faults.fail({ method: 'PATCH', path: '/channels/:channel/messages/:message', status: 502 });
  outbox.post(local.channel('a'), state('lap 2'));
  await done();
  expect(texts('a').at(-1)).toBe('pitwall: lap 2');
});

test('chat whose answer is lost is posted once, even in a busy channel', async () => {
  const ada = local.person('Ada');
  const author = local.world.user(ada.id);
  if (!author) throw new Error('there is no Ada');
  const channelId = local.channel('busy');
  for (let index = 0; index < 150; index += 1) {
    local.world.posts.post({ channelId, author, body: { content: `line ${index}` } });
  }
  local.faults.fail({ ...EXECUTE, status: 502, executed: true });
  outbox.post(channelId, chat('hello'));
  await done();
  expect(texts('busy').filter((text) => text === 'Elena: hello')).toHaveLength(1);
});

test('posts that Discord refuses for a while are posted later, whatever the error code', async () => {
  const refused = { a: 10003, b: 50013, c: 50001 } as const;
  for (const [channel, code] of Object.entries(refused)) {
    local.faults.refuseIn(channel, code, 200);
    outbox.post(local.channel(channel), race(`lap ${code}`));
    outbox.post(local.channel(channel), chat(`hello ${code}`));
  }
  await done();
  for (const [channel, code] of Object.entries(refused)) {
    expect(texts(channel)).toEqual(expect.arrayContaining([`pitwall: lap ${code}`, `Elena: hello ${code}`]));
  }
});

test('a post that a proxy answers with 200 is sent again', async () => {
  const channelId = local.channel('proxy');
  local.faults.failAsProxy(200, 2);
  outbox.post(channelId, race('lap 1'));
  await done();
  outbox.post(channelId, chat('hello'));
  await done();
  local.faults.failAsProxy(200, 2);
  outbox.post(channelId, chat('anyone?'));
  await done();
  expect(texts('proxy')).toEqual(['pitwall: lap 1', 'Elena: hello', 'Elena: anyone?']);
});

test('chat in a thread is posted under the name of the driver', async () => {
  const threadId = local.world.places.openThread({
    parentId: local.channel('a'),
    name: 'Race chat',
    ownerId: local.applicationId,
  }).id;
  outbox.post(threadId, chat('hello'));
  await done();
  const [message] = local.world.messages(threadId);
  expect(message).toMatchObject({ content: 'hello', author: { username: 'Elena' } });
});

/** Backs up the store. @returns a function that restarts Pitwall on that backup a moment later, without connecting */
function backUpNow(): () => Promise<void> {
  const copy = join(directory, 'backup');
  store.run('VACUUM INTO ?', copy);
  return async () => {
    await outbox.close(0);
    store.close();
    restore({ directory, backup: copy, rooms: [outboxTables], changes: [], at: clock.now() });
    start(clock.now() + 1000);
  };
}

test('a store restored from a backup posts everything new', async () => {
  const channel = local.channel('restored');
  outbox.post(channel, race('lap 1'));
  await done();
  const goBack = backUpNow();
  for (const text of ['lap 2', 'lap 3']) outbox.post(channel, race(text));
  await done();
  await goBack();
  connect();
  for (const text of ['lap 12', 'lap 13', 'lap 14']) {
    outbox.post(channel, race(text));
    await done();
  }
  const laps = [1, 2, 3, 12, 13, 14];
  expect(texts('restored')).toEqual(laps.map((lap) => `pitwall: lap ${lap}`));
});

test('a restored store posts a new state of a message queued in the backup', async () => {
  const channel = local.channel('changed');
  await outbox.close(0);
  store.close();
  start(clock.now() + 1000);
  outbox.post(channel, state('lap 1'));
  const goBack = backUpNow();
  connect();
  await done();
  await goBack();
  outbox.post(channel, state('lap 9'));
  connect();
  await done();
  expect(texts('changed')).toEqual(['pitwall: lap 1', 'pitwall: lap 9']);
});

test('a restored store does not repeat a message in doubt in the backup', async () => {
  const channel = local.channel('doubted');
  local.faults.fail({ ...MESSAGES, status: 'cut', executed: true });
  outbox.post(channel, race('lap 1'));
  await expect.poll(() => texts('doubted')).toEqual(['pitwall: lap 1']);
  const goBack = backUpNow();
  await goBack();
  connect();
  outbox.post(channel, race('lap 2'));
  await done();
  expect(texts('doubted')).toEqual(['pitwall: lap 1', 'pitwall: lap 2']);
});
