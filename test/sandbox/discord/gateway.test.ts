import { type Client, Events, GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
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

  it('issues ids in the format that discord.js expects in its rate-limit keys', () => {
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

  it('sends messages with their text and author', async () => {
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

  it('sends no messages to a bot without the message intent', async () => {
    client = await login(discord, { intents: [GatewayIntentBits.Guilds] });
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => heard.push(content));
    discord.person('Dora').say({ channel: 'chat', text: 'hello' });
    discord.faults.deny('ManageWebhooks');
    await new Promise((resolve) => client?.once(Events.GuildRoleUpdate, resolve));
    expect(heard).toEqual([]);
  });

  it('sends the member list on request', async () => {
    const ready = await login(discord);
    client = ready;
    const members = await ready.guilds.cache.get(discord.guildId)?.members.fetch();
    expect(members?.map(({ displayName }) => displayName).sort()).toEqual(['Ada', 'Dora', 'Sam', 'pitwall']);
  });

  it('replays missed events after a dropped socket', async () => {
    client = await login(discord);
    const heard = new Promise((resolve) => client?.once(Events.MessageCreate, ({ content }) => resolve(content)));
    const resumed = new Promise((resolve) => client?.once(Events.ShardResume, resolve));
    discord.faults.dropSockets();
    discord.person('Dora').say({ channel: 'chat', text: 'while you were away' });
    expect(await heard).toBe('while you were away');
    await resumed;
  });

  it('gives its address under the host name of the request', async () => {
    const { port } = new URL(discord.url);
    const answer = await fetch(`http://localhost:${port}/api/v10/gateway/bot`, {
      headers: { authorization: `Bot ${discord.token}` },
    });
    expect(await answer.json()).toMatchObject({ url: `ws://localhost:${port}/gateway` });
  });

  it.each([
    ['it is asked to reconnect', () => discord.faults.askToReconnect()],
    ['its session is invalidated', () => discord.faults.invalidateSessions(true)],
  ])('lets discord.js resume when %s', async (_, shake) => {
    client = await login(discord);
    const resumed = new Promise((resolve) => client?.once(Events.ShardResume, resolve));
    shake();
    await resumed;
  });

  it('disconnects the bot when its token is revoked', async () => {
    client = await login(discord);
    const closed = new Promise((resolve) => client?.once(Events.ShardDisconnect, ({ code }) => resolve(code)));
    client.on(Events.Error, () => {});
    discord.faults.revokeToken();
    expect(await closed).toBe(4004);
  });

  it('lets discord.js notice missing heartbeat acknowledgements', async () => {
    discord.faults.heartbeatMs = 100;
    client = await login(discord);
    discord.faults.isAckMuted = true;
    const reconnecting = new Promise((resolve) => client?.once(Events.ShardReconnecting, resolve));
    await reconnecting;
  });

  it('answers 503 to upgrades while they are switched off', async () => {
    const status = () =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway`);
        socket.on('error', () => {});
        socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode));
        socket.on('open', () => {
          socket.close();
          resolve('open');
        });
      });
    discord.faults.refuseUpgrades = true;
    expect(await status()).toBe(503);
    discord.faults.refuseUpgrades = false;
    expect(await status()).toBe('open');
  });
});
