import type {
  ChannelFacts,
  CheckedConfig,
  DataFacts,
  DiscordFacts,
  Facts,
  GuildFacts,
  ServerFacts,
  SettingsFacts,
} from '../../src/doctor/facts.ts';
import type { EdgeFacts, FleetFacts, NatsFacts, NatsTrouble } from '../../src/doctor/natsFacts.ts';
import { PERMISSIONS, type PermissionName } from '../../src/doctor/permissions.ts';
import { BOT, config, data, discord, fine, fleet, GUILD, guild, nats, server } from './fine.ts';

// A healthy installation with one thing changed.

export const AT = new Date(2026, 10, 21, 19, 14).getTime();
export const DAY_MS = 24 * 60 * 60_000;

export const withDiscord = (changes: Partial<DiscordFacts>): Facts => ({
  ...fine,
  discord: { ...discord, ...changes },
});
export const withGuild = (changes: Partial<GuildFacts>): Facts => withDiscord({ guild: { ...guild, ...changes } });
export const withChannel = (id: string, changes: Partial<ChannelFacts>): Facts =>
  withGuild({ channels: guild.channels.map((each) => (each.id === id ? { ...each, ...changes } : each)) });
export const withServer = (changes: Partial<ServerFacts>): Facts => ({ ...fine, servers: [{ ...server, ...changes }] });
export const withData = (changes: Partial<DataFacts>): Facts => ({ ...fine, data: { ...data, ...changes } });
export const withNats = (changes: Partial<NatsFacts>): Facts => ({ ...fine, nats: { ...nats, ...changes } });
export const withFleet = (changes: Partial<FleetFacts>): Facts => ({ ...fine, fleet: { ...fleet, ...changes } });
export const withEdge = (changes: Partial<EdgeFacts>): Facts =>
  withFleet({ edges: fleet.edges.map((edge) => ({ ...edge, ...changes })) });
export const withTrouble = (trouble: NatsTrouble): Facts => withNats({ trouble });
export const withSettings = (changes: Partial<SettingsFacts>): Facts => ({
  ...fine,
  settings: { ...fine.settings, ...changes },
});
export const withConfig = (changes: Partial<CheckedConfig['discord']>): Facts =>
  withSettings({ config: { ...config, discord: { ...config.discord, ...changes } } });
export const withLines = (...lines: string[]): Facts =>
  withSettings({ envFile: { path: '/srv/pitwall/.env', hasByteOrderMark: false, hasNul: false, lines } });
export const withPlugin = (
  changes: Partial<NonNullable<ServerFacts['plugin']>>,
  others: Partial<ServerFacts> = {},
): Facts =>
  withServer({
    plugin: { listen: '127.0.0.1:12000', localPort: 11_000, serverHost: '172.30.0.2', isHeard: false, ...changes },
    ...others,
  });

/** No role of the bot has this permission. */
export const withoutRight = (name: PermissionName): Facts =>
  withGuild({
    roles: guild.roles.map((each) => ({ ...each, permissions: each.permissions & ~PERMISSIONS[name] })),
  });

export const LINK = `https://discord.com/oauth2/authorize?client_id=${BOT}&scope=bot%20applications.commands&permissions=2252109588319296&guild_id=${GUILD}&disable_guild_select=true`;
export const VIEW = 1n << 10n;
export const EMBEDS = 1n << 14n;
