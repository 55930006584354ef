/** The channels that an installation, or one of its servers, posts to. */
import { z } from 'zod';
import { type NoticeTable, notices } from './notices.ts';
import { snowflake } from './values.ts';

export interface ChannelRoutes {
  readonly channelId?: string;
  readonly chatChannelId?: string;
  readonly stewardChannelId?: string;
  readonly logChannelId?: string;
  readonly boardChannelId?: string | undefined;
  readonly documentsChannelId?: string | undefined;
}

/** An installation's channels; the main channel is required. */
export type Channels = ChannelRoutes & { readonly channelId: string };

/** Without the main channel: an installation needs one, a server does not. */
export const sideChannelSettings = z.object({
  DISCORD_CHAT_CHANNEL_ID: snowflake.optional(),
  DISCORD_STEWARD_CHANNEL_ID: snowflake.optional(),
  DISCORD_LOG_CHANNEL_ID: snowflake.optional(),
  DISCORD_BOARD_CHANNEL_ID: snowflake.optional(),
  DISCORD_DOCUMENTS_CHANNEL_ID: snowflake.optional(),
  NOTICES: notices.optional(),
});

type SideChannelSettings = z.infer<typeof sideChannelSettings>;

export const sideChannels = (set: SideChannelSettings): Omit<ChannelRoutes, 'channelId'> => ({
  chatChannelId: set.DISCORD_CHAT_CHANNEL_ID,
  stewardChannelId: set.DISCORD_STEWARD_CHANNEL_ID,
  logChannelId: set.DISCORD_LOG_CHANNEL_ID,
  boardChannelId: set.DISCORD_BOARD_CHANNEL_ID,
  documentsChannelId: set.DISCORD_DOCUMENTS_CHANNEL_ID,
});

/** Notices that are posted elsewhere than by default, or not at all; all defaults when absent. */
export interface NoticeWishes {
  readonly notices?: Partial<NoticeTable> | undefined;
}
