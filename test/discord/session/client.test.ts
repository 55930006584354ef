import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RESTEvents, Routes } from 'discord.js';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { Permission } from '../../../sandbox/discord/codes.ts';
import { openLocalDiscord } from '../../../sandbox/discord/server.ts';
import type { Server } from '../../../src/command/app.ts';
import { createDispatcher } from '../../../src/command/dispatch.ts';
import { commandsTables } from '../../../src/discord/interactions/commandsTables.ts';
import { deferralTables } from '../../../src/discord/interactions/deferralTables.ts';
import { openDiscord } from '../../../src/discord/session/client.ts';
import type { DiscordConfig } from '../../../src/discord/session/config.ts';
import { DoctorNotes, doctorTables } from '../../../src/doctor/notes.ts';
import { type Clock, systemClock } from '../../../src/kit/clock.ts';
import type { UserError } from '../../../src/kit/errors.ts';
import type { Store } from '../../../src/store/store.ts';
import { fakeServer } from '../../command/world.ts';
import { fakeLinks } from '../../fakes/links.ts';
import { openStore } from '../../fakes/openStore.ts';
import { noPictures } from '../../fakes/pictures.ts';
import { fakeRoster } from '../../fakes/roster.ts';
import { fakeUpkeep } from '../../fakes/upkeep.ts';
import { HASTE } from '../../haste.ts';

const GUILD_MESSAGES = 1 << 9;
const MESSAGE_CONTENT = 1 << 15;
const UNKNOWN_ID = '123456789012345678';

type Local = Awaited<ReturnType<typeof openLocalDiscord>>;

