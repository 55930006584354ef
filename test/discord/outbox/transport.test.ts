import { REST } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refusal } from '../../../sandbox/discord/refusal.ts';
import { openLocalDiscord } from '../../../sandbox/discord/server.ts';
import type { Body } from '../../../src/discord/outbox/post.ts';
import {
  ChannelClosed,
  discordTransport,
  type Transport,
  Undeliverable,
} from '../../../src/discord/outbox/transport.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { HASTE } from '../../haste.ts';

const MESSAGES = '/channels/:channel/messages';
const EXECUTE = '/webhooks/:webhook/:token';

type Local = Awaited<ReturnType<typeof openLocalDiscord>>;

let local: Local;
const people = [{ name: 'Ada', roles: [] }];
// A channel for every test: the rate limit of a channel is five messages.
const channels = Array.from({ length: 40 }, (_, index) => ({ name: `race-${index}` }));
beforeAll(async () => {
  local = await openLocalDiscord({ port: 0, haste: HASTE, channels, people });
});
afterAll(() => local.close());

let transport: Transport;
let channel: string;
let clock: FakeClock;
let used = 0;
/** Discord's nonces count across all channels, so each test has its own. */
let nonce: string;
beforeEach(() => {
  clock = new FakeClock();
  transport = connected();
  channel = local.channel(`race-${used++}`);
  nonce = `abc${used}-1`;
});
afterEach(() => {
  local.faults.allow('ManageWebhooks');
  local.faults.allow('ReadMessageHistory');
});

function connected(token = local.token, timeout = 15_000): Transport {
  const rest = new REST({ api: local.api, version: '10', retries: 0, timeout }).setToken(token);
  return discordTransport(rest, local.applicationId, clock);
}

const messages = () => local.world.messages(channel);
const texts = () => messages().map(({ author, content }) => `${author.username}: ${content}`);
const send = (body: Body | string, own = nonce) =>
  transport.send(channel, { nonce: own, body: typeof body === 'string' ? { content: body } : body });
const say = (name: string, content: string, own = nonce) =>
  transport.send(channel, { nonce: own, author: { name }, body: { content } });
const aMinuteAgo = () => Date.now() - 60_000;

describe('a message', () => {
  test('pings nobody mentioned in its text', async () => {
    await send(`<@${local.person('Ada').id}> @everyone`);
    expect(messages()).toMatchObject([{ mentions: [], mention_everyone: false }]);
  });

  test('pings the account it is meant for, and nobody else', async () => {
    const ada = local.person('Ada').id;
    const body = { content: `<@${ada}> <@${local.applicationId}> @everyone` };
    await transport.send(channel, { nonce, body, mentions: [ada] });
    expect(messages()[0]?.mentions.map(({ id }) => id)).toEqual([ada]);
    expect(messages()).toMatchObject([{ mention_everyone: false }]);
  });

  test('is posted by the bot, and its id is returned', async () => {
    const id = await send('lap 1');
    expect(messages()).toMatchObject([{ id, content: 'lap 1', author: { id: local.applicationId } }]);
  });

  test('is not posted twice under one nonce, even if its answer was lost', async () => {
    local.faults.fail({ method: 'POST', path: MESSAGES, status: 502, executed: true });
    await expect(send('lap 1')).rejects.toThrow();
    expect(await send('lap 1')).toBe(messages()[0]?.id);
    expect(texts()).toEqual(['pitwall: lap 1']);
  });

  test('is edited as a whole', async () => {
    const id = await send({ content: 'lap 1', embeds: [{ title: 'Race' }] });
    expect(await transport.edit(channel, id, { content: 'lap 2' })).toBe(true);
    expect(messages()).toMatchObject([{ content: 'lap 2', embeds: [] }]);
  });

  test('that is gone, or belongs to somebody else, cannot be edited', async () => {
    const theirs = local.person('Ada').say({ channel, text: 'hello' });
    expect(await transport.edit(channel, theirs.id, { content: 'lap 2' })).toBe(false);
    expect(await transport.edit(channel, '123456789012345678', { content: 'lap 2' })).toBe(false);
  });

  test('pings nobody when sent, edited or posted as chat, with or without a webhook', async () => {
    const ping = `@everyone <@${local.person('Ada').id}>`;
    const id = await send(ping);
    await transport.edit(channel, id, { content: `${ping}!` });
    await say('Elena', ping, `${nonce}2`);
    local.faults.deny('ManageWebhooks');
    transport = connected();
    await say('Elena', ping, `${nonce}3`);
    expect(messages()).toHaveLength(3);
    for (const message of messages()) expect(message).toMatchObject({ mentions: [], mention_everyone: false });
  });
});

