import { type Client, Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PermissionName } from '../../../sandbox/discord/codes.ts';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { login, openLeague, request } from './bot.ts';

let discord: LocalDiscord;
let client: Client<true> | undefined;
let clock: FakeClock;
let ids: Readonly<Record<string, string>>;

beforeEach(async () => {
  clock = new FakeClock();
  discord = await openLeague({ clock, channels: [{ name: 'chat' }, { name: 'incidents', tags: ['open'] }] });
  ids = {
    GUILD: discord.guildId,
    CHAT: discord.channel('chat'),
    FORUM: discord.channel('incidents'),
    DORA: discord.person('Dora').id,
    ADMINS: discord.role('Admins'),
    STEWARDS: discord.role('Stewards'),
    BOTROLE: discord.world.roleBook.ofBot ?? '',
  };
});

afterEach(async () => {
  await client?.destroy();
  client = undefined;
  await discord.close();
});

const allow = (...names: PermissionName[]) => {
  for (const name of names) discord.faults.allow(name);
};

/** GUILD, CHAT, FORUM, DORA, STEWARDS and BOTROLE stand for their ids. */
function ask(line: string, body?: unknown) {
  const filled = Object.entries(ids).reduce((text, [name, id]) => text.replace(name, id), line);
  return request(discord, filled, body);
}

const refused = (status: number, code: number) => ({ status, body: { code } });
const VIEW = String(1n << 10n);

describe('channels', () => {
  it('are created, changed and deleted, and the bot is told', async () => {
    allow('ManageChannels', 'ManageRoles');
    client = await login(discord);
    const told = [Events.ChannelCreate, Events.ChannelUpdate, Events.ChannelDelete].map(
      (name) => new Promise((resolve) => client?.once(String(name), resolve)),
    );
    const category = await ask('POST /guilds/GUILD/channels', { name: 'League Four', type: 4 });
    expect(category).toMatchObject({ status: 201, body: { name: 'League Four', type: 4 } });
    const made = await ask('POST /guilds/GUILD/channels', {
      name: 'Race Log',
      topic: 'All of it',
      parent_id: category.body?.id,
      permission_overwrites: [{ id: discord.guildId, type: 0, deny: VIEW }],
    });
    expect(made).toMatchObject({ status: 201, body: { name: 'race-log', parent_id: category.body?.id } });
    // What is denied to everyone is denied to the bot, too, unless somebody allows it.
    expect(await ask(`GET /channels/${made.body?.id}`)).toMatchObject(refused(403, 50001));
    expect((await ask('PATCH /channels/CHAT', { topic: 'x' })).body).toMatchObject({ topic: 'x', name: 'chat' });
    expect((await ask('DELETE /channels/CHAT')).status).toBe(200);
    await Promise.all(told);
    const names = discord.world.channels().map(({ name }) => name);
    expect(names).toEqual(['incidents', 'League Four', 'race-log']);
  });

  it('take their webhooks, threads and messages with them when deleted', async () => {
    allow('ManageChannels');
    const webhook = await ask('POST /channels/CHAT/webhooks', { name: 'x' });
    const token = discord.world.webhooks.get(webhook.body?.id ?? '')?.token;
    const thread = await ask('POST /channels/CHAT/threads', { name: 'x', type: 11 });
    const chat = discord.channel('chat');
    await ask('DELETE /channels/CHAT');
    for (const id of [chat, thread.body?.id])
      expect(await ask(`GET /channels/${id}`)).toMatchObject(refused(404, 10003));
    expect(await ask(`POST /webhooks/${webhook.body?.id}/${token}`, { content: 'x' })).toMatchObject(
      refused(404, 10015),
    );
    expect(discord.world.messages(chat)).toEqual([]);
  });

  it.each<[string, readonly PermissionName[], string, unknown, number, number]>([
    ['creating one without the permission', [], 'POST /guilds/GUILD/channels', { name: 'x' }, 403, 50013],
    ['creating one in an unknown guild', [], 'POST /guilds/123456789012345678/channels', { name: 'x' }, 404, 10004],
    ['creating one without a name', ['ManageChannels'], 'POST /guilds/GUILD/channels', {}, 400, 50035],
    ['a name of 101 letters', ['ManageChannels'], 'POST /guilds/GUILD/channels', { name: 'x'.repeat(101) }, 400, 50035],
    ['an unknown parent', ['ManageChannels'], 'POST /guilds/GUILD/channels', { name: 'x', parent_id: '1' }, 400, 50035],
    [
      'granting permissions the bot does not have',
      ['ManageChannels'],
      'POST /guilds/GUILD/channels',
      { name: 'x', permission_overwrites: [{ id: '1', type: 1, allow: String(1n << 28n) }] },
      403,
      50013,
    ],
    ['changing one without the permission', [], 'PATCH /channels/CHAT', { name: 'x' }, 403, 50013],
    ['deleting one without the permission', [], 'DELETE /channels/CHAT', undefined, 403, 50013],
    ['changing an unknown one', ['ManageChannels'], 'PATCH /channels/123456789012345678', { name: 'x' }, 404, 10003],
    [
      'overwrites without Manage Roles',
      ['ManageChannels'],
      'PUT /channels/CHAT/permissions/STEWARDS',
      { type: 0, deny: VIEW },
      403,
      50013,
    ],
    [
      'overwrites for an unknown role',
      ['ManageRoles'],
      'PUT /channels/CHAT/permissions/123456789012345678',
      { type: 0, deny: VIEW },
      404,
      10011,
    ],
    [
      'deleting an unknown overwrite',
      ['ManageRoles'],
      'DELETE /channels/CHAT/permissions/STEWARDS',
      undefined,
      404,
      10009,
    ],
    ['typing in a forum', [], 'POST /channels/FORUM/typing', undefined, 400, 50024],
  ])('refuse %s', async (_, rights, line, body, status, code) => {
    allow(...rights);
    expect(await ask(line, body)).toMatchObject(refused(status, code));
  });

  it('show typing only if the bot may write there', async () => {
    expect((await ask('POST /channels/CHAT/typing')).status).toBe(204);
    discord.faults.deny('SendMessages', { channel: 'chat' });
    expect(await ask('POST /channels/CHAT/typing')).toMatchObject(refused(403, 50013));
  });

  // https://github.com/discord/discord-api-docs/issues/1900
  it('accept only two new names or topics in ten minutes', async () => {
    allow('ManageChannels');
    for (const topic of ['one', 'two']) expect((await ask('PATCH /channels/CHAT', { topic })).status).toBe(200);
    expect(await ask('PATCH /channels/CHAT', { topic: 'three' })).toMatchObject({
      status: 429,
      body: { retry_after: 600 },
    });
    expect((await ask('PATCH /channels/CHAT', { nsfw: true })).status).toBe(200);
    clock.advance(600_000);
    expect((await ask('PATCH /channels/CHAT', { topic: 'three' })).status).toBe(200);
  });
});

