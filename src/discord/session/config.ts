import type { Role } from '../../command/caller.ts';

/** What the Discord side needs to know of the configuration. */
export interface DiscordConfig {
  readonly token: string;
  readonly guildId: string;
  /** Where everything is posted that has no channel of its own. */
  readonly channelId: string;
  readonly chatChannelId?: string;
  readonly stewardChannelId?: string;
  readonly logChannelId?: string;
  /** Channels that the settings of single game servers name. */
  readonly serverChannels?: readonly ConfiguredId[];
  /** Another address of the API, such as that of the local Discord. */
  readonly apiUrl?: string;
  readonly roleIds: Readonly<Record<Role, readonly string[]>>;
  readonly administratorsAreAdmins: boolean;
  /** Whether channel messages are read, which needs the privileged intent. */
  readonly chatToGame: boolean;
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
