import { GatewayIntentBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { login, newClient, openLeague, request } from './bot.ts';
import { rawLogin } from './rawGateway.ts';

const DAY_MS = 24 * 3_600_000;

let discord: LocalDiscord;
let clock: FakeClock;

beforeEach(async () => {
  clock = new FakeClock();
  discord = await openLeague({ clock });
});

afterEach(() => discord.close());

const limit = async () => (await request(discord, 'GET /gateway/bot')).body;

describe('READY', () => {
  it('contains the lists that ordinary clients expect', async () => {
    const { d } = await (await rawLogin(discord)).event('READY');
    expect(d).toMatchObject({
      private_channels: [],
      relationships: [],
      presences: [],
      guilds: [{ id: discord.guildId, unavailable: true }],
      application: { id: discord.applicationId },
    });
  });

  it('belongs to a token that begins with the bot id in base64', () => {
    const [first = ''] = discord.token.split('.');
    expect(Buffer.from(first, 'base64').toString()).toBe(discord.applicationId);
    expect(discord.token).toMatch(/^[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}$/);
  });
});

// https://discord.com/developers/docs/events/gateway#session-start-limit-object
describe('the login limit', () => {
  it('is a thousand in 24 hours, counted down by each login', async () => {
    const whole = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
    expect(await limit()).toMatchObject({ session_start_limit: whole });
    await (await rawLogin(discord)).event('READY');
    clock.advance(5_000);
    await (await rawLogin(discord)).event('READY');
    expect(await limit()).toMatchObject({
      session_start_limit: { total: 1000, remaining: 998, reset_after: DAY_MS - 5_000 },
    });
    expect(discord.logins.used).toBe(2);
    clock.advance(DAY_MS - 5_000);
    expect(await limit()).toMatchObject({ session_start_limit: whole });
  });

  it('counts logins of discord.js, which does not log in once none are left', async () => {
    const client = await login(discord);
    expect(await limit()).toMatchObject({ session_start_limit: { remaining: 999 } });
    await client.destroy();
    discord.logins.total = 1;
    const late = newClient(discord);
    await expect(late.login(discord.token)).rejects.toThrow('Not enough sessions remaining');
    await late.destroy();
  });

  it('revokes the token when exceeded', async () => {
    discord.logins.total = 1;
    const first = await rawLogin(discord);
    await first.event('READY');
    clock.advance(5_000);
    const second = await rawLogin(discord);
    expect(await second.closed).toBe(4004);
    expect(await first.closed).toBe(4004);
    expect((await request(discord, 'GET /gateway/bot')).status).toBe(401);
  });

  // https://discord.com/developers/docs/events/gateway#identifying: max_concurrency IDENTIFYs in five seconds
  it('allows one login in five seconds; an earlier one is refused but counted', async () => {
    await (await rawLogin(discord)).event('READY');
    clock.advance(4_999);
    const soon = await rawLogin(discord);
    expect((await soon.until(({ op }) => op === 9)).d).toBe(false);
    expect(discord.logins.used).toBe(2);
    clock.advance(1);
    soon.identify();
    await soon.event('READY');
  });

  it('does not count logins with a wrong token', async () => {
    discord.faults.isTokenRevoked = true;
    expect(await (await rawLogin(discord)).closed).toBe(4004);
    expect(discord.logins.used).toBe(0);
  });

  it('is recorded with the intents of each login', async () => {
    const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages;
    await (await rawLogin(discord, intents)).event('READY');
    expect(discord.logins.intents).toEqual([intents]);
  });
});

describe('a message reaches', () => {
  const say = () => discord.person('Dora').say({ channel: 'chat', text: 'among us' });
  const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits;

  it('no bot without the message intent', async () => {
    const deaf = await rawLogin(discord, Guilds | MessageContent);
    await deaf.event('GUILD_CREATE');
    say();
    discord.world.overwrite('chat', {});
    await deaf.event('CHANNEL_UPDATE');
    expect(deaf.received.map(({ t }) => t)).not.toContain('MESSAGE_CREATE');
  });

  it.each([
    ['a bot with the content intent, with its text', Guilds | GuildMessages | MessageContent, 'among us'],
    ['a bot without the content intent, without its text', Guilds | GuildMessages, ''],
  ])('%s', async (_, intents, content) => {
    const bot = await rawLogin(discord, intents);
    await bot.event('GUILD_CREATE');
    say();
    expect((await bot.event('MESSAGE_CREATE')).d).toMatchObject({ content });
  });
});
