/** The names of a guild's channels and roles. */
import type { Guild } from 'discord.js';

export interface GuildNames {
  readonly guild: string;
  /** "#race-control"; undefined if the bot cannot see it. */
  channel(id: string): string | undefined;
  /** "@Steward". */
  role(id: string): string | undefined;
}

export const namesIn = (guild: Guild): GuildNames => ({
  guild: guild.name,
  channel: (id) => marked('#', guild.channels.cache.get(id)?.name),
  role: (id) => marked('@', guild.roles.cache.get(id)?.name),
});

const marked = (mark: string, name: string | undefined): string | undefined =>
  name === undefined ? undefined : `${mark}${name}`;
