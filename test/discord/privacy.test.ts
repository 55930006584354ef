/** What only stewards may read, on Discord servers where everybody can read every channel. */
import {
  ChannelType,
  type Guild,
  type GuildChannel,
  PermissionFlagsBits,
  PermissionsBitField,
  Role,
  TextChannel,
} from 'discord.js';
import { afterEach, describe, expect, test } from 'vitest';
import type { ChannelOptions } from '../../sandbox/discord/channels.ts';
import { type LocalDiscord, openLocalDiscord } from '../../sandbox/discord/server.ts';
import { officialPlaces } from '../../src/config/channels.ts';
import { routingOf } from '../../src/config/routing.ts';
import { relayToDiscord } from '../../src/discord/cards/relay.ts';
import { Outbox } from '../../src/discord/outbox/outbox.ts';
import { outboxTables } from '../../src/discord/outbox/schema.ts';
import { discordTransport } from '../../src/discord/outbox/transport.ts';
import { destroy, login } from '../../src/discord/session/login.ts';
import { isPublic, privacyWarnings } from '../../src/discord/session/privacy.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { english } from '../../src/texts/english/index.ts';
import { eventuallyHolds } from '../eventually.ts';
import { car, incidentRig, startRace } from '../features/incidents/rig.ts';
import { HASTE } from '../haste.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Place {
  readonly channels: readonly ChannelOptions[];
  readonly stewards?: string;
}

/** A league with these channels; `stewards` names the stewards' channel, if there is one. */
async function league({ channels, stewards }: Place) {
  const local = await openLocalDiscord({
    port: 0,
    haste: HASTE,
    channels,
    roles: [{ name: 'Driver' }, { name: 'Steward' }],
    people: [
      { name: 'Stig', roles: ['Steward'] },
      { name: 'Dora', roles: ['Driver'] },
      { name: 'Guest', roles: [] },
    ],
  });
  closers.push(() => local.close());
  const rig = incidentRig({ tables: [outboxTables] });
  closers.push(() => rig.remove());
  const config = {
    token: local.token,
    guildId: local.guildId,
    apiUrl: local.api,
    channelId: local.channel('race-control'),
    stewardChannelId: stewards === undefined ? undefined : local.channel(stewards),
    roleIds: { admin: [], steward: [local.role('Steward')], driver: [local.role('Driver')] },
    administratorsAreAdmins: true,
    chatToGame: false,
  };
  const log = { info() {}, warn() {}, error() {} };
  const outbox = new Outbox({ store: rig.store, clock: systemClock, log, words: english, hide: String });
  relayToDiscord(rig.feed.bus, outbox, routingOf(config), english);
  const { client, guild } = await login({ config, clock: systemClock, log, prepare() {} });
  closers.push(() => destroy(client, systemClock));
  outbox.open(discordTransport(client.rest, client.application.id), (id) => isPublic(guild, id, config));
  closers.push(() => outbox.close(2000));
  const warnings = () =>
    privacyWarnings(officialPlaces(config), {
      isPublic: (id) => isPublic(guild, id, config),
      nameOf: (id) => guild.channels.cache.get(id)?.name,
    });
  return { local, rig, warnings };
}

/** A driver reports from the car, and then something public happens. */
function report({ rig }: Awaited<ReturnType<typeof league>>): void {
  startRace(rig);
  rig.actions.report({ guid: car(1).guid, against: undefined, words: 'rammed' });
  rig.tell({ type: 'driverKicked', driver: car(2), by: 'Stig' });
}

const textsIn = (local: LocalDiscord, channel: string): string[] =>
  local.world
    .messages(local.channel(channel))
    .flatMap(({ content, embeds }) => [content, ...embeds.map(({ title = '' }) => title)])
    .filter((text) => text !== '');

const RACE = { name: 'race-control' };
const DESK = { name: 'stewards', readers: ['Steward'] };

describe('a report from the car', () => {
  test('is not posted if everybody can read the only channel', async () => {
    const opened = await league({ channels: [RACE] });
    report(opened);
    await eventuallyHolds(() => expect(textsIn(opened.local, 'race-control').join()).toContain('was kicked'));
    expect(textsIn(opened.local, 'race-control').join()).not.toMatch(/INC-1/);
    expect(opened.rig.actions.list()).toHaveLength(1);
  });

  test('is not posted if all drivers, though not everybody, can read the only channel', async () => {
    const opened = await league({ channels: [{ ...RACE, readers: ['Driver', 'Steward'] }] });
    report(opened);
    await eventuallyHolds(() => expect(textsIn(opened.local, 'race-control').join()).toContain('was kicked'));
    expect(textsIn(opened.local, 'race-control').join()).not.toMatch(/INC-1/);
  });

  test('is posted in the only channel if only officials can read it', async () => {
    const opened = await league({ channels: [{ ...RACE, readers: ['Steward'] }] });
    report(opened);
    await eventuallyHolds(() => expect(textsIn(opened.local, 'race-control').join()).toMatch(/INC-1/));
  });

  test("waits while everybody can read the stewards' channel, and is posted afterwards", async () => {
    const opened = await league({ channels: [RACE, DESK], stewards: 'stewards' });
    const { world } = opened.local;
    world.overwrite('stewards', { allow: ['ViewChannel'] });
    await eventuallyHolds(() => expect(opened.warnings()).toHaveLength(2));
    report(opened);
    await eventuallyHolds(() => expect(textsIn(opened.local, 'race-control').join()).toContain('was kicked'));
    expect(textsIn(opened.local, 'stewards')).toEqual([]);
    world.overwrite('stewards', { deny: ['ViewChannel'] });
    await eventuallyHolds(() => expect(opened.warnings()).toHaveLength(1));
    // The next post also sends what waited.
    opened.rig.actions.report({ guid: car(3).guid, against: undefined, words: 'and me' });
    await eventuallyHolds(() => expect(textsIn(opened.local, 'stewards').join()).toMatch(/INC-1/));
  });
});

