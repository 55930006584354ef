import { type Client, Events, type ForumChannel, type TextChannel, ThreadAutoArchiveDuration } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { login, openLeague, request } from './bot.ts';

describe('threads', () => {
  let discord: LocalDiscord;
  let client: Client<true>;
  let chat: TextChannel;
  let incidents: ForumChannel;

  beforeEach(async () => {
    discord = await openLeague({ channels: [{ name: 'chat' }, { name: 'incidents', tags: ['open', 'decided'] }] });
    client = await login(discord);
    chat = (await client.channels.fetch(discord.channel('chat'))) as TextChannel;
    incidents = (await client.channels.fetch(discord.channel('incidents'))) as ForumChannel;
  });

  afterEach(async () => {
    await client.destroy();
    await discord.close();
  });

  const texts = (channel: string) => discord.world.messages(channel).map(({ content }) => content);

  it('start on a message and take messages from bot and people', async () => {
    const card = await chat.send('contact on lap 3');
    const thread = await card.startThread({
      name: 'Incident 7',
      autoArchiveDuration: ThreadAutoArchiveDuration.OneHour,
    });
    expect(thread.id).toBe(card.id);
    await thread.send('who was it?');
    discord.person('Dora').say({ channel: thread.id, text: 'me' });
    expect(texts(thread.id)).toEqual(['', 'who was it?', 'me']);
    expect(discord.world.messages(chat.id)[0]?.thread).toMatchObject({ id: thread.id, name: 'Incident 7' });
    const again = await request(discord, `POST /channels/${chat.id}/messages/${card.id}/threads`, { name: 'again' });
    expect(again.body?.code).toBe(160004);
  });

  it('without a message are announced in their channel', async () => {
    const thread = await chat.threads.create({ name: 'Stewards' });
    expect(discord.world.messages(chat.id)).toMatchObject([{ type: 18, content: 'Stewards' }]);
    expect(thread.parentId).toBe(chat.id);
  });

  it('are posts in a forum and accept only its tags', async () => {
    const [open] = incidents.availableTags;
    const post = await incidents.threads.create({
      name: 'Incident 8',
      appliedTags: [open?.id ?? ''],
      message: { content: 'Ben on Ada', files: [{ attachment: Buffer.from('png'), name: 'map.png' }] },
    });
    expect(discord.world.messages(post.id)).toMatchObject([{ id: post.id, content: 'Ben on Ada' }]);
    expect(post.appliedTags).toEqual([open?.id]);
    const unknown = incidents.threads.create({
      name: 'x',
      appliedTags: ['123456789012345678'],
      message: { content: 'x' },
    });
    await expect(unknown).rejects.toMatchObject({ code: 50035 });
    await expect(chat.threads.create({ name: 'x'.repeat(101) })).rejects.toMatchObject({ code: 50035 });
  });

  it('are the only way to write in a forum', async () => {
    expect(await request(discord, `POST /channels/${incidents.id}/messages`, { content: 'x' })).toMatchObject({
      status: 400,
      body: { code: 50008 },
    });
    expect(() => discord.person('Dora').say({ channel: 'incidents', text: 'x' })).toThrow('is a forum');
  });

  it('are unarchived by a new message, unless they are locked', async () => {
    const thread = await chat.threads.create({ name: 'Incident 9' });
    await thread.setArchived(true);
    const back = new Promise((resolve) => client.once(Events.ThreadUpdate, (_, { archived }) => resolve(archived)));
    discord.person('Dora').say({ channel: thread.id, text: 'one more thing' });
    expect(await back).toBe(false);
    await thread.edit({ locked: true, archived: true });
    expect(() => discord.person('Dora').say({ channel: thread.id, text: 'x' })).toThrow('is closed');
    discord.faults.deny('ManageThreads');
    await expect(thread.send('x')).rejects.toMatchObject({ code: 50083 });
  });

  it('take messages of a webhook of their channel', async () => {
    const thread = await chat.threads.create({ name: 'Chat of race 2' });
    const { id, token } = await chat.createWebhook({ name: 'Game chat' });
    const say = (query: string) =>
      request(discord, `POST /webhooks/${id}/${token}?wait=true${query}`, { content: 'hi' });
    expect((await say(`&thread_id=${thread.id}`)).status).toBe(200);
    expect(texts(thread.id)).toEqual(['hi']);
    expect((await say('&thread_id=123456789012345678')).body?.code).toBe(10003);
  });

  it('accept nothing but new messages while archived', async () => {
    const thread = await chat.threads.create({ name: 'Incident 9' });
    const message = await thread.send('decided');
    await thread.setArchived(true);
    const path = `/channels/${thread.id}/messages`;
    for (const [line, body] of [
      [`PATCH ${path}/${message.id}`, { content: 'x' }],
      [`PUT ${path}/${message.id}/reactions/${encodeURIComponent('👍')}/@me`],
      [`PUT ${path}/pins/${message.id}`],
      [`PATCH /channels/${thread.id}`, { name: 'x' }],
    ] as const) {
      expect(await request(discord, line, body)).toMatchObject({ status: 400, body: { code: 50083 } });
    }
    expect((await request(discord, `POST ${path}`, { content: 'one more' })).status).toBe(200);
    expect((await request(discord, `PATCH ${path}/${message.id}`, { content: 'x' })).status).toBe(200);
  });

  it('have no webhooks of their own', async () => {
    const thread = await chat.threads.create({ name: 'Chat of race 2' });
    const line = `/channels/${thread.id}/webhooks`;
    const unknown = { status: 404, body: { code: 10003 } };
    expect(await request(discord, `GET ${line}`)).toMatchObject(unknown);
    expect(await request(discord, `POST ${line}`, { name: 'x' })).toMatchObject(unknown);
    expect((await request(discord, `GET /channels/${chat.id}/webhooks`)).status).toBe(200);
  });

  // https://discord.com/developers/docs/topics/threads#permissions
  it('need their own permission to write, apart from Send Messages', async () => {
    const thread = await chat.threads.create({ name: 'Incident 10' });
    discord.faults.deny('SendMessages');
    expect((await thread.send('x')).content).toBe('x');
    discord.faults.deny('SendMessagesInThreads');
    await expect(thread.send('x')).rejects.toMatchObject({ code: 50013 });
  });

  // discord-openapi.json: CreateTextThreadWithMessageRequest
  it.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(101) }, 'name'],
    [{ name: 'x', auto_archive_duration: 90 }, 'auto_archive_duration'],
    [{ name: 'x', rate_limit_per_user: 21_601 }, 'rate_limit_per_user'],
  ])('on a message refuse the invalid body %j', async (body, field) => {
    const card = await chat.send('contact on lap 3');
    const line = `POST /channels/${chat.id}/messages/${card.id}/threads`;
    const refused = await request(discord, line, body);
    expect(refused).toMatchObject({ status: 400, body: { code: 50035, errors: { [field]: {} } } });
    expect(discord.world.places.threads()).toEqual([]);
  });

  it('on a deleted message, or one of another channel, are refused', async () => {
    const card = await chat.send('contact on lap 3');
    const elsewhere = await chat.threads.create({ name: 'Stewards' });
    const body = { name: 'Incident 7' };
    const unknown = { status: 404, body: { code: 10008 } };
    expect(await request(discord, `POST /channels/${elsewhere.id}/messages/${card.id}/threads`, body)).toMatchObject(
      unknown,
    );
    await card.delete();
    expect(await request(discord, `POST /channels/${chat.id}/messages/${card.id}/threads`, body)).toMatchObject(
      unknown,
    );
  });

  it('on a message are refused without the permission to create them', async () => {
    const card = await chat.send('contact on lap 3');
    discord.faults.deny('CreatePublicThreads');
    await expect(card.startThread({ name: 'x' })).rejects.toMatchObject({ code: 50013 });
  });

  it('are refused without the permission to create them', async () => {
    discord.faults.deny('CreatePublicThreads');
    await expect(chat.threads.create({ name: 'x' })).rejects.toMatchObject({ code: 50013 });
  });
});
