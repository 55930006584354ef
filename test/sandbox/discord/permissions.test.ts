import { type APIGuildMember, type Client, Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { permissionsIn } from '../../../sandbox/discord/permissions.ts';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { login, openLeague, request } from './bot.ts';

describe('the permission of a member to send in a channel', () => {
  const SEND = 1n << 11n;
  const guild = {
    id: '1',
    roles: [
      { id: '1', permissions: String(SEND) },
      { id: '2', permissions: '0' },
      { id: '3', permissions: String(1n << 3n) },
    ],
  };
  const member = (...roles: string[]) => ({ user: { id: '9' }, roles }) as Pick<APIGuildMember, 'user' | 'roles'>;
  const rule = (id: string, type: 0 | 1, side: 'allow' | 'deny') => ({
    id,
    type,
    allow: '0',
    deny: '0',
    [side]: String(SEND),
  });
  const maySend = (bits: bigint) => (bits & SEND) !== 0n;

  // https://discord.com/developers/docs/topics/permissions: the order in which overwrites count.
  it.each([
    ['comes from @everyone', [], ['2'], true],
    ['is removed by a denial for everyone', [rule('1', 0, 'deny')], ['2'], false],
    ['is restored by an allowance for their role', [rule('1', 0, 'deny'), rule('2', 0, 'allow')], ['2'], true],
    ['is not granted by a role they do not have', [rule('1', 0, 'deny'), rule('2', 0, 'allow')], [], false],
    ['is removed by a denial for the member', [rule('2', 0, 'allow'), rule('9', 1, 'deny')], ['2'], false],
    ['is always there for an administrator', [rule('1', 0, 'deny'), rule('9', 1, 'deny')], ['3'], true],
  ])('%s', (_, overwrites, roles, expected) => {
    expect(maySend(permissionsIn(member(...roles), guild, overwrites))).toBe(expected);
  });
});

describe('a private channel', () => {
  let discord: LocalDiscord;
  let client: Client<true> | undefined;

  beforeEach(async () => {
    discord = await openLeague();
    discord.world.overwrite('chat', { deny: ['ViewChannel'] });
    discord.world.overwrite('chat', { role: 'Stewards', allow: ['ViewChannel'] });
  });

  afterEach(async () => {
    await client?.destroy();
    client = undefined;
    await discord.close();
  });

  it('is closed to people without the role', () => {
    expect(discord.person('Sam').say({ channel: 'chat', text: 'hi' }).content).toBe('hi');
    expect(() => discord.person('Dora').say({ channel: 'chat', text: 'hi' })).toThrow('Dora sees no channel "chat"');
    expect(() => discord.person('Dora').slash({ channel: 'chat', path: ['x'] })).toThrow();
  });

  it('is closed to the bot until it gets access', async () => {
    client = await login(discord);
    const heard: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => heard.push(content));
    const post = () => request(discord, `POST /channels/${discord.channel('chat')}/messages`, { content: 'x' });
    expect((await post()).body?.code).toBe(50001);
    discord.person('Sam').say({ channel: 'chat', text: 'among us' });
    const updated = new Promise((resolve) => client?.once(Events.ChannelUpdate, resolve));
    discord.world.overwrite('chat', { member: 'pitwall', allow: ['ViewChannel'], deny: ['SendMessages'] });
    await updated;
    expect((await post()).body?.code).toBe(50013);
    const listened = new Promise((resolve) => client?.once(Events.MessageCreate, resolve));
    discord.person('Sam').say({ channel: 'chat', text: 'welcome' });
    await listened;
    expect(heard).toEqual(['welcome']);
  });
});