let directory: string;
let store: Store;
let local: Local;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-discord-'));
  store = openStore(directory, [commandsTables, deferralTables, doctorTables]);
  local = await openLocalDiscord({
    port: 0,
    haste: HASTE,
    withheldIntents: MESSAGE_CONTENT,
    channels: [{ name: 'race-control' }],
    roles: [{ name: 'Race admin', permissions: Permission.ManageGuild }, { name: 'Marshal' }, { name: 'Racer' }],
    people: [
      { name: 'Ada', roles: ['Race admin'] },
      { name: 'Bea', roles: ['Racer'] },
      { name: 'Stig', roles: ['Marshal'] },
      { name: 'Cy', roles: [] },
    ],
  });
  // One bot is opened after the other, and sometimes beside it.
  local.logins.concurrency = 100;
});
afterAll(async () => {
  await local.close();
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const config = (changes: Partial<DiscordConfig> = {}): DiscordConfig => ({
  token: local.token,
  guildId: local.guildId,
  channelId: local.channel('race-control'),
  apiUrl: local.api,
  roleIds: { admin: [local.role('Race admin')], steward: [local.role('Marshal')], driver: [local.role('Racer')] },
  administratorsAreAdmins: true,
  chatToGame: false,
  ...changes,
});

/** What is known of acts of an earlier start, by their ids; nothing where there is none. */
const fates = new Map<string, string>();

async function open(changes: Partial<DiscordConfig> = {}, overrides: Partial<Server> = {}, clock: Clock = systemClock) {
  const { server, done } = fakeServer('gt3', overrides);
  const fatal: UserError[] = [];
  const logged: string[] = [];
  const note = (_: object, message: string) => void logged.push(message);
  const log = { info: note, warn: note, error: note };
  const warned: string[] = [];
  const notes = new DoctorNotes(store, clock);
  const discord = await openDiscord({
    config: config(changes),
    dispatcher: createDispatcher({
      commands,
      app: {
        servers: new Map([[server.id, server]]),
        links: fakeLinks(),
        upkeep: fakeUpkeep(),
        pictures: noPictures,
        roster: fakeRoster(),
        privacyWarnings: () => [],
        shutdown: () => {},
      },
      audit: () => {},
      clock,
      log,
    }),
    hide: String,
    servers: [server.id],
    serverForChannel: () => server.id,
    fateOf: async (act) => fates.get(act),
    guidOf: () => undefined,
    store,
    clock,
    log,
    notes,
    onWarnings: (_, sentences) => warned.push(...sentences),
    onFatal: (error) => fatal.push(error),
  });
  return { discord, done, fatal, logged, warned, notes };
}

/** What somebody who gave no command can read in the channel. */
const seenBy = (name: string) => local.world.messages(local.channel('race-control'), local.person(name).id);

const ask = (name: string, ...path: string[]) => local.person(name).slash({ channel: 'race-control', path });

describe('on Discord', () => {
  let pitwall: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    pitwall = await open();
  });
  beforeEach(() => void pitwall.done.splice(0));
  afterAll(() => pitwall.discord.close());

  async function stopAsked() {
    const asked = ask('Ada', 'server', 'stop');
    await asked.done();
    const message = asked.reply();
    if (!message) throw new Error('there is no question');
    const [row] = message.components ?? [];
    const buttons = row && 'components' in row ? row.components : [];
    const [yes, no] = buttons.map((button) => ('custom_id' in button ? button.custom_id : ''));
    return { asked, message, yes: yes ?? '', no: no ?? '' };
  }

  test('a driver asks what runs, and has the answer alone: it would bury what else is in the channel', async () => {
    const asked = ask('Bea', 'server', 'info');
    await asked.done();
    expect(asked.ephemeral).toBe(true);
    expect(asked.reply()?.embeds[0]).toMatchObject({ title: 'Friday GT3' });
  });

  test('help is for the eyes of the one who asked', async () => {
    const asked = ask('Bea', 'help');
    await asked.done();
    expect(asked.ephemeral).toBe(true);
    expect(asked.reply()?.embeds[0]?.description).toContain('/server info');
    expect(asked.reply()?.embeds[0]?.description).not.toContain('/server stop');
  });

  test('a driver cannot stop the server, and nobody else reads that they tried', async () => {
    const before = seenBy('Ada');
    const asked = ask('Bea', 'server', 'stop');
    await asked.done();
    expect(asked.ephemeral).toBe(true);
    expect(asked.reply()?.content).toBe('⚠️ /server stop is for admins; your role here is driver.');
    expect(pitwall.done).toEqual([]);
    expect(seenBy('Ada')).toEqual(before);
  });

  test('a mistake is told to the one who made it, and leaves nothing in the channel', async () => {
    const before = seenBy('Bea');
    const options = { session: 'Race', setting: 'laps' };
    const asked = local.person('Ada').slash({ channel: 'race-control', path: ['server', 'set'], options });
    await asked.done();
    expect(asked.reply()).toBeUndefined();
    expect(asked.followUps.map(({ content }) => content)).toEqual([expect.stringMatching(/^⚠️ "laps" needs a number/)]);
    expect(seenBy('Ada')).toEqual(expect.arrayContaining([...asked.followUps]));
    expect(seenBy('Bea')).toEqual(before);
    await expect.poll(() => store.all('SELECT * FROM discord_replies')).toEqual([]);
  });

  test('is answered for all to see when Discord does not let the reply be taken back', async () => {
    const path = '/webhooks/:webhook/:token/messages/:message';
    local.faults.fail({ method: 'DELETE', path, status: 403, body: { code: 50013, message: 'Missing Permissions' } });
    const options = { session: 'Race', setting: 'laps' };
    const asked = local.person('Ada').slash({ channel: 'race-control', path: ['server', 'set'], options });
    await asked.done();
    expect(asked.reply()?.content).toMatch(/^⚠️ "laps" needs a number/);
    await expect.poll(() => store.all('SELECT * FROM discord_replies')).toEqual([]);
  });

  test.each([
    ['server drivers', {}, '76561198000000001'],
    ['client_list', {}, '203.0.113.7'],
    ['server entries', {}, '76561198102064903'],
    ['ban', { driver: 'Ada Quick' }, 'Ban 76561198000000001?'],
    ['unban', { guid: '76561198000000009' }, 'unban'],
  ])('what an admin reads by %s is for nobody else', async (line, options, words) => {
    const before = seenBy('Bea');
    const asked = local.person('Ada').slash({ channel: 'race-control', path: line.split(' '), options });
    await asked.done();
    expect(asked.ephemeral).toBe(true);
    expect(JSON.stringify(asked.reply())).toContain(words);
    expect(seenBy('Bea')).toEqual(before);
  });

  test.each(['server drivers', 'client_list', 'server entries'])(
    '%s is for the asker alone, and GUIDs are for stewards',
    async (line) => {
      const [steward, driver] = [ask('Stig', ...line.split(' ')), ask('Bea', ...line.split(' '))];
      await Promise.all([steward.done(), driver.done()]);
      expect([steward.ephemeral, driver.ephemeral]).toEqual([true, true]);
      expect(JSON.stringify(driver.reply())).not.toMatch(/7656119\d{10}/);
      expect(JSON.stringify(seenBy('Bea'))).not.toMatch(/7656119\d{10}/);
    },
  );

  test('somebody without any role is told which one is needed', async () => {
    const asked = ask('Cy', 'server', 'info');
    await asked.done();
    expect(asked.ephemeral).toBe(true);
    expect(asked.reply()?.content).toBe('⚠️ You need the role "Racer" for that.');
  });

  test('an admin is asked first, and a yes stops the server', async () => {
    const { asked, message, yes } = await stopAsked();
    expect(message.content).toBe('Stop Friday GT3? The race is on lap 7 of 12.');
    expect(pitwall.done).toEqual([]);

    local.person('Ada').click({ message: message.id, customId: yes });
    await asked.until(() => (asked.reply()?.embeds.length ?? 0) > 0);
    expect(asked.reply()).toMatchObject({ content: '', components: [] });
    expect(asked.reply()?.embeds[0]?.description).toBe('Friday GT3 stopped.');
    expect(pitwall.done).toEqual(['stopped']);
  });

  test('a no leaves the server alone', async () => {
    const { asked, message, no } = await stopAsked();
    local.person('Ada').click({ message: message.id, customId: no });
    await asked.until(() => asked.reply()?.content === 'Nothing was done.');
    expect(asked.reply()?.components).toEqual([]);
    expect(pitwall.done).toEqual([]);
  });

  test("another's press is refused, and the question stays for the one who was asked", async () => {
    const { asked, message, yes } = await stopAsked();
    const pressed = local.person('Bea').click({ message: message.id, customId: yes });
    await pressed.done();
    expect(pressed.ephemeral).toBe(true);
    expect(pressed.reply()?.content).toBe('⚠️ Only the person who was asked can answer.');
    expect(asked.reply()?.components).toHaveLength(1);
    expect(pitwall.done).toEqual([]);
  });

  test('the commands are told once, however often Pitwall starts', async () => {
    const told = local.world.commands();
    const again = await open();
    await again.discord.close();
    expect(local.world.commands()).toEqual(told);
    expect(store.all('SELECT * FROM discord_commands')).toHaveLength(1);
  });

  test('what a restart interrupted is answered by the next start', async () => {
    const hanging = await open({}, { start: () => new Promise(() => {}) });
    await pitwall.discord.close();
    const asked = ask('Ada', 'server', 'start');
    await asked.until(({ state }) => state === 'thinking');
    await hanging.discord.close();
    pitwall = await open();
    await asked.done();
    expect(asked.reply()?.content).toBe(
      'Pitwall restarted before it could answer, and nothing was done; please try again.',
    );
    await expect.poll(() => store.all('SELECT * FROM discord_replies')).toEqual([]);
  });

  test('what a restart interrupted behind its first step is answered with what is known of it', async () => {
    const hanging = await open({}, { start: () => new Promise(() => {}) });
    await pitwall.discord.close();
    const asked = ask('Ada', 'server', 'start');
    await asked.until(({ state }) => state === 'thinking');
    await hanging.discord.close();
    const [reply] = store.all<{ act: string }>('SELECT act FROM discord_replies');
    fates.set(reply?.act ?? '', 'Pitwall restarted in the meantime. Done: the start of gt3.');
    pitwall = await open();
    await asked.done();
    expect(asked.reply()?.content).toBe('Pitwall restarted in the meantime. Done: the start of gt3.');
    await expect.poll(() => store.all('SELECT * FROM discord_replies')).toEqual([]);
  });

  test('Discord taking the token back is the end', async () => {
    const other = await open();
    local.faults.dropSockets(4004);
    await expect
      .poll(() => other.fatal.map(({ message }) => message))
      .toEqual([expect.stringContaining('DISCORD_TOKEN')]);
    await other.discord.close();
  });
});

