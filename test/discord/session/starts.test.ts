import { RESTEvents, Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../../src/kit/clock.ts';
import { type SessionRig, sessionRig } from './rig.ts';

const GUILD_MESSAGES = 1 << 9;
const UNKNOWN_ID = '123456789012345678';

/** Retries after a second run at once. */
const promptClock: Clock = {
  ...systemClock,
  after: (ms, task) => systemClock.after(ms === 1000 ? 20 : ms, task),
};

let rig: SessionRig;
beforeAll(async () => {
  rig = await sessionRig();
});
afterAll(() => rig.close());

test('a token revoked for requests is fatal, and reported once', async () => {
  const { discord, fatal } = await rig.open();
  const { rest } = discord.client;
  rig.local.faults.revokeToken();
  await expect(rest.get(Routes.gatewayBot())).rejects.toThrow();
  await expect(rest.get(Routes.gatewayBot())).rejects.toThrow();
  await expect.poll(() => fatal.length, { timeout: 5000 }).toBeGreaterThan(0);
  rig.local.faults.isTokenRevoked = false;
  expect(fatal.map(({ message }) => message)).toEqual([expect.stringContaining('DISCORD_TOKEN')]);
  await discord.close();
});

test.each([
  ['from Discord', { status: 401, body: { message: '401: Unauthorized', code: 0 } }],
  ['from a proxy', { status: 401, html: '<html><title>401</title></html>' }],
])('a single 401 %s is not fatal, and later commands are answered', async (_, fault) => {
  let confirmed = 0;
  const { discord, fatal } = await rig.open({}, {}, promptClock);
  const { rest } = discord.client;
  rest.on(RESTEvents.Response, ({ route }, { status }) => {
    if (route === '/gateway/bot' && status === 200) confirmed += 1;
  });
  rig.local.faults.fail(fault);
  await expect(rest.get(Routes.channel(rig.local.channel('race-control')))).rejects.toThrow();
  await expect.poll(() => confirmed, { timeout: 5000 }).toBe(1);
  const asked = rig.ask('Bea', 'server', 'info');
  await asked.done();
  expect(asked.reply()?.embeds[0]).toMatchObject({ title: 'Friday GT3' });
  expect(fatal).toEqual([]);
  await discord.close();
});

test('a start survives a 401 that does not persist', async () => {
  const path = '/gateway/bot';
  rig.local.faults.fail({ method: 'GET', path, status: 401, body: { message: '401: Unauthorized', code: 0 } });
  rig.local.faults.fail({ method: 'GET', path, status: 401, html: '<html><title>401</title></html>' });
  const pitwall = await rig.open({}, {}, promptClock);
  expect(pitwall.fatal).toEqual([]);
  await pitwall.discord.close();
});

test('messages are not listened to if chat does not go to the game', async () => {
  const pitwall = await rig.open();
  expect((rig.local.logins.intents.at(-1) ?? 0) & GUILD_MESSAGES).toBe(0);
  await pitwall.discord.close();
});

test('a start waits until Discord can be reached', async () => {
  rig.local.faults.fail({ method: 'GET', path: '/gateway/bot', status: 502, times: 2 });
  const waits: number[] = [];
  const impatient: Clock = {
    ...systemClock,
    after(ms, task) {
      if (ms < 60_000) waits.push(ms);
      return systemClock.after(ms < 3000 ? 1 : ms, task);
    },
  };
  const pitwall = await rig.open({}, {}, impatient);
  expect(waits.filter((ms) => ms < 3000)).toEqual([1000, 2000]);
  await pitwall.discord.close();
});

describe('a start goes on and reports the problem', () => {
  test('if a role and a side channel are missing', async () => {
    const roleIds = { admin: [UNKNOWN_ID], steward: [], driver: [] };
    const pitwall = await rig.open({ roleIds, logChannelId: UNKNOWN_ID });
    expect(pitwall.warned.slice(0, 2)).toEqual([
      `DISCORD_ADMIN_ROLES holds ${UNKNOWN_ID}, but "Local league" has no role with that id; only members with Administrator can do what admins do until it is replaced. Put the id of a role that is there in its place.`,
      `DISCORD_LOG_CHANNEL_ID is ${UNKNOWN_ID}, but "Local league" has no channel with that id that the bot can see. Use the id of an existing channel, or let the bot see this one; until then, public posts go to the main channel.`,
    ]);
    expect(pitwall.logged).toEqual(expect.arrayContaining([...pitwall.warned]));
    await pitwall.discord.close();
  });

  test('if Discord has lost the commands after a new invitation, and registers them again', async () => {
    const before = await rig.open();
    await before.discord.close();
    expect(rig.local.world.commands().length).toBeGreaterThan(0);
    rig.local.world.inviteBot();
    expect(rig.local.world.commands()).toEqual([]);
    const pitwall = await rig.open();
    expect(pitwall.logged).toContain('Discord had forgotten our commands; they are told again');
    expect(rig.local.world.commands().length).toBeGreaterThan(0);
    // And when it happens while Pitwall runs.
    rig.local.world.inviteBot();
    await expect.poll(() => rig.local.world.commands().length, { timeout: 5000 }).toBeGreaterThan(0);
    await pitwall.discord.close();
  });

  test('if somebody has changed the commands, and registers nothing if Discord has them', async () => {
    const before = await rig.open();
    await before.discord.close();
    expect((await openAgain()).told).toBe(false);
    const [first] = rig.local.world.commands();
    rig.local.world.vocabulary.remove(first?.id ?? '');
    expect((await openAgain()).told).toBe(true);
  });

  test('if another program answers with the same token', async () => {
    const [one, other] = [await rig.open(), await rig.open()];
    const asked = rig.ask('Bea', 'server', 'info');
    await asked.done();
    await expect
      .poll(() => [...one.warned, ...other.warned].filter((each) => each.startsWith('Another program is using')).length)
      .toBe(1);
    expect(one.notes.all()).toMatchObject([{ key: 'rival' }]);
    await one.discord.close();
    await other.discord.close();
    // The next start checks again.
    const alone = await rig.open();
    expect(alone.notes.all()).toEqual([]);
    await alone.discord.close();
  });

  test('if few log-ins are left, after waiting for more', async () => {
    rig.local.logins.total = rig.local.logins.used + 49;
    let waits = 0;
    const impatient: Clock = {
      ...systemClock,
      after(ms, task) {
        if (ms !== 10 * 60_000) return systemClock.after(ms, task);
        waits += 1;
        rig.local.logins.total = 1000;
        return systemClock.after(1, task);
      },
    };
    const { used } = rig.local.logins;
    const pitwall = await rig.open({}, {}, impatient);
    expect(waits).toBe(1);
    expect(pitwall.logged[0]).toMatch(
      /^Discord allows this bot 49 more log-ins until \d\d:\d\d( on \d+ \w+)?; Pitwall waits/,
    );
    expect(rig.local.logins.used).toBe(used + 1);
    await pitwall.discord.close();
  });
});

async function openAgain() {
  const pitwall = await rig.open();
  await pitwall.discord.close();
  return { told: pitwall.logged.includes('told Discord our commands') };
}

describe('a start that cannot succeed is refused in plain sentences', () => {
  test('for a wrong token', async () => {
    await expect(rig.open({ token: 'wrong' })).rejects.toThrow(/does not accept DISCORD_TOKEN/);
  });

  test('for an intent that is switched off, naming the switch', async () => {
    await expect(rig.open({ chatToGame: true })).rejects.toThrow(/"Message Content Intent".*DISCORD_CHAT_TO_GAME=no/);
  });

  test('for a guild the bot was not invited to', async () => {
    await expect(rig.open({ guildId: UNKNOWN_ID })).rejects.toThrow(`${UNKNOWN_ID} (DISCORD_GUILD_ID)`);
  });

  test('for an unknown main channel, before a log-in is used up', async () => {
    const { used } = rig.local.logins;
    await expect(rig.open({ channelId: UNKNOWN_ID })).rejects.toThrow(
      `DISCORD_CHANNEL_ID is ${UNKNOWN_ID}, but "Local league" has no channel with that id that the bot can see.`,
    );
    expect(rig.local.logins.used).toBe(used);
  });

  test('for an invitation without commands, with the link for a new one', async () => {
    rig.local.world.inviteBot({ withCommands: false });
    await expect(rig.open()).rejects.toThrow(
      `The bot may not have commands on "Local league". Invite it again with the scope applications.commands: https://discord.com/oauth2/authorize?client_id=${rig.local.applicationId}&scope=bot%20applications.commands&permissions=2252109588319296&guild_id=${rig.local.guildId}&disable_guild_select=true`,
    );
    rig.local.world.inviteBot();
  });

  test('for a missing permission in the channel', async () => {
    rig.local.faults.deny('EmbedLinks');
    await expect(rig.open()).rejects.toThrow('In #race-control (DISCORD_CHANNEL_ID) the bot needs "Embed Links".');
  });
});
