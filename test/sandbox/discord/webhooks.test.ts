import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openLeague, request } from './bot.ts';

describe('webhooks', () => {
  let discord: LocalDiscord;
  let clock: FakeClock;

  beforeEach(async () => {
    clock = new FakeClock();
    discord = await openLeague({ clock });
  });

  afterEach(() => discord.close());

  it('are limited to fifteen per channel', async () => {
    const line = `POST /channels/${discord.channel('chat')}/webhooks`;
    for (let count = 0; count < 15; count += 1) expect((await request(discord, line, { name: 'x' })).status).toBe(200);
    expect((await request(discord, line, { name: 'x' })).body?.code).toBe(30007);
  });

  // https://discord.com/developers/docs/resources/user#usernames-and-nicknames
  it.each(['Clyde', 'my Discord', 'a@b', '#1 driver', 'Ben: fast', 'a```b', 'everyone', 'Here', '  ', 'x'.repeat(81)])(
    'refuse the name "%s"',
    async (username) => {
      const line = `POST /channels/${discord.channel('chat')}/webhooks`;
      expect(await request(discord, line, { name: username })).toMatchObject({ status: 400, body: { code: 50035 } });
      const { body } = await request(discord, line, { name: 'x' });
      const address = `POST /webhooks/${body?.id}/${discord.world.webhooks.get(body?.id ?? '')?.token}`;
      const said = await request(discord, address, { content: 'x', username });
      expect(said).toMatchObject({ status: 400, body: { code: 50035 } });
      expect((await request(discord, address, { content: 'x', username: 'Nowhere man' })).status).toBe(204);
    },
  );

  it('can be read by the bot, and by anybody with the token', async () => {
    const { body } = await request(discord, `POST /channels/${discord.channel('chat')}/webhooks`, { name: 'x' });
    const token = discord.world.webhooks.get(body?.id ?? '')?.token;
    expect((await request(discord, `GET /webhooks/${body?.id}`)).body).toMatchObject({ token, user: { bot: true } });
    const open = await fetch(`${discord.api}/v10/webhooks/${body?.id}/${token}`);
    expect(await open.json()).not.toHaveProperty('user');
    expect(await request(discord, `GET /webhooks/${body?.id}/wrong`)).toMatchObject({
      status: 401,
      body: { code: 50027 },
    });
    discord.faults.deny('ManageWebhooks');
    expect(await request(discord, `GET /webhooks/${body?.id}`)).toMatchObject({ status: 403, body: { code: 50013 } });
    expect(await request(discord, `DELETE /webhooks/${body?.id}`)).toMatchObject({
      status: 403,
      body: { code: 50013 },
    });
    discord.faults.allow('ManageWebhooks');
    expect((await request(discord, `DELETE /webhooks/${body?.id}`)).status).toBe(204);
    expect(await request(discord, `GET /webhooks/${body?.id}`)).toMatchObject({ status: 404, body: { code: 10015 } });
  });

  it('share a limit of thirty messages a minute per channel', async () => {
    const addresses: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      const { body } = await request(discord, `POST /channels/${discord.channel('chat')}/webhooks`, { name: 'x' });
      const { token } = discord.world.webhooks.get(body?.id ?? '') ?? { token: '' };
      addresses.push(`POST /webhooks/${body?.id}/${token}`);
    }
    const statuses: number[] = [];
    for (const address of addresses) {
      for (let count = 0; count < 5; count += 1) {
        statuses.push((await request(discord, address, { content: 'x' })).status);
      }
    }
    expect(statuses.filter((status) => status === 204)).toHaveLength(30);
    const refused = await request(discord, addresses[6] ?? '', { content: 'x' });
    expect(refused.status).toBe(429);
    clock.advance(60_000);
    expect((await request(discord, addresses[6] ?? '', { content: 'x' })).status).toBe(204);
  });

  it('are each limited to five messages in two seconds, counted in headers', async () => {
    const { body } = await request(discord, `POST /channels/${discord.channel('chat')}/webhooks`, { name: 'x' });
    const address = `POST /webhooks/${body?.id}/${discord.world.webhooks.get(body?.id ?? '')?.token}`;
    for (const left of ['4', '3', '2', '1', '0']) {
      expect((await request(discord, address, { content: 'x' })).headers.get('x-ratelimit-remaining')).toBe(left);
    }
    const refused = await request(discord, address, { content: 'x' });
    expect(refused).toMatchObject({ status: 429, body: { retry_after: 2, global: false } });
    expect([refused.headers.get('retry-after'), refused.headers.get('x-ratelimit-scope')]).toEqual(['2', 'user']);
    clock.advance(2_000);
    expect((await request(discord, address, { content: 'x' })).status).toBe(204);
  });
});
