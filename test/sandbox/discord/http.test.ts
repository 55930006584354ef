import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openLeague, request } from './bot.ts';

describe('the HTTP routes', () => {
  let discord: LocalDiscord;
  let clock: FakeClock;
  const lines: string[] = [];
  const post = (body: unknown) => request(discord, `POST /channels/${discord.channel('chat')}/messages`, body);

  beforeEach(async () => {
    clock = new FakeClock();
    lines.length = 0;
    discord = await openLeague({ clock, log: (line) => lines.push(line) });
  });

  afterEach(() => discord.close());

  it('limit a channel to five messages in five seconds, counted in headers', async () => {
    const remaining: (string | null)[] = [];
    for (let count = 0; count < 5; count += 1) {
      clock.advance(100);
      const { headers } = await post({ content: 'x' });
      remaining.push(headers.get('x-ratelimit-remaining'));
    }
    expect(remaining).toEqual(['4', '3', '2', '1', '0']);
    const refused = await post({ content: 'x' });
    expect(refused.status).toBe(429);
    // 400 ms after the first: the body is exact, the header counts whole seconds.
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(refused.body).toEqual({ message: 'You are being rate limited.', retry_after: 4.6, global: false, code: 0 });
    clock.advance(4_600);
    expect((await post({ content: 'x' })).headers.get('x-ratelimit-reset-after')).toBe('5.000');
  });

  it('limit edits of a message older than an hour to three in six seconds', async () => {
    const { body } = await post({ content: 'board' });
    const edit = () =>
      request(discord, `PATCH /channels/${discord.channel('chat')}/messages/${body?.id}`, { content: 'x' });
    clock.advance(3_600_001);
    for (let count = 0; count < 3; count += 1) expect((await edit()).status).toBe(200);
    const refused = await edit();
    expect(refused).toMatchObject({ status: 429, body: { code: 30046, retry_after: 6 } });
    expect(refused.headers.get('x-ratelimit-limit')).toBeNull();
    clock.advance(6_000);
    expect((await edit()).status).toBe(200);
  });

  it('shorten their limits by the haste factor', async () => {
    const hurried = await openLeague({ clock, haste: 50 });
    const say = () => request(hurried, `POST /channels/${hurried.channel('chat')}/messages`, { content: 'x' });
    for (let count = 0; count < 5; count += 1) expect((await say()).status).toBe(200);
    expect(await say()).toMatchObject({ status: 429, body: { retry_after: 0.1 } });
    clock.advance(100);
    expect((await say()).status).toBe(200);
    await hurried.close();
  });

  it('limit all requests together to fifty a second', async () => {
    for (let count = 0; count < 50; count += 1) expect((await request(discord, 'GET /users/@me')).status).toBe(200);
    const refused = await request(discord, 'GET /gateway/bot');
    expect(refused).toMatchObject({ status: 429, body: { global: true } });
    expect(refused.headers.get('x-ratelimit-global')).toBe('true');
  });

  // https://discord.com/developers/docs/resources/message#create-message: same author and same nonce, whatever channel
  it('apply an enforced nonce across all channels', async () => {
    const body = { content: 'x', nonce: '1', enforce_nonce: true };
    const first = await post(body);
    const elsewhere = `POST /channels/${discord.channel('race-control')}/messages`;
    expect((await request(discord, elsewhere, body)).body?.id).toBe(first.body?.id);
    expect((await request(discord, elsewhere, { ...body, nonce: '2' })).body?.id).not.toBe(first.body?.id);
    expect((await request(discord, elsewhere, { content: 'x', nonce: '1' })).body?.id).not.toBe(first.body?.id);
  });

  it('forget a nonce after a few minutes', async () => {
    const body = { content: 'x', nonce: '1', enforce_nonce: true };
    const first = await post(body);
    clock.advance(3 * 60_000 + 1);
    expect((await post(body)).body?.id).not.toBe(first.body?.id);
  });

  it.each([
    ['content of 2001 characters', { content: 'x'.repeat(2001) }, ['content'], 'BASE_TYPE_MAX_LENGTH'],
    ['eleven embeds', { embeds: Array(11).fill({ title: 'x' }) }, ['embeds'], 'BASE_TYPE_MAX_LENGTH'],
    ['a long title', { embeds: [{ title: 'x'.repeat(257) }] }, ['embeds', '0', 'title'], 'BASE_TYPE_MAX_LENGTH'],
    [
      'embeds of over 6000 characters together',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
      ['embeds'],
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['a nonce of 26 characters', { content: 'x', nonce: 'n'.repeat(26) }, ['nonce'], 'BASE_TYPE_MAX_LENGTH'],
    [
      'six rows',
      { components: Array.from({ length: 6 }, (_, row) => rowOf(`b${row}`)) },
      ['components'],
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'six buttons in a row',
      { components: [rowOf('a', 'b', 'c', 'd', 'e', 'f')] },
      ['components', '0', 'components'],
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'the same custom id twice',
      { components: [rowOf('a', 'a')] },
      ['components', '0', 'components', '1', 'custom_id'],
      'COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a custom id of 101 characters',
      { components: [rowOf('x'.repeat(101))] },
      ['components', '0', 'components', '0', 'custom_id'],
      'BASE_TYPE_MAX_LENGTH',
    ],
  ])('refuse %s and name the field', async (_, body, path, code) => {
    const refused = await post(body);
    expect(refused).toMatchObject({ status: 400, body: { code: 50035, message: 'Invalid Form Body' } });
    expect(refused.body).toHaveProperty(['errors', ...path, '_errors', '0', 'code'], code);
  });

  it.each([
    ['an empty message', 'POST /channels/CHAT/messages', {}, 400, 50006],
    ['an unknown channel', 'POST /channels/123456789012345678/messages', { content: 'x' }, 404, 10003],
    ['an unknown message', 'GET /channels/CHAT/messages/123456789012345678', undefined, 404, 10008],
    ['an unknown guild', 'GET /guilds/123456789012345678', undefined, 404, 10004],
    ['an unknown webhook', 'POST /webhooks/123456789012345678/token', { content: 'x' }, 404, 10015],
    ['a forbidden name', 'POST /channels/CHAT/webhooks', { name: 'My Discord' }, 400, 50035],
    ['an unknown interaction', 'POST /interactions/123456789012345678/t/callback', { type: 4 }, 404, 10062],
    [
      'a command with an upper-case name',
      'PUT /applications/APP/guilds/GUILD/commands',
      [{ name: 'Kick', description: 'x' }],
      400,
      50035,
    ],
  ])('refuse %s', async (_, line, body, status, code) => {
    const filled = line
      .replace('CHAT', discord.channel('chat'))
      .replace('APP', discord.applicationId)
      .replace('GUILD', discord.guildId);
    expect(await request(discord, filled, body)).toMatchObject({ status, body: { code } });
  });

  it('refuse a request when its permission is denied', async () => {
    discord.faults.deny('SendMessages');
    expect((await post({ content: 'x' })).body?.code).toBe(50013);
    discord.faults.allow('SendMessages');
    expect((await post({ content: 'x' })).status).toBe(200);
    discord.faults.deny('ViewChannel');
    expect((await post({ content: 'x' })).body?.code).toBe(50001);
  });

  // https://discord.com/developers/docs/events/gateway#message-content-intent
  it('hide message texts and the member list from bots without the intents', async () => {
    const said = { content: 'among us' };
    const strict = await openLeague({ withheldIntents: (1 << 15) | (1 << 1) });
    for (const [league, content, status] of [
      [strict, '', 403],
      [discord, said.content, 200],
    ] as const) {
      const { id } = league.person('Dora').say({ channel: 'chat', text: said.content });
      const list = `/channels/${league.channel('chat')}/messages`;
      expect((await request(league, `GET ${list}/${id}`)).body).toMatchObject({ content });
      expect((await request(league, `GET ${list}`)).body).toMatchObject([{ content }]);
      expect((await request(league, `GET /guilds/${league.guildId}/members?limit=10`)).status).toBe(status);
    }
    await strict.close();
  });

  it('block the bot for a day after too many refused requests', async () => {
    discord.invalidRequests.most = 3;
    discord.faults.deny('SendMessages');
    expect((await request(discord, 'GET /channels/1')).status).toBe(404);
    for (const count of [1, 2, 3]) {
      expect((await post({ content: 'x' })).status).toBe(403);
      expect(discord.invalidRequests.count).toBe(count);
    }
    const status = async () => (await fetch(`${discord.api}/v10/gateway/bot`, asBot(discord))).status;
    expect(await status()).toBe(429);
    clock.advance(24 * 3_600_000);
    expect(await status()).toBe(200);
  });

  it('send rate-limit headers with a refusal too', async () => {
    const refused = await post({});
    expect(refused).toMatchObject({ status: 400, body: { code: 50006 } });
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('4');
  });

  it('keep the latest two thousand messages of a channel', () => {
    for (let count = 0; count <= 2000; count += 1) discord.person('Dora').say({ channel: 'chat', text: String(count) });
    const kept = discord.world.messages(discord.channel('chat')).map(({ content }) => content);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([2000, '1', '2000']);
  });

  it('answer with a planned fault, before or after carrying out the request', async () => {
    const path = '/channels/:channel/messages';
    discord.faults.fail({ method: 'POST', path, status: 502 });
    discord.faults.fail({ method: 'POST', path, status: 502, executed: true });
    const channel = discord.channel('chat');
    expect((await post({ content: 'lost' })).status).toBe(502);
    expect((await post({ content: 'stored' })).status).toBe(502);
    expect((await post({ content: 'fine' })).status).toBe(200);
    expect(discord.world.messages(channel).map(({ content }) => content)).toEqual(['stored', 'fine']);
  });

  it('cut the connection after carrying out the request', async () => {
    const path = '/channels/:channel/messages';
    discord.faults.fail({ method: 'POST', path, status: 'cut', executed: true });
    await expect(post({ content: 'stored' })).rejects.toThrow('fetch failed');
    expect(discord.world.messages(discord.channel('chat'))).toMatchObject([{ content: 'stored' }]);
  });

  it('log a request to an unknown route', async () => {
    expect(await request(discord, 'GET /voice/regions')).toMatchObject({ status: 404, body: { code: 0 } });
    expect(lines).toEqual(['Nothing answers GET /voice/regions: the local Discord has no such route.']);
  });

  it('fail to open on a taken port', async () => {
    const port = Number(new URL(discord.url).port);
    await expect(openLeague({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

function rowOf(...ids: string[]) {
  return { type: 1, components: ids.map((id) => ({ type: 2, style: 1, label: 'x', custom_id: id })) };
}

const asBot = ({ token }: LocalDiscord) => ({ headers: { authorization: `Bot ${token}` } });
