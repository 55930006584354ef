import { type Client, type TextChannel, WebhookClient } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { login, openLeague } from './bot.ts';

describe('with discord.js', () => {
  let discord: LocalDiscord;
  let client: Client<true>;
  let chat: TextChannel;

  beforeEach(async () => {
    discord = await openLeague();
    client = await login(discord);
    chat = (await client.channels.fetch(discord.channel('chat'))) as TextChannel;
  });

  afterEach(async () => {
    await client.destroy();
    await discord.close();
  });

  const texts = () => discord.world.messages(chat.id).map(({ content }) => content);

  it('messages are sent, edited, listed and deleted', async () => {
    const one = await chat.send('one');
    const two = await chat.send({ content: 'two', embeds: [{ title: 'Card', fields: [{ name: 'a', value: 'b' }] }] });
    await one.edit('first');
    expect(two.embeds[0]?.title).toBe('Card');
    expect((await chat.messages.fetch({ limit: 10 })).map(({ content }) => content)).toEqual(['two', 'first']);
    expect((await chat.messages.fetch({ after: one.id })).map(({ content }) => content)).toEqual(['two']);
    await two.delete();
    expect(texts()).toEqual(['first']);
  });

  it('a message with an enforced nonce is posted once', async () => {
    const options = { content: 'P-17', nonce: 'a1', enforceNonce: true };
    const [first, second] = [await chat.send(options), await chat.send(options)];
    expect(second.id).toBe(first.id);
    expect(texts()).toEqual(['P-17']);
    await chat.send({ content: 'P-17', nonce: 'a1' });
    expect(texts()).toEqual(['P-17', 'P-17']);
  });

  it('files are kept and can be fetched', async () => {
    const sent = await chat.send({ files: [{ attachment: Buffer.from('laps'), name: 'laps.txt' }] });
    const url = sent.attachments.first()?.url ?? '';
    expect(await (await fetch(url)).text()).toBe('laps');
  });

  it('a mention pings only as far as allowed', async () => {
    const { id } = discord.person('Dora');
    const content = `<@${id}> @everyone`;
    const loud = await chat.send(content);
    const quiet = await chat.send({ content, allowedMentions: { parse: [] } });
    expect([loud.mentions.users.has(id), loud.mentions.everyone]).toEqual([true, true]);
    expect([quiet.mentions.users.has(id), quiet.mentions.everyone]).toEqual([false, false]);
  });

  it('webhooks send under another name, and edit and delete their messages', async () => {
    const { id, token } = await chat.createWebhook({ name: 'Game chat' });
    expect((await chat.fetchWebhooks()).map(({ name }) => name)).toEqual(['Game chat']);
    const webhook = new WebhookClient({ id, token: token ?? '' }, { rest: { api: discord.api } });
    const sent = await webhook.send({ content: 'hi', username: 'Ben' });
    expect(discord.world.messages(chat.id)).toMatchObject([
      { content: 'hi', webhook_id: id, author: { username: 'Ben' } },
    ]);
    await webhook.editMessage(sent.id, 'hello');
    expect(texts()).toEqual(['hello']);
    await webhook.deleteMessage(sent.id);
    expect(texts()).toEqual([]);
    await webhook.delete();
    await expect(webhook.send('gone')).rejects.toMatchObject({ code: 10015 });
  });

  it('registering a command again keeps its id', async () => {
    const { commands } = client.application;
    const [first] = [...(await commands.set([{ name: 'kick', description: 'Kick' }], discord.guildId)).values()];
    const [again] = [...(await commands.set([{ name: 'kick', description: 'Out' }], discord.guildId)).values()];
    expect(again?.id).toBe(first?.id);
    expect(discord.world.commands().map(({ name, description }) => [name, description])).toEqual([['kick', 'Out']]);
  });

  it('guild, roles and members are read', async () => {
    const guild = await client.guilds.fetch({ guild: discord.guildId, force: true });
    expect((await guild.roles.fetch()).map(({ name }) => name)).toContain('Stewards');
    const sam = await guild.members.fetch({ user: discord.person('Sam').id, force: true });
    expect(sam.roles.cache.has(discord.role('Stewards'))).toBe(true);
  });

  it('a revoked token ends in 401', async () => {
    discord.faults.revokeToken();
    await expect(chat.send('x')).rejects.toMatchObject({ status: 401 });
  });
});
