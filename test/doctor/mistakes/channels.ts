import {
  AT,
  DAY_MS,
  EMBEDS,
  withChannel,
  withConfig,
  withData,
  withDiscord,
  withGuild,
  withoutRight,
} from '../changes.ts';
import { BOT, CHAT, GUILD, guild, hidden, LOG, MAIN, MARSHALS, STEWARDS } from '../fine.ts';
import type { Mistake } from './mistake.ts';

export const channelsMistakes: readonly Mistake[] = [
  [
    13,
    withGuild({ roles: guild.roles.filter(({ id }) => id !== MARSHALS) }),
    `DISCORD_STEWARD_ROLES holds ${MARSHALS}, but "League" has no role with that id; only admins decide until it is replaced.`,
  ],
  [
    13,
    withGuild({ channels: guild.channels.filter(({ id }) => id !== LOG) }),
    `DISCORD_LOG_CHANNEL_ID is ${LOG}, but "League" has no channel with that id that the bot can see.`,
  ],
  [
    13,
    withConfig({ documentsChannelId: '999999999999999999' }),
    'DISCORD_DOCUMENTS_CHANNEL_ID is 999999999999999999, but "League" has no channel with that id that the bot can see.',
  ],
  [
    14,
    withGuild({ channels: guild.channels.filter(({ id }) => id !== MAIN) }),
    `DISCORD_CHANNEL_ID is ${MAIN}, but "League" has no channel with that id that the bot can see.`,
  ],
  [
    14,
    withChannel(MAIN, { kind: 'other' }),
    `DISCORD_CHANNEL_ID is ${MAIN}, but "race-control" is not a text channel.`,
  ],
  [
    15,
    withChannel(CHAT, { kind: 'thread', parentId: MAIN }),
    'DISCORD_CHAT_CHANNEL_ID: #race-chat is a thread; webhooks live in its parent #race-control: take that.',
  ],
  [
    15,
    withChannel(STEWARDS, { kind: 'forum' }),
    'DISCORD_STEWARD_CHANNEL_ID: #stewards is a forum, which takes no messages.',
  ],
  [
    16,
    withChannel(MAIN, { overwrites: [{ id: GUILD, isMember: false, allow: 0n, deny: EMBEDS }] }),
    'In #race-control (DISCORD_CHANNEL_ID) the bot needs "Embed Links".',
  ],
  [
    16,
    withChannel(STEWARDS, { overwrites: hidden.filter(({ id }) => id !== BOT) }),
    'In #stewards (DISCORD_STEWARD_CHANNEL_ID) the bot needs "View Channel", "Embed Links", "Read Message History", "Send Messages".',
  ],
  [
    16,
    withoutRight('Attach Files'),
    'In #stewards (DISCORD_STEWARD_CHANNEL_ID) the bot has no "Attach Files": incident cards have no pictures.',
  ],
  [
    16,
    withoutRight('Create Public Threads'),
    'In #stewards (DISCORD_STEWARD_CHANNEL_ID) the bot has no "Create Public Threads": "Discuss" opens no thread for an incident.',
  ],
  [
    16,
    withoutRight('Pin Messages'),
    'In #race-control (DISCORD_CHANNEL_ID) the bot has no "Pin Messages": the board is not pinned.',
  ],
  [17, withData({ waiting: [{ channelId: LOG, posts: 3, since: AT }] }), '3 posts for #race-log wait since 19:14.'],
  [
    17,
    withData({ waiting: [{ channelId: LOG, posts: 3, since: AT - DAY_MS }] }),
    '3 posts for #race-log wait since 19:14 on 20 November.',
  ],
  [18, withChannel(STEWARDS, { overwrites: [] }), '#stewards can be read by everybody (DISCORD_STEWARD_CHANNEL_ID).'],
  [
    19,
    withConfig({ stewardChannelId: undefined }),
    'Incident cards would go to #race-control, which everybody reads; they are held back.',
  ],
  [
    20,
    withConfig({ roleIds: { admin: [], steward: [], driver: [] } }),
    "Only members with Administrator decide incidents: no role is a steward's.",
  ],
  [
    47,
    withDiscord({ commandsShownTo: [MARSHALS] }),
    'Your admin role @Admins does not see /ban and the other commands for admins alone: it has no Manage Server.',
  ],
];
