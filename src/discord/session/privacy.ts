/** Who can read a channel, and what that means for confidential posts. */
import { ChannelType, type Guild, type GuildBasedChannel, PermissionFlagsBits, type Role } from 'discord.js';
import type { OfficialPlace } from '../../config/channels.ts';
import type { Notice } from '../../config/notices.ts';
import type { DiscordConfig } from './config.ts';

/**
 * Whether everybody can read a channel, i.e. everybody on the Discord server or every driver. Undefined if the channel
 * cannot be seen.
 */
export function isPublic(
  guild: Guild,
  channelId: string,
  { roleIds }: Pick<DiscordConfig, 'roleIds'>,
): boolean | undefined {
  const channel = guild.channels.cache.get(channelId);
  if (!channel) return undefined;
  // Only those who were added to it can read it, whoever can see its parent channel.
  if (channel.type === ChannelType.PrivateThread) return false;
  const officials = [...roleIds.admin, ...roleIds.steward];
  const drivers = roleIds.driver.filter((id) => !officials.includes(id));
  return [guild.id, ...drivers].some((id) => {
    const role = guild.roles.cache.get(id);
    return role !== undefined && maySee(role, channel);
  });
}

const SEEING = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.Administrator;

/**
 * The same result as `permissionsFor`, which creates eight objects for one bit: this runs twice for each message sent,
 * and for each `server info`.
 */
function maySee(role: Role, channel: GuildBasedChannel): boolean {
  if (channel.isThread()) return channel.permissionsFor(role).has(PermissionFlagsBits.ViewChannel);
  if ((role.permissions.bitfield & PermissionFlagsBits.Administrator) !== 0n) return true;
  const { everyone } = role.guild.roles;
  let bits = role.permissions.bitfield | everyone.permissions.bitfield;
  for (const id of [everyone.id, role.id]) {
    const overwrite = channel.permissionOverwrites.cache.get(id);
    if (overwrite) bits = (bits & ~overwrite.deny.bitfield) | overwrite.allow.bitfield;
  }
  return (bits & SEEING) !== 0n;
}

export interface Readers {
  isPublic(channelId: string): boolean | undefined;
  /** The channel's name. */
  nameOf(channelId: string): string | undefined;
}

const ABOUT = {
  stewards: { setting: 'DISCORD_STEWARD_CHANNEL_ID', rest: '/incident list has them' },
  log: { setting: 'DISCORD_LOG_CHANNEL_ID', rest: 'Pitwall still keeps them' },
} as const;

/** The kinds whose absence people notice first. */
const TELLING: Partial<Record<Notice, string>> = {
  incident: 'incident cards and reports',
  command: 'commands and their reasons',
  warning: 'driver warnings',
};

function whatIs(kinds: readonly Notice[]): string {
  const told = Object.entries(TELLING).flatMap(([kind, what]) => (kinds.some((each) => each === kind) ? [what] : []));
  return told.length === 0 ? 'notices for officials' : told.join(' and ');
}

/** What is not posted because everybody could read it, one sentence per place. */
export const privacyWarnings = (places: readonly OfficialPlace[], { isPublic, nameOf }: Readers): readonly string[] =>
  places
    .filter(({ channelId }) => isPublic(channelId) === true)
    .map(({ route, channelId, isOwn, kinds }) => {
      const { setting, rest } = ABOUT[route];
      const what = whatIs(kinds);
      const channel = `#${nameOf(channelId) ?? channelId}`;
      return isOwn
        ? `Everybody can read ${channel} (${setting}): ${what} are held back until only officials can.`
        : `Everybody can read ${channel}, and ${setting} is not set: ${what} are not posted; ${rest}.`;
    });
