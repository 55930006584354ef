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
  it('has the lists that ordinary clients walk without asking', async () => {
    const { d } = await (await rawLogin(discord)).event('READY');
    expect(d).toMatchObject({
      private_channels: [],
      relationships: [],
      presences: [],
      guilds: [{ id: discord.guildId, unavailable: true }],
      application: { id: discord.applicationId },
    });
  });

  it('comes to who has a token whose first part is the bot’s id, in base64', () => {
    const [first = ''] = discord.token.split('.');
    expect(Buffer.from(first, 'base64').toString()).toBe(discord.applicationId);
    expect(discord.token).toMatch(/^[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}$/);
  });
});

// https://discord.com/developers/docs/events/gateway#session-start-limit-object
describe('logins are counted', () => {
  it('a thousand in 24 hours, of which each takes one away', async () => {
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

  it('also those of discord.js, which does not log in when too few are left', async () => {
    const client = await login(discord);
    expect(await limit()).toMatchObject({ session_start_limit: { remaining: 999 } });
    await client.destroy();
    discord.logins.total = 1;
    const late = newClient(discord);
    await expect(late.login(discord.token)).rejects.toThrow('Not enough sessions remaining');
    await late.destroy();
  });

  it('one too many costs the token', async () => {
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
  it('one in five seconds; a second one is told that its session is invalid, and counted all the same', async () => {
    await (await rawLogin(discord)).event('READY');
    clock.advance(4_999);
    const soon = await rawLogin(discord);
    expect((await soon.until(({ op }) => op === 9)).d).toBe(false);
    expect(discord.logins.used).toBe(2);
    clock.advance(1);
    soon.identify();
    await soon.event('READY');
  });

  it('but not those with a wrong token, which are nobody’s', async () => {
    discord.faults.isTokenRevoked = true;
    expect(await (await rawLogin(discord)).closed).toBe(4004);
    expect(discord.logins.used).toBe(0);
  });

  it('and what each asked to hear can be looked up', async () => {
    const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages;
    await (await rawLogin(discord, intents)).event('READY');
    expect(discord.logins.intents).toEqual([intents]);
  });
});

describe('what is said reaches', () => {
  const say = () => discord.person('Dora').say({ channel: 'chat', text: 'among us' });
  const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits;

  it('only those who asked for messages', async () => {
    const deaf = await rawLogin(discord, Guilds | MessageContent);
    await deaf.event('GUILD_CREATE');
    say();
    discord.world.overwrite('chat', {});
    await deaf.event('CHANNEL_UPDATE');
    expect(deaf.received.map(({ t }) => t)).not.toContain('MESSAGE_CREATE');
  });

  it.each([
    ['with its words those who asked for them', Guilds | GuildMessages | MessageContent, 'among us'],
    ['without its words the others', Guilds | GuildMessages, ''],
  ])('%s', async (_, intents, content) => {
    const bot = await rawLogin(discord, intents);
    await bot.event('GUILD_CREATE');
    say();
    expect((await bot.event('MESSAGE_CREATE')).d).toMatchObject({ content });
  });
});
