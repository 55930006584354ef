/** The settings of Discord: the league that an installation serves. */
import { z } from 'zod';
import { type Channels, type NoticeWishes, sideChannelSettings, sideChannels } from './channelSettings.ts';
import { snowflake, snowflakes, yesOrNo } from './values.ts';

export interface LeagueConfig extends Channels, NoticeWishes {
  readonly token: string;
  readonly guildId: string;
  readonly roleIds: Readonly<Record<'admin' | 'steward' | 'driver', readonly string[]>>;
  readonly administratorsAreAdmins: boolean;
  readonly chatToGame: boolean;
  /** Whether a linked account's role counts for what its driver types in the game. */
  readonly linksCountInGame: boolean;
  readonly apiUrl?: string;
}

const token = 'the token of your bot, without quotes or blanks';

export const discordSettings = z.object({
  DISCORD_TOKEN: z.string(token).regex(/^[\w.-]+$/, token),
  DISCORD_GUILD_ID: z.string('the id of your Discord server').pipe(snowflake),
  DISCORD_CHANNEL_ID: z.string('the id of the channel to post to').pipe(snowflake),
  ...sideChannelSettings.shape,
  DISCORD_ADMIN_ROLES: snowflakes.optional(),
  DISCORD_STEWARD_ROLES: snowflakes.optional(),
  DISCORD_DRIVER_ROLES: snowflakes.optional(),
  DISCORD_ADMINISTRATORS_ARE_ADMINS: yesOrNo.optional(),
  DISCORD_CHAT_TO_GAME: yesOrNo.optional(),
  DISCORD_LINKS_COUNT_IN_GAME: yesOrNo.optional(),
  DISCORD_API_URL: z.url({ protocol: /^https?$/, error: 'an address such as http://127.0.0.1:4000/api' }).optional(),
});

export const leagueFrom = (set: z.infer<typeof discordSettings>): LeagueConfig => ({
  token: set.DISCORD_TOKEN,
  guildId: set.DISCORD_GUILD_ID,
  channelId: set.DISCORD_CHANNEL_ID,
  ...sideChannels(set),
  notices: set.NOTICES,
  roleIds: {
    admin: set.DISCORD_ADMIN_ROLES ?? [],
    steward: set.DISCORD_STEWARD_ROLES ?? [],
    driver: set.DISCORD_DRIVER_ROLES ?? [],
  },
  administratorsAreAdmins: set.DISCORD_ADMINISTRATORS_ARE_ADMINS ?? true,
  chatToGame: set.DISCORD_CHAT_TO_GAME ?? false,
  linksCountInGame: set.DISCORD_LINKS_COUNT_IN_GAME ?? false,
  apiUrl: set.DISCORD_API_URL,
});
