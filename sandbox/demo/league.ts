import { Permission } from '../discord/codes.ts';
import type { LocalDiscord, LocalDiscordOptions } from '../discord/server.ts';

/** The demo's league: its people and its channels. */
export const league = {
  guildName: 'Sunday Sprint League',
  botName: 'Pitwall',
  channels: [
    { name: 'race-control', topic: 'What happens on the server; commands work here' },
    { name: 'race-chat', topic: 'What the drivers say in the game' },
    { name: 'documents', topic: 'What the stewards decided, by number' },
    // Drivers can read neither the stewards' cards nor who gave which command.
    { name: 'stewards', topic: 'Incidents and decisions', readers: ['Steward', 'Race Director'] },
    { name: 'race-log', topic: 'Everything else, for the record', readers: ['Steward', 'Race Director'] },
  ],
  // In Discord's order: the last one is the highest.
  roles: [
    { name: 'Driver', color: 0x99aab5 },
    { name: 'Steward', color: 0x3498db },
    { name: 'Race Director', color: 0xe67e22, permissions: Permission.ManageGuild },
  ],
  people: [
    { name: 'Ada', roles: ['Race Director'] },
    { name: 'Stig', roles: ['Steward'] },
    { name: 'Dora', roles: ['Driver'] },
  ],
} as const satisfies Partial<LocalDiscordOptions>;

const [main, ...others] = league.channels;

/** The same with a separate channel for the board, where no other posts push it out of sight. */
export const leagueWithBoard = {
  ...league,
  channels: [main, { name: 'live-timing', topic: 'How the race stands' }, ...others],
} as const satisfies Partial<LocalDiscordOptions>;

/** The person who starts the race for a visitor. */
export const director = 'Ada';

export const boardSettings = (discord: LocalDiscord): Record<string, string> => ({
  DISCORD_BOARD_CHANNEL_ID: discord.channel('live-timing'),
});

/** The variables with which the bot finds this Discord, as its owner would write them into .env. */
export const settingsFor = (discord: LocalDiscord): Record<string, string> => ({
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.api,
  DISCORD_GUILD_ID: discord.guildId,
  DISCORD_CHANNEL_ID: discord.channel('race-control'),
  DISCORD_CHAT_CHANNEL_ID: discord.channel('race-chat'),
  DISCORD_STEWARD_CHANNEL_ID: discord.channel('stewards'),
  DISCORD_LOG_CHANNEL_ID: discord.channel('race-log'),
  DISCORD_DOCUMENTS_CHANNEL_ID: discord.channel('documents'),
  DISCORD_ADMIN_ROLES: discord.role('Race Director'),
  DISCORD_STEWARD_ROLES: discord.role('Steward'),
  DISCORD_DRIVER_ROLES: discord.role('Driver'),
});