describe('roles', () => {
  it('are created, changed, given and deleted, and the bot is told', async () => {
    allow('ManageRoles');
    client = await login(discord);
    const told = new Promise((resolve) => client?.once(Events.GuildRoleCreate, ({ name }) => resolve(name)));
    const made = await ask('POST /guilds/GUILD/roles', { name: 'Rookies', permissions: '0' });
    expect(made).toMatchObject({ status: 200, body: { name: 'Rookies', permissions: '0', position: 1 } });
    expect(await told).toBe('Rookies');
    const role = made.body?.id ?? '';
    expect((await ask(`PATCH /guilds/GUILD/roles/${role}`, { name: 'Novices' })).body).toMatchObject({
      name: 'Novices',
    });
    expect((await ask(`PUT /guilds/GUILD/members/DORA/roles/${role}`)).status).toBe(204);
    expect(discord.person('Dora').roles).toEqual(['Novices']);
    expect((await ask(`DELETE /guilds/GUILD/roles/${role}`)).status).toBe(204);
    expect(discord.person('Dora').roles).toEqual([]);
    expect(await ask(`GET /guilds/GUILD/roles/${role}`)).toMatchObject(refused(404, 10011));
  });

  it.each<[string, readonly PermissionName[], string, unknown, number, number]>([
    ['creating one without the permission', [], 'POST /guilds/GUILD/roles', { name: 'x' }, 403, 50013],
    [
      'granting permissions the bot does not have',
      ['ManageRoles'],
      'POST /guilds/GUILD/roles',
      { name: 'x', permissions: '8' },
      403,
      50013,
    ],
    [
      'changing the role of the bot itself',
      ['ManageRoles'],
      'PATCH /guilds/GUILD/roles/BOTROLE',
      { name: 'x' },
      403,
      50013,
    ],
    ['changing an unknown one', ['ManageRoles'], 'PATCH /guilds/GUILD/roles/1', { name: 'x' }, 404, 10011],
    ['deleting @everyone', ['ManageRoles'], 'DELETE /guilds/GUILD/roles/GUILD', undefined, 400, 50028],
    [
      'giving one to an unknown member',
      ['ManageRoles'],
      'PUT /guilds/GUILD/members/123456789012345678/roles/STEWARDS',
      undefined,
      404,
      10007,
    ],
    ['giving one without the permission', [], 'PUT /guilds/GUILD/members/DORA/roles/STEWARDS', undefined, 403, 50013],
    ['renaming a member without the permission', [], 'PATCH /guilds/GUILD/members/DORA', { nick: 'x' }, 403, 50013],
    [
      'a name of 33 letters',
      ['ManageNicknames'],
      'PATCH /guilds/GUILD/members/DORA',
      { nick: 'x'.repeat(33) },
      400,
      50035,
    ],
    ['setting unknown roles', ['ManageRoles'], 'PATCH /guilds/GUILD/members/DORA', { roles: ['1'] }, 404, 10011],
  ])('refuse %s', async (_, rights, line, body, status, code) => {
    allow(...rights);
    expect(await ask(line.replace('roles/GUILD', `roles/${discord.guildId}`), body)).toMatchObject(
      refused(status, code),
    );
  });

  it('above the role of the bot are out of its reach', async () => {
    discord.world.throwOutBot();
    discord.world.inviteBot({ permissions: ['ViewChannel', 'ManageRoles'] });
    expect(await ask('PUT /guilds/GUILD/members/DORA/roles/STEWARDS')).toMatchObject(refused(403, 50013));
    expect((await ask('POST /guilds/GUILD/roles', { name: 'x', permissions: '0' })).status).toBe(200);
  });
});