describe('files', () => {
  const embeds = [{ title: 'INC-12', image: { url: 'attachment://inc-12.png' } }];
  const attachments = [
    { id: '0', filename: 'inc-12.png', description: 'Map of T4.' },
    { id: '1', filename: 'inc-12.gif', description: 'Map of T4.' },
  ];
  const files = [
    { name: 'inc-12.png', data: Buffer.from('png') },
    { name: 'inc-12.gif', data: Buffer.from('gif') },
  ];
  const shown = () => messages()[0]?.embeds[0]?.image?.url ?? '';
  const fetched = async (url = '') => (await fetch(url)).text();

  test('are added to a message by an edit, in its embed and as an attachment', async () => {
    const id = await send({ embeds: [{ title: 'INC-12' }] });
    const posted = await transport.attach(channel, id, { body: { embeds, attachments }, files });
    expect(posted?.map(({ name }) => name)).toEqual(['inc-12.png', 'inc-12.gif']);
    expect(messages()).toMatchObject([
      {
        embeds: [{ title: 'INC-12', image: { description: 'Map of T4.' } }],
        attachments: [{ filename: 'inc-12.gif', description: 'Map of T4.', id: posted?.[1]?.id }],
      },
    ]);
    expect(await fetched(shown())).toBe('png');
    expect(await fetched(messages()[0]?.attachments[0]?.url)).toBe('gif');
  });

  test('stay if a later edit lists them, and are removed if it does not', async () => {
    const id = await send({ embeds: [{ title: 'INC-12' }] });
    const posted = (await transport.attach(channel, id, { body: { embeds, attachments }, files })) ?? [];
    expect(
      await transport.edit(channel, id, { embeds, attachments: posted.map(({ id: file }) => ({ id: file })) }),
    ).toBe(true);
    expect(await fetched(shown())).toBe('png');
    expect(messages()[0]?.attachments).toHaveLength(1);
    await transport.edit(channel, id, { embeds: [{ title: 'INC-12' }], attachments: [] });
    expect(messages()[0]).toMatchObject({ attachments: [], embeds: [{ title: 'INC-12' }] });
  });

  test('are not added to a deleted message, without permission, or if they are too large', async () => {
    const gone = await transport.attach(channel, '123456789012345678', { body: { embeds, attachments }, files });
    expect(gone).toBeUndefined();
    const id = await send('INC-12');
    local.faults.deny('AttachFiles');
    const refused = await transport.attach(channel, id, { body: { embeds, attachments }, files }).catch(String);
    local.faults.allow('AttachFiles');
    expect(refused).toContain('Missing Permissions');
    const large = [{ name: 'inc-12.png', data: Buffer.alloc(11 * 1024 * 1024) }];
    await expect(
      transport.attach(channel, id, { body: { embeds, attachments: attachments.slice(0, 1) }, files: large }),
    ).rejects.toBeInstanceOf(Undeliverable);
    expect(messages()[0]?.content).toBe('INC-12');
  });
});

describe('chat of a driver', () => {
  test('is posted under the name of the driver, with one webhook per channel', async () => {
    await say('Elena', 'hello');
    transport = connected();
    await say('Bea', 'hi');
    expect(texts()).toEqual(['Elena: hello', 'Bea: hi']);
    expect([...local.world.webhooks.values()].filter(({ channel_id }) => channel_id === channel)).toHaveLength(1);
  });

  test('is a plain message without the webhook permission, which is checked every 10 min', async () => {
    local.faults.deny('ManageWebhooks');
    await say('Ele*na', 'hello', `${nonce}1`);
    local.faults.allow('ManageWebhooks');
    clock.advance(9 * 60_000);
    await say('Elena', 'still plain', `${nonce}2`);
    clock.advance(60_000);
    await say('Elena', 'at last', `${nonce}3`);
    expect(texts()).toEqual(['pitwall: **Ele\\*na**: hello', 'pitwall: **Elena**: still plain', 'Elena: at last']);
  });

  test('is a plain message if Discord refuses the name', async () => {
    await say('Clyde', 'hello');
    expect(texts()).toEqual(['pitwall: **Clyde**: hello']);
  });

  test('uses a new webhook if somebody deleted the old one', async () => {
    await say('Elena', 'hello');
    local.world.webhooks.clear();
    await say('Elena', 'still here');
    expect(texts()).toEqual(['Elena: hello', 'Elena: still here']);
  });

  test('is in doubt when its answer is lost', async () => {
    local.faults.fail({ method: 'POST', path: EXECUTE, status: 'cut', executed: true });
    const failure = await say('Elena', 'hello').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(Undeliverable);
    expect(await transport.since(channel, aMinuteAgo())).toMatchObject([{ authorName: 'Elena', content: 'hello' }]);
  });
});