test('a token that is no longer accepted for requests is the end, told once', async () => {
  const { discord, fatal } = await open();
  const { rest } = discord.client;
  local.faults.revokeToken();
  await expect(rest.get(Routes.gatewayBot())).rejects.toThrow();
  await expect(rest.get(Routes.gatewayBot())).rejects.toThrow();
  await expect.poll(() => fatal.length, { timeout: 5000 }).toBeGreaterThan(0);
  local.faults.isTokenRevoked = false;
  expect(fatal.map(({ message }) => message)).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
  await discord.close();
});

test.each([
  ['like Discord', { status: 401, body: { message: '401: Unauthorized', code: 0 } }],
  ['like a proxy', { status: 401, html: '<html><title>401</title></html>' }],
])('one 401 %s is not the end, and what is asked afterwards is answered', async (_, fault) => {
  let confirmed = 0;
  const { discord, fatal } = await open({}, {}, systemClock);
  const { rest } = discord.client;
  rest.on(RESTEvents.Response, ({ route }, { status }) => {
    if (route === '/gateway/bot' && status === 200) confirmed += 1;
  });
  local.faults.fail(fault);
  await expect(rest.get(Routes.channel(local.channel('race-control')))).rejects.toThrow();
  await expect.poll(() => confirmed, { timeout: 5000 }).toBe(1);
  const asked = ask('Bea', 'server', 'info');
  await asked.done();
  expect(asked.reply()?.embeds[0]).toMatchObject({ title: 'Friday GT3' });
  expect(fatal).toEqual([]);
  await discord.close();
});