describe('members', () => {
  it('can be renamed and are found by their new name', async () => {
    allow('ManageNicknames');
    expect((await ask('PATCH /guilds/GUILD/members/DORA', { nick: 'Quick' })).body).toMatchObject({ nick: 'Quick' });
    expect((await ask('GET /guilds/GUILD/members/search?query=qui')).body).toMatchObject([{ nick: 'Quick' }]);
  });

  it('that do not exist are unknown', async () => {
    expect(await ask('GET /guilds/GUILD/members/123456789012345678')).toMatchObject(refused(404, 10007));
  });
});

describe('a bot during setup', () => {
  it('can list its servers', async () => {
    const told = await ask('GET /users/@me/guilds');
    expect(told.body).toMatchObject([{ id: discord.guildId, owner: false }]);
    discord.world.throwOutBot();
    expect((await ask('GET /users/@me/guilds')).body).toEqual([]);
    expect(await ask('GET /guilds/GUILD/channels')).toMatchObject(refused(404, 10004));
    expect(await ask(`GET /applications/${discord.applicationId}/guilds/GUILD/commands`)).toMatchObject(
      refused(403, 50001),
    );
  });

  it('sees by its flags whether it may read message texts', async () => {
    const LIMITED = 1 << 19;
    expect((await ask('GET /applications/@me')).body).toMatchObject({ flags: LIMITED });
    const withheld = await openLeague({ clock, withheldIntents: 1 << 15 });
    expect((await request(withheld, 'GET /applications/@me')).body).toMatchObject({ flags: 0 });
    await withheld.close();
  });

  it('needs two-factor authentication of its owner if the server requires it', async () => {
    allow('ManageChannels', 'ManageRoles');
    discord.world.ownership.demandsTwoFactor = true;
    expect((await ask('GET /guilds/GUILD')).body).toMatchObject({ mfa_level: 1 });
    expect(await ask('POST /guilds/GUILD/channels', { name: 'x' })).toMatchObject(refused(403, 60003));
    expect(await ask('POST /guilds/GUILD/roles', { name: 'x' })).toMatchObject(refused(403, 60003));
    expect(await ask('POST /channels/CHAT/webhooks', { name: 'x' })).toMatchObject(refused(403, 60003));
    discord.world.ownership.hasTwoFactor = true;
    expect((await ask('POST /guilds/GUILD/channels', { name: 'x' })).status).toBe(201);
  });

  it('needs Manage Roles to create a private channel, and may not overwrite Manage Roles', async () => {
    allow('ManageChannels');
    const hidden = [{ id: discord.guildId, type: 0, deny: VIEW }];
    const body = { name: 'desk', permission_overwrites: hidden };
    expect(await ask('POST /guilds/GUILD/channels', body)).toMatchObject(refused(403, 50013));
    allow('ManageRoles');
    expect((await ask('POST /guilds/GUILD/channels', body)).status).toBe(201);
    const roles = [{ id: discord.guildId, type: 0, deny: String(1n << 28n) }];
    const other = { name: 'other', permission_overwrites: roles };
    expect(await ask('POST /guilds/GUILD/channels', other)).toMatchObject(refused(403, 50013));
  });

  it('has its role at the bottom after a new invitation and can give no role above it', async () => {
    discord.world.inviteBot({ permissions: ['ManageRoles'] });
    expect(await ask('PUT /guilds/GUILD/members/DORA/roles/STEWARDS')).toMatchObject(refused(403, 50013));
    const made = await ask('POST /guilds/GUILD/roles', { name: 'Marshal', permissions: '0' });
    expect(made.status).toBe(200);
    expect((await ask(`PUT /guilds/GUILD/members/DORA/roles/${made.body?.id}`)).status).toBe(204);
  });
});