describe('reading back', () => {
  test('returns id, text, author and embed of messages, oldest first', async () => {
    const first = await send('lap 1');
    await send({ embeds: [{ title: 'Race', description: '5 laps' }] }, `${nonce}2`);
    expect(await transport.since(channel, aMinuteAgo())).toMatchObject([
      { id: first, content: 'lap 1', authorName: 'pitwall' },
      { content: '', title: 'Race', description: '5 laps' },
    ]);
  });

  test('starts at the given time', async () => {
    await send('lap 1');
    expect(await transport.since(channel, Date.now() + 60_000)).toEqual([]);
  });

  test('goes on to the end of a busy channel', async () => {
    const { id } = local.person('Ada');
    const author = local.world.user(id);
    if (!author) throw new Error('there is no Ada');
    for (let index = 0; index < 250; index += 1) {
      local.world.posts.post({ channelId: channel, author, body: { content: `line ${index}` } });
    }
    await say('Elena', 'hello');
    const found = await transport.since(channel, aMinuteAgo());
    expect(found.map(({ content }) => content)).toEqual(texts().map((text) => text.replace(/^.*?: /, '')));
    expect(found).toHaveLength(251);
  });

  test('fails if the bot may not read the history', async () => {
    local.faults.deny('ReadMessageHistory');
    await expect(transport.since(channel, aMinuteAgo())).rejects.toThrow(ChannelClosed);
  });
});

describe('a failure', () => {
  const failing = (status: number | 'cut' | 'hang', body?: unknown) =>
    local.faults.fail({ method: 'POST', path: MESSAGES, status, body });

  test.each([
    { status: 403, body: { code: 200000, message: 'Message was blocked by automatic moderation' } },
    { status: 413, body: { code: 40005, message: 'Request entity too large' } },
    { status: 400, body: { code: 50035, message: 'Invalid Form Body' } },
  ])('of status $status is final if its code is about the message', async ({ status, body }) => {
    failing(status, body);
    await expect(send('lap 1')).rejects.toThrow(new Undeliverable(`${body.message} (${body.code})`));
  });

  test('is temporary if caused by an outage of Discord, the connection or a proxy', async () => {
    transport = connected(local.token, 50);
    for (const [status, body] of [[502], ['cut'], ['hang'], [403, '<html>'], [200, {}], [200, '<html>']] as const) {
      failing(status, body);
      const failure = await send('lap 1').catch((error: unknown) => error);
      expect([status, failure instanceof Error]).toEqual([status, true]);
      expect([status, failure instanceof Undeliverable || failure instanceof ChannelClosed]).toEqual([status, false]);
    }
  });

  test.each([
    { status: 403, body: { code: 50013, message: 'Missing Permissions' } },
    { status: 403, body: { code: 50001, message: 'Missing Access' } },
    { status: 404, body: { code: 10003, message: 'Unknown Channel' } },
    { status: 400, body: { code: 50083, message: 'Thread is archived' } },
  ])('of status $status and code $body.code counts as a closed channel', async ({ status, body }) => {
    failing(status, body);
    await expect(send('lap 1')).rejects.toThrow(new ChannelClosed(body.message, body.code));
  });

  test('of a channel unreachable for a moment keeps the webhook for chat', async () => {
    for (const code of [10003, 50001] as const) {
      const { status, body } = refusal(code);
      local.faults.fail({ channel, status, body, times: code === 10003 ? 2 : 1 });
      await expect(say('Elena', 'hello')).rejects.toThrow(ChannelClosed);
    }
    await say('Elena', 'hello');
    expect(texts()).toEqual(['Elena: hello']);
  });

  test('caused by a wrong token is temporary here', async () => {
    transport = connected('wrong');
    const failure = await send('lap 1').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure instanceof Undeliverable || failure instanceof ChannelClosed).toBe(false);
  });
});
