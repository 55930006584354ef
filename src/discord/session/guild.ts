import { type Guild, PermissionFlagsBits } from 'discord.js';

/** Whether everybody can read a channel; undefined for an unknown one. */
export const isPublic = (guild: Guild, channelId: string): boolean | undefined =>
  guild.channels.cache.get(channelId)?.permissionsFor(guild.roles.everyone).has(PermissionFlagsBits.ViewChannel);