test("a start survives a 401 that is not Discord's last word", async () => {
  const path = '/gateway/bot';
  local.faults.fail({ method: 'GET', path, status: 401, body: { message: '401: Unauthorized', code: 0 } });
  local.faults.fail({ method: 'GET', path, status: 401, html: '<html><title>401</title></html>' });
  const impatient: Clock = { ...systemClock, after: (ms, task) => systemClock.after(Math.min(ms, 3000), task) };
  const pitwall = await open({}, {}, impatient);
  expect(pitwall.fatal).toEqual([]);
  await pitwall.discord.close();
});

test('messages are listened to only where the chat goes into the game', async () => {
  const pitwall = await open();
  expect((local.logins.intents.at(-1) ?? 0) & GUILD_MESSAGES).toBe(0);
  await pitwall.discord.close();
});

test('a start waits until Discord can be reached', async () => {
  local.faults.fail({ method: 'GET', path: '/gateway/bot', status: 502, times: 2 });
  const waits: number[] = [];
  const impatient: Clock = {
    ...systemClock,
    after(ms, task) {
      if (ms < 60_000) waits.push(ms);
      return systemClock.after(ms < 3000 ? 1 : ms, task);
    },
  };
  const pitwall = await open({}, {}, impatient);
  expect(waits.filter((ms) => ms < 3000)).toEqual([1000, 2000]);
  await pitwall.discord.close();
});

