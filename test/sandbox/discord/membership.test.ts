import { type Client, Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { COMMANDS, login, openLeague, request } from './bot.ts';
import { rawLogin } from './rawGateway.ts';

let discord: LocalDiscord;
let client: Client<true>;

beforeEach(async () => {
  discord = await openLeague();
  client = await login(discord);
  await client.application.commands.set(COMMANDS, discord.guildId);
});

afterEach(async () => {
  await client.destroy();
  await discord.close();
});

const commandsLine = () => `/applications/${discord.applicationId}/guilds/${discord.guildId}/commands`;

async function thrownOut(): Promise<void> {
  const told = new Promise((resolve) => client.once(Events.GuildDelete, ({ id }) => resolve(id)));
  discord.world.throwOutBot();
  expect(await told).toBe(discord.guildId);
}

describe('a bot removed from the guild', () => {
  it('is told so and hears nothing more from there', async () => {
    await thrownOut();
    const heard: string[] = [];
    client.on(Events.Raw, ({ t }: { t: string }) => heard.push(t));
    discord.person('Dora').say({ channel: 'chat', text: 'is it gone?' });
    const invited = new Promise((resolve) => client.once(Events.GuildCreate, resolve));
    discord.world.inviteBot();
    await invited;
    expect(heard).toEqual(['GUILD_CREATE']);
  });

  it.each([
    ['the guild is unknown', 'GET /guilds/GUILD', undefined, 404, 10004],
    ['the roles of the guild are unknown', 'GET /guilds/GUILD/roles', undefined, 404, 10004],
    ['a channel is closed', 'GET /channels/CHAT', undefined, 403, 50001],
    ['messages cannot be sent', 'POST /channels/CHAT/messages', { content: 'x' }, 403, 50001],
    ['commands cannot be read', 'GET COMMANDS', undefined, 403, 50001],
    ['commands cannot be registered', 'PUT COMMANDS', [], 403, 50001],
  ])('finds that %s', async (_, line, body, status, code) => {
    await thrownOut();
    const filled = line
      .replace('GUILD', discord.guildId)
      .replace('CHAT', discord.channel('chat'))
      .replace('COMMANDS', commandsLine());
    expect(await request(discord, filled, body)).toMatchObject({ status, body: { code } });
  });

  it('is no longer a member and loses its role', async () => {
    await thrownOut();
    expect(discord.world.roles().map(({ name }) => name)).toEqual(['@everyone', 'Admins', 'Stewards']);
    expect(discord.world.member(discord.applicationId)).toBeUndefined();
  });

  it('logs in without a guild', async () => {
    await thrownOut();
    discord.logins.concurrency = 2;
    const { d } = await (await rawLogin(discord)).event('READY');
    expect(d).toMatchObject({ guilds: [] });
  });
});

describe('a bot invited again', () => {
  async function again(...invitation: Parameters<LocalDiscord['world']['inviteBot']>): Promise<void> {
    await thrownOut();
    const invited = new Promise((resolve) => client.once(Events.GuildCreate, ({ name }) => resolve(name)));
    discord.world.inviteBot(...invitation);
    expect(await invited).toBe('Test league');
  }

  it('has lost its commands until they are registered again', async () => {
    await again();
    expect((await request(discord, `GET ${commandsLine()}`)).body).toEqual([]);
    expect(() => discord.person('Ada').slash({ channel: 'chat', path: ['server', 'info'] })).toThrow(
      'There is no command "/server".',
    );
    await client.application.commands.set(COMMANDS, discord.guildId);
    expect(discord.person('Ada').commands()).toHaveLength(COMMANDS.length);
  });

  it('has the permissions of the invitation, in a role below all others', async () => {
    await again({ permissions: ['ViewChannel'] });
    const line = `POST /channels/${discord.channel('chat')}/webhooks`;
    expect((await request(discord, line, { name: 'x' })).body?.code).toBe(50013);
    const positions = Object.fromEntries(discord.world.roles().map(({ name, position }) => [name, position]));
    expect(positions).toEqual({ '@everyone': 0, pitwall: 1, Admins: 2, Stewards: 3 });
  });

  it('cannot register commands without their scope', async () => {
    await again({ withCommands: false });
    expect(await request(discord, `PUT ${commandsLine()}`, COMMANDS)).toMatchObject({
      status: 403,
      body: { code: 50001, message: 'Missing Access' },
    });
  });
});
