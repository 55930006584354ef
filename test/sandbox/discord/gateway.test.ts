import { type Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { INTENTS, login, newClient, openLeague } from './bot.ts';

describe('the gateway', () => {
  let discord: LocalDiscord;
  let client: Client | undefined;

  beforeEach(async () => {
    discord = await openLeague({ withheldIntents: GatewayIntentBits.GuildPresences });
  });

  afterEach(async () => {
    await client?.destroy();
    client = undefined;
    await discord.close();
  });

  it('lets discord.js log in and shows it the guild', async () => {
    const ready = await login(discord);
    client = ready;
    const guild = ready.guilds.cache.get(discord.guildId);
    expect(ready.application.id).toBe(discord.applicationId);
    expect(guild?.name).toBe('Test league');
    expect(guild?.available).toBe(true);
    expect(guild?.channels.cache.map(({ name }) => name)).toEqual(['race-control', 'chat']);
    expect(guild?.roles.cache.get(discord.role('Admins'))?.permissions.has('Administrator')).toBe(true);
  });

  it('issues ids in which discord.js finds its rate-limit keys', () => {
    expect(discord.channel('chat')).toMatch(/^\d{17,19}$/);
  });

  it('refuses a wrong token', async () => {
    client = newClient(discord);
    await expect(client.login('wrong')).rejects.toThrow('invalid token');
  });

  it('refuses intents that are switched off', async () => {
    client = newClient(discord, { intents: [...INTENTS, GatewayIntentBits.GuildPresences] });
    await expect(client.login(discord.token)).rejects.toThrow('Used disallowed intents');
  });

  it('tells of messages with their text and their author', async () => {
    client = await login(discord);
    const heard = new Promise((resolve) =>
      client?.once(Events.MessageCreate, ({ content, member }) => resolve([member?.displayName, content])),
    );
    discord.person('Dora').say({ channel: 'chat', text: 'good race!' });
    expect(await heard).toEqual(['Dora', 'good race!']);
  });

  it('blanks the text for a bot without the message content intent, unless it is mentioned', async () => {
    client = await login(discord, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] });
    const heard: string[] = [];
    const both = new Promise<void>((resolve) => {
      client?.on(Events.MessageCreate, ({ content }) => heard.push(content) === 2 && resolve());
    });
    discord.person('Dora').say({ channel: 'chat', text: 'among us' });
    discord.person('Dora').say({ channel: 'chat', text: `<@${discord.applicationId}> help` });
    await both;
    expect(heard).toEqual(['', `<@${discord.applicationId}> help`]);
  });

  it('tells nothing of messages to a bot that did not ask for them', async () => {
    client = await login(discord, { intents: [GatewayIntentBits.Guilds] });
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => heard.push(content));
    discord.person('Dora').say({ channel: 'chat', text: 'hello' });
    discord.faults.deny('ManageWebhooks');
    await new Promise((resolve) => client?.once(Events.GuildRoleUpdate, resolve));
    expect(heard).toEqual([]);
  });

  it('sends the members on request', async () => {
    const ready = await login(discord);
    client = ready;
    const members = await ready.guilds.cache.get(discord.guildId)?.members.fetch();
    expect(members?.map(({ displayName }) => displayName).sort()).toEqual(['Ada', 'Dora', 'Sam', 'pitwall']);
  });

  it('replays what was missed after a dropped socket', async () => {
    client = await login(discord);
    const heard = new Promise((resolve) => client?.once(Events.MessageCreate, ({ content }) => resolve(content)));
    const resumed = new Promise((resolve) => client?.once(Events.ShardResume, resolve));
    discord.faults.dropSockets();
    discord.person('Dora').say({ channel: 'chat', text: 'while you were away' });
    expect(await heard).toBe('while you were away');
    await resumed;
  });

  it('lets a client back in once upgrades are served again', async () => {
    client = await login(discord);
    const resumed = new Promise((resolve) => client?.once(Events.ShardResume, resolve));
    const refused = new Promise((resolve) => client?.once(Events.ShardError, resolve));
    discord.faults.refuseUpgrades = true;
    discord.faults.dropSockets(4000);
    await refused;
    discord.faults.refuseUpgrades = false;
    await resumed;
  });
});