describe('a start goes on, and says what should be put right,', () => {
  test('where a role, a side channel and a right in one are missing', async () => {
    const roleIds = { admin: [UNKNOWN_ID], steward: [], driver: [] };
    const pitwall = await open({ roleIds, logChannelId: UNKNOWN_ID });
    expect(pitwall.warned.slice(0, 2)).toEqual([
      `DISCORD_ADMIN_ROLES holds ${UNKNOWN_ID}, but "Local league" has no role with that id; only members with Administrator can do what admins do until it is replaced. Put the id of a role that is there in its place.`,
      `DISCORD_LOG_CHANNEL_ID is ${UNKNOWN_ID}, but "Local league" has no channel with that id that the bot can see. Put the id of a channel that is there in its place, or let the bot see it; until then what is public goes to the main channel.`,
    ]);
    expect(pitwall.logged).toEqual(expect.arrayContaining([...pitwall.warned]));
    await pitwall.discord.close();
  });

  test('where Discord has forgotten the commands after the bot was thrown out and invited again', async () => {
    const before = await open();
    await before.discord.close();
    expect(local.world.commands().length).toBeGreaterThan(0);
    local.world.inviteBot();
    expect(local.world.commands()).toEqual([]);
    const pitwall = await open();
    expect(pitwall.logged).toContain('Discord had forgotten our commands; they are told again');
    expect(local.world.commands().length).toBeGreaterThan(0);
    // And where that happens while it runs.
    local.world.inviteBot();
    await expect.poll(() => local.world.commands().length, { timeout: 5000 }).toBeGreaterThan(0);
    await pitwall.discord.close();
  });

  test('where somebody else has changed them, and tells nothing to a Discord that has them', async () => {
    const before = await open();
    await before.discord.close();
    expect((await openAgain()).told).toBe(false);
    const [first] = local.world.commands();
    local.world.vocabulary.remove(first?.id ?? '');
    expect((await openAgain()).told).toBe(true);
  });

  test('where another program answers with the same token', async () => {
    const [one, other] = [await open(), await open()];
    const asked = ask('Bea', 'server', 'info');
    await asked.done();
    await expect
      .poll(() => [...one.warned, ...other.warned].filter((each) => each.startsWith('Another program is using')).length)
      .toBe(1);
    expect(one.notes.all()).toMatchObject([{ key: 'rival' }]);
    await one.discord.close();
    await other.discord.close();
    // The next start looks anew.
    const alone = await open();
    expect(alone.notes.all()).toEqual([]);
    await alone.discord.close();
  });

  test('where few log-ins are left: it waits for more', async () => {
    local.logins.total = local.logins.used + 49;
    let waits = 0;
    const impatient: Clock = {
      ...systemClock,
      after(ms, task) {
        if (ms !== 10 * 60_000) return systemClock.after(ms, task);
        waits += 1;
        local.logins.total = 1000;
        return systemClock.after(1, task);
      },
    };
    const { used } = local.logins;
    const pitwall = await open({}, {}, impatient);
    expect(waits).toBe(1);
    expect(pitwall.logged[0]).toMatch(/^Discord allows this bot 49 more log-ins until \d\d:\d\d; Pitwall waits/);
    expect(local.logins.used).toBe(used + 1);
    await pitwall.discord.close();
  });
});

async function openAgain() {
  const pitwall = await open();
  await pitwall.discord.close();
  return { told: pitwall.logged.includes('told Discord our commands') };
}

describe('a start that cannot succeed is refused in plain sentences', () => {
  test('for a wrong token', async () => {
    await expect(open({ token: 'wrong' })).rejects.toThrow(/does not accept DISCORD_TOKEN/);
  });

  test('for an intent that is switched off, naming the switch', async () => {
    await expect(open({ chatToGame: true })).rejects.toThrow(/"Message Content Intent".*DISCORD_CHAT_TO_GAME=no/);
  });

  test('for a guild the bot was not invited to', async () => {
    await expect(open({ guildId: UNKNOWN_ID })).rejects.toThrow(`${UNKNOWN_ID} (DISCORD_GUILD_ID)`);
  });

  test('for an unknown main channel, before a log-in is used up', async () => {
    const { used } = local.logins;
    await expect(open({ channelId: UNKNOWN_ID })).rejects.toThrow(
      `DISCORD_CHANNEL_ID is ${UNKNOWN_ID}, but "Local league" has no channel with that id that the bot can see.`,
    );
    expect(local.logins.used).toBe(used);
  });

  test('for an invitation without commands, with the link to another one', async () => {
    local.world.inviteBot({ withCommands: false });
    await expect(open()).rejects.toThrow(
      `The bot may not have commands on "Local league". Invite it again with the scope applications.commands: https://discord.com/oauth2/authorize?client_id=${local.applicationId}&scope=bot%20applications.commands&permissions=2252109588319296&guild_id=${local.guildId}&disable_guild_select=true`,
    );
    local.world.inviteBot();
  });

  test('for a missing permission in the channel', async () => {
    local.faults.deny('EmbedLinks');
    await expect(open()).rejects.toThrow('In #race-control (DISCORD_CHANNEL_ID) the bot needs "Embed Links".');
  });
});