describe('the privacy warnings for the owner', () => {
  test('say that cards and log posts have no private channel, and what happens to them', async () => {
    const { warnings } = await league({ channels: [RACE] });
    expect(warnings()).toEqual([
      'Everybody can read #race-control, and DISCORD_STEWARD_CHANNEL_ID is not set: incident cards and reports are not posted; /incident list has them.',
      'Everybody can read #race-control, and DISCORD_LOG_CHANNEL_ID is not set: commands and their reasons and driver warnings are not posted; Pitwall still keeps them.',
    ]);
  });

  test("say that everybody can read the stewards' channel", async () => {
    const { warnings } = await league({ channels: [RACE, { name: 'stewards' }], stewards: 'stewards' });
    expect(warnings()[0]).toBe(
      'Everybody can read #stewards (DISCORD_STEWARD_CHANNEL_ID): incident cards and reports are held back until only officials can.',
    );
  });

  test('name what NOTICES sends to public channels, and nothing else', () => {
    const told = (notices: Parameters<typeof officialPlaces>[1]) =>
      privacyWarnings(officialPlaces({ channelId: '1', stewardChannelId: '2', logChannelId: '3' }, notices), {
        isPublic: () => true,
        nameOf: (id) => `c${id}`,
      });
    expect(told({ command: 'stewards', warning: 'off', manager: 'off', tracker: 'off', crash: 'off' })).toEqual([
      'Everybody can read #c2 (DISCORD_STEWARD_CHANNEL_ID): incident cards and reports and commands and their reasons are held back until only officials can.',
    ]);
    expect(told({ incident: 'log', desk: 'off', contact: 'off' })).toEqual([
      'Everybody can read #c3 (DISCORD_LOG_CHANNEL_ID): incident cards and reports and commands and their reasons and driver warnings are held back until only officials can.',
    ]);
    const nothing = { incident: 'off', desk: 'off', contact: 'off' } as const;
    expect(told({ ...nothing, command: 'off', warning: 'off', manager: 'off', tracker: 'off', crash: 'off' })).toEqual(
      [],
    );
  });

  test('are empty if only officials can read the channels', async () => {
    const { warnings } = await league({ channels: [{ ...RACE, readers: ['Steward'] }, DESK], stewards: 'stewards' });
    expect(warnings()).toEqual([]);
  });
});

describe('whether everybody can read a channel', () => {
  const SEE = PermissionFlagsBits.ViewChannel;
  const wishes = [undefined, { allow: 0n, deny: SEE }, { allow: SEE, deny: 0n }];
  const [GUILD, DRIVER] = ['1', '2'];
  const cases = [0n, SEE, PermissionFlagsBits.Administrator].flatMap((everyone) =>
    [0n, SEE, PermissionFlagsBits.Administrator].flatMap((driver) =>
      wishes.flatMap((forEveryone) => wishes.map((forDriver) => ({ everyone, driver, forEveryone, forDriver }))),
    ),
  );

  /** A discord.js guild with one channel, and one role besides @everyone. */
  function guildOf({ everyone, driver, forEveryone, forDriver }: (typeof cases)[number]) {
    const roles = new Map<string, object>();
    const guild = {
      id: GUILD,
      roles: { cache: roles, resolve: (role: object) => role, everyone: {} },
      members: { resolve: () => null },
      channels: { cache: new Map<string, GuildChannel>() },
    };
    for (const [id, bits] of [
      [GUILD, everyone],
      [DRIVER, driver],
    ] as const)
      roles.set(
        id,
        Object.assign(Object.create(Role.prototype), { id, guild, permissions: new PermissionsBitField(bits) }),
      );
    guild.roles.everyone = roles.get(GUILD) ?? {};
    const overwrites = [
      [GUILD, forEveryone],
      [DRIVER, forDriver],
    ] as const;
    const channel = Object.assign(Object.create(TextChannel.prototype), {
      type: ChannelType.GuildText,
      guild,
      permissionOverwrites: {
        cache: new Map(
          overwrites.flatMap(([id, wish]) =>
            wish === undefined
              ? []
              : [
                  [
                    id,
                    { allow: new PermissionsBitField(wish.allow), deny: new PermissionsBitField(wish.deny) },
                  ] as const,
                ],
          ),
        ),
      },
    }) as GuildChannel;
    guild.channels.cache.set('3', channel);
    return { guild: guild as unknown as Guild, channel, roles: [...roles.values()] as Role[] };
  }

  test.each([[['2']], [[]]])(
    'is the same as in discord.js for all role and channel permissions, with driver roles %j',
    (driverIds) => {
      const found = cases.map((each) => {
        const { guild, channel, roles } = guildOf(each);
        const asked = roles.slice(0, 1 + driverIds.length);
        const expected = asked.some((role) => channel.permissionsFor(role).has(SEE));
        return [isPublic(guild, '3', { roleIds: { admin: [], steward: [], driver: driverIds } }), expected];
      });
      expect(found.map(([told]) => told)).toEqual(found.map(([, expected]) => expected));
      expect(new Set(found.map(([told]) => told))).toEqual(new Set([true, false]));
    },
  );
});
