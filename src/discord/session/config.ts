/** The channels and roles of the configuration, each with the setting that named it. */
import type { Config } from '../../config/environment.ts';

export interface DiscordConfig extends Omit<Config['discord'], 'linksCountInGame'> {
  /** Channels that the settings of single game servers name. */
  readonly serverChannels?: readonly ConfiguredId[];
}

export interface ConfiguredId {
  readonly variable: string;
  readonly id: string;
}

/** Every configured channel, with the variable that named it. */
export const channelIdsOf = (config: DiscordConfig): readonly ConfiguredId[] =>
  [
    { variable: 'DISCORD_CHANNEL_ID', id: config.channelId },
    { variable: 'DISCORD_CHAT_CHANNEL_ID', id: config.chatChannelId },
    { variable: 'DISCORD_STEWARD_CHANNEL_ID', id: config.stewardChannelId },
    { variable: 'DISCORD_LOG_CHANNEL_ID', id: config.logChannelId },
    ...(config.serverChannels ?? []),
  ].filter((each): each is ConfiguredId => each.id !== undefined);

/** Every configured role, with the variable that named it. */
export const roleIdsOf = ({ roleIds }: DiscordConfig): readonly ConfiguredId[] => [
  ...roleIds.admin.map((id) => ({ variable: 'DISCORD_ADMIN_ROLES', id })),
  ...roleIds.steward.map((id) => ({ variable: 'DISCORD_STEWARD_ROLES', id })),
  ...roleIds.driver.map((id) => ({ variable: 'DISCORD_DRIVER_ROLES', id })),
];
