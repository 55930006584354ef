import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openLeague, request } from './bot.ts';

let discord: LocalDiscord;
let clock: FakeClock;

beforeEach(async () => {
  clock = new FakeClock();
  discord = await openLeague({ clock });
});

afterEach(() => discord.close());

const post = (content = 'x', channel = 'chat') =>
  request(discord, `POST /channels/${discord.channel(channel)}/messages`, { content });
const codes = async (count: number) => {
  const answers: unknown[] = [];
  for (let index = 0; index < count; index += 1) answers.push((await post()).body?.code ?? 'sent');
  return answers;
};
const texts = () => discord.world.messages(discord.channel('chat')).map(({ content }) => content);

async function webhook(): Promise<string> {
  const { body } = await request(discord, `POST /channels/${discord.channel('chat')}/webhooks`, { name: 'x' });
  return `POST /webhooks/${body?.id}/${discord.world.webhooks.get(body?.id ?? '')?.token}?wait=true`;
}

describe('a planned fault of a proxy', () => {
  const raw = () =>
    fetch(`${discord.api}/v10/channels/${discord.channel('chat')}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'x' }),
    });

  it.each([401, 403, 200])('answers once with %i, as an HTML page without headers of Discord', async (status) => {
    discord.faults.failAsProxy(status);
    const answer = await raw();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
    expect(answer.headers.get('x-ratelimit-limit')).toBeNull();
    expect(await answer.text()).toMatch(/^<!DOCTYPE html>/);
    expect(texts()).toEqual([]);
    expect((await raw()).status).toBe(200);
    expect(texts()).toEqual(['x']);
  });

  it('can carry out the request and lose the answer', async () => {
    discord.faults.fail({ method: 'POST', path: '/channels/:channel/messages', status: 200, body: {}, executed: true });
    expect(await post('kept')).toMatchObject({ status: 200, body: {} });
    expect(texts()).toEqual(['kept']);
  });
});

describe('for a limited time', () => {
  it.each([
    ['every request to a channel is refused with "Missing Permissions"', 50013, 403],
    ['every request to a channel is refused with "Missing Access"', 50001, 403],
    ['a channel is unknown', 10003, 404],
  ] as const)('%s', async (_, code, status) => {
    discord.faults.refuseIn('chat', code, 4_000);
    expect(await post()).toMatchObject({ status, body: { code } });
    clock.advance(3_999);
    expect(await post()).toMatchObject({ status, body: { code } });
    expect((await post('elsewhere', 'race-control')).status).toBe(200);
    clock.advance(1);
    expect((await post()).status).toBe(200);
  });

  it('a permission is denied in one channel, and its old overwrites are restored', async () => {
    discord.world.overwrite('chat', { deny: ['SendMessages'] });
    discord.world.overwrite('chat', { member: 'pitwall', allow: ['SendMessages'] });
    const before = discord.world.places.overwritesOf(discord.channel('chat'));
    discord.faults.deny('SendMessages', { channel: 'chat', forMs: 5_000 });
    expect(await codes(1)).toEqual([50013]);
    clock.advance(5_000);
    expect(await codes(1)).toEqual(['sent']);
    expect(discord.world.places.overwritesOf(discord.channel('chat'))).toEqual(before);
  });

  it.each([
    ['ViewChannel', { content: 'x' }, 50001],
    ['SendMessages', { content: 'x' }, 50013],
    ['EmbedLinks', { embeds: [{ title: 'x' }] }, 50013],
  ] as const)('%s is denied everywhere', async (permission, body, code) => {
    const send = () => request(discord, `POST /channels/${discord.channel('chat')}/messages`, body);
    discord.faults.deny(permission, { forMs: 5_000 });
    expect((await send()).body?.code).toBe(code);
    clock.advance(5_000);
    expect((await send()).status).toBe(200);
  });

  it('a permission given back to the bot is given to nobody else', async () => {
    const before = discord.world.roles().map(({ permissions }) => permissions);
    discord.faults.deny('ManageWebhooks');
    discord.faults.allow('ManageWebhooks');
    expect(discord.world.roles().map(({ permissions }) => permissions)).toEqual(before);
    discord.faults.allow('ManageRoles');
    const [everyone] = discord.world.roles();
    expect(BigInt(everyone?.permissions ?? 0) & (1n << 28n)).toBe(0n);
  });
});

describe('a planned fault that loses an answer', () => {
  it('keeps a message of a webhook out of a list filled by other messages', async () => {
    const address = await webhook();
    const crowd = () => {
      for (let count = 0; count < 101; count += 1) discord.person('Dora').say({ channel: 'chat', text: `${count}` });
    };
    discord.faults.fail({
      method: 'POST',
      path: '/webhooks/:webhook/:token',
      status: 'cut',
      executed: true,
      meanwhile: crowd,
    });
    await expect(request(discord, address, { content: 'P-7' })).rejects.toThrow('fetch failed');
    const { body } = await request(discord, `GET /channels/${discord.channel('chat')}/messages?limit=100`);
    const listed = body as unknown as readonly { readonly content: string }[];
    expect(listed.map(({ content }) => content)).not.toContain('P-7');
    expect(texts()[0]).toBe('P-7');
  });

  it('can hit any request about a channel', async () => {
    const address = await webhook();
    discord.faults.fail({ channel: discord.channel('chat'), status: 502, times: 2 });
    expect((await request(discord, address, { content: 'x' })).status).toBe(502);
    expect((await post('x', 'race-control')).status).toBe(200);
    expect((await post()).status).toBe(502);
    expect((await post()).status).toBe(200);
  });
});
