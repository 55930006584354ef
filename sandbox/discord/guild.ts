import type {
  APIGuildCategoryChannel,
  APIGuildForumChannel,
  APIGuildMember,
  APIPublicThreadChannel,
  APIRole,
  APITextChannel,
  APIUser,
} from 'discord-api-types/v10';
import { ChannelKind, Permission } from './codes.ts';

/** An empty bit set: the published enumerations have no name for it. */
const NONE: number = 0;

/** Discord's objects when new. Fields that discord.js never reads keep their empty values. */

export function user({ id, name, bot = false }: { id: string; name: string; bot?: boolean }): APIUser {
  return {
    id,
    // People's usernames are lower case; bots' names are kept as given.
    username: bot ? name : name.toLowerCase().replaceAll(/[^a-z0-9_.]+/g, '_'),
    global_name: bot ? null : name,
    discriminator: '0',
    avatar: null,
    bot,
    flags: NONE,
    public_flags: NONE,
    primary_guild: null,
    banner: null,
    accent_color: null,
  };
}

export function member(owner: APIUser, roles: readonly string[], joined: string): APIGuildMember {
  return {
    user: owner,
    nick: null,
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    roles: [...roles],
    joined_at: joined,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: NONE,
    pending: false,
  };
}

export interface NewRole {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly permissions?: bigint | undefined;
  readonly color?: number | undefined;
  readonly managed?: boolean;
}

export function role({ id, name, position, permissions = 0n, color = 0, managed = false }: NewRole): APIRole {
  return {
    id,
    name,
    color,
    colors: { primary_color: color, secondary_color: null, tertiary_color: null },
    hoist: color !== 0,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: String(permissions),
    managed,
    mentionable: false,
    flags: NONE,
  };
}

export interface NewChannel {
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  readonly topic?: string | undefined;
  readonly position: number;
}

export function textChannel({ id, guildId, name, topic, position }: NewChannel): APITextChannel {
  return {
    id,
    type: ChannelKind.text,
    guild_id: guildId,
    name,
    topic: topic ?? null,
    position,
    permission_overwrites: [],
    nsfw: false,
    parent_id: null,
    last_message_id: null,
    rate_limit_per_user: 0,
    flags: NONE,
  };
}

export function forum({ tags, ...rest }: NewChannel & { readonly tags: readonly Tag[] }): APIGuildForumChannel {
  const { last_message_id, ...shared } = textChannel(rest);
  return {
    ...shared,
    last_message_id,
    type: ChannelKind.forum,
    available_tags: tags.map((tag) => ({ ...tag, moderated: false, emoji_id: null, emoji_name: null })),
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: NONE,
  };
}

export function category({ id, guildId, name, position }: NewChannel): APIGuildCategoryChannel {
  return {
    id,
    type: ChannelKind.category,
    guild_id: guildId,
    name,
    position,
    permission_overwrites: [],
    flags: NONE,
  };
}

interface Tag {
  readonly id: string;
  readonly name: string;
}

/** One day, unless the request says otherwise. */
const ARCHIVE_AFTER_MINUTES = 1440;

export interface NewThreadChannel {
  readonly id: string;
  readonly guildId: string;
  readonly parentId: string;
  readonly name: string;
  readonly ownerId: string;
  readonly tags: readonly string[];
  readonly archiveAfterMinutes?: number | undefined;
  /** ISO 8601. */
  readonly at: string;
}

export function thread(options: NewThreadChannel): APIPublicThreadChannel {
  const { id, guildId, parentId, name, ownerId, tags, archiveAfterMinutes = ARCHIVE_AFTER_MINUTES, at } = options;
  return {
    id,
    type: ChannelKind.thread,
    guild_id: guildId,
    parent_id: parentId,
    owner_id: ownerId,
    name,
    last_message_id: null,
    message_count: 0,
    total_message_sent: 0,
    member_count: 1,
    rate_limit_per_user: 0,
    flags: NONE,
    applied_tags: [...tags],
    thread_metadata: {
      archived: false,
      archive_timestamp: at,
      auto_archive_duration: archiveAfterMinutes,
      locked: false,
      create_timestamp: at,
    },
  };
}

/** Everyone's permissions, before any role. */
export const EVERYONE =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.ReadMessageHistory |
  Permission.AddReactions |
  Permission.SendMessagesInThreads |
  Permission.UseApplicationCommands;

/** The permissions in an invitation for a bot like ours. */
export const INVITED =
  EVERYONE |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.ManageWebhooks |
  Permission.ManageMessages |
  Permission.CreatePublicThreads |
  Permission.ManageThreads |
  Permission.PinMessages;

/** The guild's own fields, for routes and gateway. */
export const guildFields = ({ id, name, ownerId }: { id: string; name: string; ownerId: string }) => ({
  ...GUILD_DEFAULTS,
  id,
  name,
  owner_id: ownerId,
});

const GUILD_DEFAULTS = {
  icon: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  home_header: null,
  description: null,
  region: 'deprecated',
  widget_enabled: false,
  widget_channel_id: null,
  max_presences: null,
  max_members: 500_000,
  max_video_channel_users: 25,
  max_stage_video_channel_users: 50,
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 1,
  default_message_notifications: 1,
  explicit_content_filter: 0,
  emojis: [],
  stickers: [],
  features: [],
  mfa_level: 0,
  application_id: null,
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  public_updates_channel_id: null,
  safety_alerts_channel_id: null,
  vanity_url_code: null,
  premium_tier: 0,
  premium_subscription_count: 0,
  premium_progress_bar_enabled: false,
  preferred_locale: 'en-US',
  nsfw: false,
  nsfw_level: 0,
  hub_type: null,
  incidents_data: null,
};
