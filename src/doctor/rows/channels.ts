/** Checks whether the configured channels and roles exist, and who can do what in them. */

import { timeOf } from '../../kit/timeOfDay.ts';
import type { ChannelFacts, CheckedConfig, DataFacts, Facts, GuildFacts } from '../facts.ts';
import { PERMISSIONS, permissionsOf } from '../permissions.ts';
import { FINE, type Finding, fault, notRun, type Row, type Verdict, warning } from '../row.ts';
import { isFor, mayPost, rightFindings } from './channelRights.ts';
import { hasNoSpace } from './machine.ts';
import { inStore, withoutConfig } from './missing.ts';
import { type Configured, inGuild, type Place, placeOf, STEWARDS } from './place.ts';

export const channelRows: readonly Row[] = [
  {
    number: 13,
    title: 'All roles and side channels exist',
    check: (facts) => inGuild(facts, (place) => [...roleFindings(place), ...sideChannelFindings(place)]),
  },
  {
    number: 14,
    title: 'The main channel exists, and every channel is a text channel',
    check: (facts) => inGuild(facts, mainChannelFindings),
  },
  {
    number: 15,
    title: 'No channel is a thread',
    check: (facts) => inGuild(facts, (place) => place.channels.flatMap((one) => threadFindings(one, place.guild))),
  },
  {
    number: 16,
    title: 'The bot has the permissions it needs in every channel',
    check: (facts) => inGuild(facts, (place) => place.channels.flatMap((one) => rightFindings(one, place))),
  },
  {
    number: 17,
    title: 'No posts are held up by a channel that refuses them',
    check: (facts) => inStore(facts, ({ waiting }) => waiting.map((held) => heldUp(held, facts))),
  },
  {
    number: 18,
    title: 'Only officials can read the stewards’ channel',
    check: (facts) => inGuild(facts, (place) => place.channels.flatMap((one) => publicDesk(one, place))),
  },
  {
    number: 19,
    title: 'Incident cards have their own channel',
    check: (facts) => inGuild(facts, noDesk),
  },
  {
    number: 20,
    title: 'There is a steward role',
    check(facts) {
      const { config } = facts.settings;
      return config ? stewardRoles(config) : withoutConfig(facts);
    },
  },
  {
    number: 47,
    title: 'Admins can see the admin commands',
    check: (facts) => inGuild(facts, (place) => hiddenFromAdmins(place, facts.discord?.commandsShownTo)),
  },
];

/** Why posts wait is said only where it is known. */
function heldUp({ channelId, posts, since }: DataFacts['waiting'][number], facts: Facts): Finding {
  const name = facts.discord?.guild?.channels.find(({ id }) => id === channelId)?.name;
  const where = name === undefined ? `channel ${channelId}` : `#${name}`;
  const what = posts === 1 ? '1 post for' : `${posts} posts for`;
  return warning(
    `${what} ${where} ${posts === 1 ? 'waits' : 'wait'} since ${timeOf(since, facts.now)}.`,
    `Nothing is lost: ${wayOn(channelId, facts)}`,
  );
}

function wayOn(channelId: string, facts: Facts): string {
  if (hasNoSpace(facts.data)) return 'make space on the disk with DATA_DIR, and the posts will follow automatically.';
  return isRefused(channelId, facts)
    ? 'give the bot the missing permissions there, and the posts will follow automatically.'
    : "the posts will follow automatically; what holds them up is in Pitwall's log.";
}

function isRefused(channelId: string, facts: Facts): boolean {
  const place = placeOf(facts);
  return place?.channels.some((one) => one.id === channelId && !mayPost(one, place)) === true;
}

const ROLES = [
  { role: 'admin', variable: 'DISCORD_ADMIN_ROLES', without: 'only members with Administrator can do what admins do' },
  { role: 'steward', variable: 'DISCORD_STEWARD_ROLES', without: 'only admins decide' },
  { role: 'driver', variable: 'DISCORD_DRIVER_ROLES', without: 'nobody gets in by it' },
] as const;

function roleFindings({ config, guild }: Place): readonly Finding[] {
  return ROLES.flatMap(({ role, variable, without }) => {
    const ids = config.discord.roleIds[role];
    const gone = ids.filter((id) => !guild.roles.some((one) => one.id === id));
    const rest = gone.length === ids.length ? `; ${without} until it is replaced` : '';
    return gone.map((id) =>
      warning(
        `${variable} holds ${id}, but "${guild.name}" has no role with that id${rest}.`,
        'Put the id of a role that is there in its place.',
      ),
    );
  });
}

