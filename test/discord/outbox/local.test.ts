import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REST } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openLocalDiscord } from '../../../sandbox/discord/server.ts';
import { Outbox } from '../../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../../src/discord/outbox/table.ts';
import { discordTransport } from '../../../src/discord/outbox/transport.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { english } from '../../../src/texts/english/index.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { chat, race, state } from './rig.ts';

const MESSAGES = { method: 'POST', path: '/channels/:channel/messages' };
const EXECUTE = { method: 'POST', path: '/webhooks/:webhook/:token' };

type Local = Awaited<ReturnType<typeof openLocalDiscord>>;

let local: Local;
let directory: string;
let store: Store;
let clock: FakeClock;
let outbox: Outbox;
beforeAll(async () => {
  local = await openLocalDiscord({ port: 0, channels: ['a', 'b', 'c'].map((name) => ({ name })) });
});
afterAll(() => local.close());
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-outbox-'));
  store = openStore(directory, [outboxTables]);
  clock = new FakeClock(Date.now());
  outbox = new Outbox({ store, clock, log: { warn() {} }, words: english, hide: String });
  const rest = new REST({ api: local.api, version: '10', retries: 0 }).setToken(local.token);
  outbox.open(discordTransport(rest, local.applicationId, clock));
});
afterEach(async () => {
  await outbox.close(0);
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const texts = (channel: string) =>
  local.world.messages(local.channel(channel)).map(({ author, content }) => `${author.username}: ${content}`);
const isDone = () => store.get(`SELECT 1 FROM outbox WHERE state IN ('queued', 'sending')`) === undefined;

/** Waits until nothing waits; pauses between attempts take no time. */
const done = () =>
  expect
    .poll(() => {
      clock.advance(2000);
      return isDone();
    })
    .toBe(true);

test('a notice whose answer is lost stands once', async () => {
  local.faults.fail({ ...MESSAGES, status: 502, executed: true });
  local.faults.fail({ ...MESSAGES, status: 'cut', executed: true });
  local.faults.fail({ ...MESSAGES, status: 500 });
  outbox.post(local.channel('a'), race('lap 1'));
  await done();
  expect(texts('a')).toEqual(['pitwall: lap 1']);
});

test('chat whose answer is lost stands once, by webhook or without', async () => {
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
