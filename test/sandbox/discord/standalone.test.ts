import type { APIGuildMember } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { openStandalone } from '../../../sandbox/discord/standalone.ts';
import { INVITATIONS } from '../../../src/doctor/permissions.ts';
import { openLeague, request } from './bot.ts';

const PRIVATE = (everyone: string | undefined) => ({
  name: 'desk',
  permission_overwrites: [{ id: everyone, type: 0, deny: String(1n << 10n) }],
});

const open = (...words: string[]) => openStandalone(words, () => {});

describe('the local Discord by itself', () => {
  it('prints the settings for a bot and serves its page', async () => {
    const { text, close } = await open('--port', '0');
    const names = [...text.matchAll(/^([A-Z_]+)=\S+$/gm)].map(([, name]) => name);
    expect(names).toEqual([
      'DISCORD_TOKEN',
      'DISCORD_API_URL',
      'DISCORD_GUILD_ID',
      'DISCORD_CHANNEL_ID',
      'DISCORD_CHAT_CHANNEL_ID',
      'DISCORD_ADMIN_ROLES',
      'DISCORD_STEWARD_ROLES',
      'DISCORD_DRIVER_ROLES',
    ]);
    const [, address = ''] = /^# The channels: (\S+)$/m.exec(text) ?? [];
    expect((await fetch(address)).status).toBe(200);
    await close();
  });

  it('gives the bot exactly the rights of the invitation that the setup prints', async () => {
    const { text, close } = await open('--port', '0');
    const set = Object.fromEntries([...text.matchAll(/^([A-Z_]+)=(\S+)$/gm)].map(([, name, value]) => [name, value]));
    const bot = { api: set.DISCORD_API_URL ?? '', token: set.DISCORD_TOKEN ?? '' };
    const guild = `/guilds/${set.DISCORD_GUILD_ID}`;
    const { body: roles } = await request(bot, `GET ${guild}/roles`);
    expect(roles).toContainEqual(expect.objectContaining({ managed: true, permissions: String(INVITATIONS.setup) }));
    expect((await request(bot, `POST ${guild}/channels`, PRIVATE(set.DISCORD_GUILD_ID))).status).toBe(201);
    expect((await request(bot, `POST ${guild}/roles`, { name: 'Marshal' })).status).toBe(200);
    const [dora] = (await request(bot, `GET ${guild}/members/search?query=dora`))
      .body as unknown as readonly APIGuildMember[];
    const renamed = await request(bot, `PATCH ${guild}/members/${dora?.user.id}`, { nick: 'Quick' });
    expect(renamed).toMatchObject({ status: 403, body: { code: 50013 } });
    await close();
  });

  it('refuses channels and roles to a bot that was invited without them', async () => {
    const discord = await openLeague({ invitation: { permissions: ['ViewChannel', 'SendMessages'] } });
    const guild = `/guilds/${discord.guildId}`;
    const refused = { status: 403, body: { code: 50013 } };
    expect(await request(discord, `POST ${guild}/channels`, PRIVATE(discord.guildId))).toMatchObject(refused);
    expect(await request(discord, `POST ${guild}/roles`, { name: 'Marshal' })).toMatchObject(refused);
    await discord.close();
  });

  it('shows its help', async () => {
    expect((await open('--help')).text).toContain('npm run sandbox:discord -- --port 4000');
  });

  it('reports a taken port', async () => {
    const { text, close } = await open('--port', '0');
    const [, port = ''] = /:(\d+)\/$/m.exec(text) ?? [];
    await expect(open('--port', port)).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is already taken; choose another with --port.`,
    );
    await close();
  });

  it.each([
    [['--port', 'x'], '--port takes 0 to 65535, not "x".'],
    [['--port', '65536'], '--port takes 0 to 65535, not "65536".'],
    [['--bogus'], "Unknown option '--bogus'"],
  ])('refuses %j', async (words, sentence) => {
    await expect(open(...words)).rejects.toThrow(sentence);
  });
});
