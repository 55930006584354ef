import { ChannelType, type Client, type ForumChannel, type TextChannel, WebhookClient } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { login } from '../sandbox/discord/bot.ts';
import { uncalled } from './callers.ts';
import { openJudgedLeague } from './league.ts';

const PICTURE = { attachment: Buffer.from('png'), name: 'map.png' };

/** What the bot may come to use of the local Discord, with the library it is written in. */
describe('discord.js', () => {
  let discord: LocalDiscord;
  let complaints: readonly string[];
  let calls: ReadonlySet<string | undefined>;
  let client: Client<true>;
  let chat: TextChannel;

  beforeAll(async () => {
    ({ discord, complaints, calls } = await openJudgedLeague({
      channels: [{ name: 'chat' }, { name: 'incidents', tags: ['open'] }],
    }));
    client = await login(discord);
    chat = (await client.channels.fetch(discord.channel('chat'))) as TextChannel;
  });

  afterAll(async () => {
    await client?.destroy();
    await discord?.close();
  });

  it('reads the guild', async () => {
    const guild = await client.guilds.fetch({ guild: discord.guildId, force: true });
    await guild.channels.fetch();
    await guild.roles.fetch();
    await guild.members.fetch({ user: discord.person('Sam').id, force: true });
    await guild.members.list({ limit: 10 });
    await guild.members.search({ query: 'sa' });
    await client.users.fetch(discord.person('Sam').id, { force: true });
    await client.channels.fetch(chat.id, { force: true });
  });

  it('creates and deletes roles and channels', async () => {
    for (const name of ['ManageRoles', 'ManageChannels', 'ManageNicknames'] as const) discord.faults.allow(name);
    const guild = await client.guilds.fetch({ guild: discord.guildId, force: true });
    const role = await guild.roles.create({ name: 'Drivers', colors: { primaryColor: 0x22_88_ff } });
    await guild.roles.fetch(role.id, { force: true });
    await role.edit({ mentionable: true });
    const dora = await guild.members.fetch(discord.person('Dora').id);
    await dora.roles.add(role);
    await dora.roles.remove(role);
    await dora.edit({ nick: 'Dora D.' });
    const category = await guild.channels.create({ name: 'League', type: ChannelType.GuildCategory });
    const channel = await guild.channels.create({
      name: 'race log',
      parent: category,
      permissionOverwrites: [{ id: guild.id, deny: ['AddReactions'] }],
    });
    expect([channel.name, channel.parentId]).toEqual(['race-log', category.id]);
    await channel.permissionOverwrites.edit(role, { ViewChannel: true });
    await channel.permissionOverwrites.delete(role);
    await channel.edit({ topic: 'What happened' });
    await channel.sendTyping();
    await channel.delete();
    await role.delete();
    await client.application.fetch();
  });

  it('creates, edits and deletes single commands', async () => {
    const commands = client.application.commands;
    const guildId = discord.guildId;
    const { id } = await commands.create({ name: 'greet', description: 'Greet' }, guildId);
    await commands.edit(id, { description: 'Say hello' }, guildId);
    expect((await commands.fetch(id, { guildId, force: true })).description).toBe('Say hello');
    expect((await commands.fetch({ guildId })).size).toBe(1);
    await commands.delete(id, guildId);
  });

  it('sends, edits, pins, lists and deletes messages', async () => {
    const map = await chat.send({ embeds: [{ image: { url: 'attachment://map.png' } }], files: [PICTURE] });
    await map.edit({ embeds: [], content: 'no map', attachments: [] });
    const panel = await chat.send({
      flags: 'IsComponentsV2',
      components: [
        { type: 17, components: [{ type: 10, content: 'Standings' }, { type: 14 }] },
        { type: 12, items: [{ media: { url: 'attachment://map.png' } }] },
      ],
      files: [PICTURE],
    });
    await (await panel.react('👍')).users.remove(client.user);
    await panel.pin();
    await chat.messages.fetch({ limit: 10 });
    await chat.messages.fetch({ message: panel.id, force: true });
    expect((await chat.messages.fetchPins()).items.map(({ message }) => message.id)).toEqual([panel.id]);
    await panel.unpin();
    await map.delete();
  });

  it('opens threads and forum posts', async () => {
    const card = await chat.send('contact');
    const thread = await card.startThread({ name: 'Incident 7' });
    await thread.send('who was it?');
    await thread.edit({ archived: true, locked: true });
    await chat.threads.create({ name: 'Stewards' });
    await chat.messages.fetch({ limit: 10, cache: false });
    const forum = (await client.channels.fetch(discord.channel('incidents'))) as ForumChannel;
    await forum.threads.create({ name: 'Incident 8', message: { content: 'x', files: [PICTURE] } });
  });

  it('posts through webhooks', async () => {
    const { id, token } = await chat.createWebhook({ name: 'Game chat' });
    await chat.fetchWebhooks();
    const webhook = new WebhookClient({ id, token: token ?? '' }, { rest: { api: discord.api } });
    const said = await webhook.send({ content: 'hi', username: 'Ben' });
    await webhook.editMessage(said.id, 'hello');
    await webhook.fetchMessage(said.id);
    await webhook.deleteMessage(said.id);
    await client.fetchWebhook(id);
    await client.fetchWebhook(id, token ?? '');
    await webhook.delete();
    await client.deleteWebhook((await chat.createWebhook({ name: 'Game chat' })).id);
  });

  it('gets only answers allowed by the OpenAPI document', () => {
    expect(complaints).toEqual([]);
  });

  it('calls every route listed for it', () => {
    expect(uncalled('discord.js', calls)).toEqual([]);
  });
});
