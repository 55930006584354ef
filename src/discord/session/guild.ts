/** Whether the configuration fits the guild: its roles, its channels, and what the bot may do in them. */
import { type Guild, type GuildBasedChannel, PermissionFlagsBits, type PermissionsBitField } from 'discord.js';
import { type ConfiguredId, channelIdsOf, type DiscordConfig, roleIdsOf } from './config.ts';

/** What of a guild decides whether the configuration fits it. */
export interface GuildFacts {
  readonly name: string;
  hasRole(id: string): boolean;
  /** Undefined for an unknown channel. */
  channel(id: string): ChannelFacts | undefined;
}

interface ChannelFacts {
  readonly name: string;
  readonly takesText: boolean;
  /** A thread, or a post of a forum: there "Send Messages" has no effect. */
  readonly isThread: boolean;
  /** Of the bot, in this channel. */
  can(permission: bigint): boolean;
}

/** Everything in the configuration that does not fit the guild, one sentence each; empty when it fits. */
export function problemsWith(config: DiscordConfig, guild: GuildFacts): string[] {
  return [
    ...roleIdsOf(config).flatMap((configured) => roleProblem(configured, guild)),
    ...channelIdsOf(config).flatMap((configured) => channelProblem(configured, guild)),
  ];
}

export async function guildFacts(guild: Guild): Promise<GuildFacts> {
  const me = guild.members.me ?? (await guild.members.fetchMe());
  return {
    name: guild.name,
    hasRole: (id) => guild.roles.cache.has(id),
    channel(id) {
      const channel = guild.channels.cache.get(id);
      return channel && channelFacts(channel, channel.permissionsFor(me));
    },
  };
}

const NEEDED: Readonly<Record<string, bigint>> = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
};

const SENDING = { 'Send Messages': PermissionFlagsBits.SendMessages };
const SENDING_IN_THREADS = { 'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads };

function roleProblem({ variable, id }: ConfiguredId, guild: GuildFacts): string[] {
  return guild.hasRole(id) ? [] : [`${variable} holds ${id}, but "${guild.name}" has no role with that id.`];
}

function channelProblem({ variable, id }: ConfiguredId, guild: GuildFacts): string[] {
  const channel = guild.channel(id);
  if (!channel) return [`${variable} is ${id}, but "${guild.name}" has no channel with that id that the bot can see.`];
  if (!channel.takesText) return [`${variable} is ${id}, but "${channel.name}" is not a text channel.`];
  const sending = channel.isThread ? SENDING_IN_THREADS : SENDING;
  const missing = Object.entries({ ...NEEDED, ...sending }).filter(([, bit]) => !channel.can(bit));
  if (missing.length === 0) return [];
  return [`In #${channel.name} (${variable}) the bot needs ${missing.map(([name]) => `"${name}"`).join(', ')}.`];
}

const channelFacts = (channel: GuildBasedChannel, permissions: Readonly<PermissionsBitField>): ChannelFacts => ({
  name: channel.name,
  takesText: channel.isTextBased() && !channel.isVoiceBased(),
  isThread: channel.isThread(),
  can: (permission) => permissions.has(permission),
});
