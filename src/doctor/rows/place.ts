/** Compares the configured channels with those on Discord. */
import { configuredChannels } from '../../config/channels.ts';
import type { ChannelFacts, CheckedConfig, Facts, GuildFacts } from '../facts.ts';
import type { Holder } from '../permissions.ts';
import type { Verdict } from '../row.ts';
import { withoutDiscord } from './missing.ts';

/** A configured channel, with the setting that names it. */
export interface Configured {
  readonly variable: string;
  readonly id: string;
  readonly isMain: boolean;
  readonly facts: ChannelFacts | undefined;
}

export interface Place {
  readonly guild: GuildFacts;
  readonly config: CheckedConfig;
  readonly bot: Holder;
  readonly channels: readonly Configured[];
}

export function inGuild(facts: Facts, check: (place: Place) => Verdict): Verdict {
  const place = placeOf(facts);
  return place ? check(place) : withoutDiscord(facts);
}

/** Undefined if Discord, or the settings, could not be read. */
export function placeOf({ discord, settings: { config } }: Facts): Place | undefined {
  const guild = discord?.guild;
  if (!guild || !config) return undefined;
  const bot: Holder = { userId: discord.botId, roleIds: guild.botRoleIds };
  const channels = channelsIn(config).map(({ variable, id }) => ({
    variable,
    id,
    isMain: variable === MAIN,
    facts: guild.channels.find((one) => one.id === id),
  }));
  return { guild, config, bot, channels };
}

const MAIN = 'DISCORD_CHANNEL_ID';
export const STEWARDS = 'DISCORD_STEWARD_CHANNEL_ID';

/** Every configured channel, with the setting that names it. */
export const channelsIn = ({ discord, servers }: CheckedConfig) =>
  [
    { variable: MAIN, id: discord.channelId },
    { variable: 'DISCORD_CHAT_CHANNEL_ID', id: discord.chatChannelId },
    { variable: STEWARDS, id: discord.stewardChannelId },
    { variable: 'DISCORD_LOG_CHANNEL_ID', id: discord.logChannelId },
    { variable: 'DISCORD_BOARD_CHANNEL_ID', id: discord.boardChannelId },
    { variable: 'DISCORD_DOCUMENTS_CHANNEL_ID', id: discord.documentsChannelId },
    ...configuredChannels(servers),
  ].filter((each): each is { variable: string; id: string } => each.id !== undefined);