function sideChannelFindings({ channels, guild }: Place): readonly Finding[] {
  return channels
    .filter(({ isMain, facts }) => !isMain && !facts)
    .map(({ variable, id }) =>
      warning(
        `${variable} is ${id}, but "${guild.name}" has no channel with that id that the bot can see.`,
        'Use the id of an existing channel, or let the bot see this one; until then, public posts go to the main channel.',
      ),
    );
}

function mainChannelFindings({ channels, guild }: Place): readonly Finding[] {
  return channels.flatMap(({ isMain, variable, id, facts }) => {
    if (facts?.kind === 'other') {
      const finding = isMain ? fault : warning;
      return [finding(`${variable} is ${id}, but "${facts.name}" is not a text channel.`, 'Choose a text channel.')];
    }
    if (!isMain || facts) return [];
    return [
      fault(
        `${variable} is ${id}, but "${guild.name}" has no channel with that id that the bot can see.`,
        'Use the id of an existing channel, or let the bot see this one.',
      ),
    ];
  });
}

function threadFindings({ facts, variable, isMain }: Configured, guild: GuildFacts): readonly Finding[] {
  if (facts?.kind === 'forum') {
    const finding = isMain ? fault : warning;
    return [finding(`${variable}: #${facts.name} is a forum, which takes no messages.`, 'Choose a text channel.')];
  }
  if (facts?.kind !== 'thread') return [];
  const parent = guild.channels.find(({ id }) => id === facts.parentId);
  const instead = parent ? `its parent #${parent.name}: take that` : 'its parent: take that';
  return [
    warning(`${variable}: #${facts.name} is a thread; webhooks live in ${instead}.`, 'Use the id of the parent.'),
  ];
}

/** Whether everybody on the Discord server, or every driver, can read it. */
function isReadByAll(facts: ChannelFacts, { guild, config }: Place): boolean {
  const { admin, steward, driver } = config.discord.roleIds;
  const readers = [undefined, ...driver.filter((id) => !admin.includes(id) && !steward.includes(id))];
  return readers.some((role) => {
    const rights = permissionsOf({ roleIds: role === undefined ? [] : [role] }, guild, facts.overwrites);
    return (rights & PERMISSIONS['View Channel']) !== 0n;
  });
}

function publicDesk({ facts, variable, id }: Configured, place: Place): readonly Finding[] {
  if (!facts || !isFor('stewards', id, place) || !isReadByAll(facts, place)) return FINE;
  return [
    fault(
      `#${facts.name} can be read by everybody (${variable === STEWARDS ? variable : 'the stewards’ channel'}).`,
      'Deny @everyone "View Channel" there, and allow it to the stewards and to the bot.',
    ),
  ];
}

function noDesk(place: Place): readonly Finding[] {
  const { config, channels } = place;
  if (config.discord.stewardChannelId !== undefined) return FINE;
  const main = channels.find(({ isMain }) => isMain)?.facts;
  if (!main || !isReadByAll(main, place)) return FINE;
  return [
    warning(
      `Incident cards would go to #${main.name}, which everybody reads; they are held back.`,
      'Set DISCORD_STEWARD_CHANNEL_ID to a channel that only stewards read; /setup makes one.',
    ),
  ];
}

/** Discord hides admin commands from members who cannot manage the server, unless the owner shows them to a role. */
const SEE_ALL = (1n << 3n) | (1n << 5n);

function hiddenFromAdmins({ config, guild }: Place, shownTo: readonly string[] | undefined): Verdict {
  const everybody = guild.roles.find(({ id }) => id === guild.id)?.permissions ?? 0n;
  const byDefault = guild.roles
    .filter(({ id }) => config.discord.roleIds.admin.includes(id))
    .filter(({ permissions }) => ((permissions | everybody) & SEE_ALL) === 0n);
  if (byDefault.length === 0) return FINE;
  if (!shownTo) return notRun('Discord did not say to whom the commands are shown');
  return byDefault
    .filter(({ id }) => !shownTo.includes(id) && !shownTo.includes(guild.id))
    .map(({ name }) =>
      warning(
        `Your admin role @${name} does not see /ban and the other commands for admins alone: it has no Manage Server.`,
        `Server Settings > Integrations > the bot: add @${name} to those commands; or give it Manage Server.`,
      ),
    );
}

function stewardRoles({ discord }: CheckedConfig): readonly Finding[] {
  if (discord.roleIds.steward.length > 0 || discord.roleIds.admin.length > 0) return FINE;
  const who = discord.administratorsAreAdmins ? 'Only members with Administrator decide' : 'Nobody can decide';
  return [warning(`${who} incidents: no role is a steward's.`, 'Set DISCORD_STEWARD_ROLES; /setup makes the roles.')];
}
