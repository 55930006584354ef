/** A league's channels and roles: which are wanted, which are missing, and how they are created. */
import {
  type APIChannel,
  type APIRole,
  ChannelType,
  DiscordAPIError,
  OverwriteType,
  type REST,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import type { GuildFacts } from '../../doctor/facts.ts';
import { PERMISSIONS, type PermissionName } from '../../doctor/permissions.ts';
import { UserError } from '../../kit/errors.ts';

export interface WantedChannel {
  readonly name: string;
  readonly topic: string;
  /** The setting that holds its id. */
  readonly variable: (typeof CHANNEL_VARIABLES)[number];
  /** `read`: everybody can read, only the bot can write. `closed`: only stewards and admins. */
  readonly access: 'open' | 'read' | 'closed';
}

const CHANNEL_VARIABLES = [
  'DISCORD_CHANNEL_ID',
  'DISCORD_BOARD_CHANNEL_ID',
  'DISCORD_CHAT_CHANNEL_ID',
  'DISCORD_STEWARD_CHANNEL_ID',
  'DISCORD_DOCUMENTS_CHANNEL_ID',
  'DISCORD_LOG_CHANNEL_ID',
] as const;

export const CHANNELS: readonly WantedChannel[] = [
  { name: 'race-control', topic: 'What happens on the server', variable: 'DISCORD_CHANNEL_ID', access: 'read' },
  { name: 'board', topic: 'The race as it stands', variable: 'DISCORD_BOARD_CHANNEL_ID', access: 'read' },
  { name: 'race-chat', topic: 'What is said in the game', variable: 'DISCORD_CHAT_CHANNEL_ID', access: 'open' },
  { name: 'stewards', topic: 'Incidents and decisions', variable: 'DISCORD_STEWARD_CHANNEL_ID', access: 'closed' },
  { name: 'documents', topic: "Stewards' decisions", variable: 'DISCORD_DOCUMENTS_CHANNEL_ID', access: 'read' },
  { name: 'race-log', topic: 'Everything else, for the record', variable: 'DISCORD_LOG_CHANNEL_ID', access: 'closed' },
];

export interface WantedRole {
  readonly name: string;
  readonly variable: 'DISCORD_ADMIN_ROLES' | 'DISCORD_STEWARD_ROLES';
  readonly about: string;
}

export const ROLES: readonly WantedRole[] = [
  { name: 'Race Director', variable: 'DISCORD_ADMIN_ROLES', about: 'may do everything' },
  { name: 'Steward', variable: 'DISCORD_STEWARD_ROLES', about: 'may decide incidents' },
];

export interface Provision {
  readonly rest: Pick<REST, 'post' | 'delete'>;
  readonly guild: GuildFacts;
  readonly botId: string;
}

/** One with the name of a wanted one. It is used instead, and none is created. */
export const existing = <T extends { readonly name: string }>(list: readonly T[], name: string): T | undefined =>
  list.find((one) => one.name.toLowerCase() === name.toLowerCase());

/** Only what a channel may deny the bot is granted there. Everything else the bot has everywhere by its invitation. */
const OWN: readonly PermissionName[] = ['View Channel', 'Send Messages', 'Embed Links', 'Read Message History'];
const bits = (names: readonly PermissionName[]): string =>
  String(names.reduce((all, name) => all | PERMISSIONS[name], 0n));

/** Nobody can grant permissions in a channel that they do not have themselves. */
function overwritesOf({ access }: WantedChannel, readers: readonly string[], { guild, botId }: Provision) {
  if (access === 'open') return [];
  const view = bits(['View Channel']);
  const everybody = { id: guild.id, type: OverwriteType.Role, allow: '0' };
  const bot = { id: botId, type: OverwriteType.Member, allow: bits(OWN), deny: '0' };
  if (access === 'read') return [{ ...everybody, deny: bits(['Send Messages']) }, bot];
  const officials = readers.map((id) => ({ id, type: OverwriteType.Role, allow: view, deny: '0' }));
  return [{ ...everybody, deny: view }, bot, ...officials];
}

/**
 * @param readers the roles that can read a private channel. The same request lets the bot in: a channel denied to
 * everyone is also denied to whoever created it.
 * @throws UserError if Discord refuses
 */
export async function makeChannel(wanted: WantedChannel, readers: readonly string[], at: Provision): Promise<string> {
  const body = {
    name: wanted.name,
    topic: wanted.topic,
    type: ChannelType.GuildText,
    permission_overwrites: overwritesOf(wanted, readers, at),
  };
  const made = await asked(`#${wanted.name} was not made`, () =>
    at.rest.post(Routes.guildChannels(at.guild.id), { body }),
  );
  return (made as APIChannel).id;
}

/** Without any Discord permissions: what its members may do is decided by Pitwall. */
export async function makeRole({ name }: WantedRole, { rest, guild }: Provision): Promise<string> {
  const body = { name, permissions: '0', mentionable: true };
  const made = await asked(`The role "${name}" was not made`, () => rest.post(Routes.guildRoles(guild.id), { body }));
  return (made as APIRole).id;
}

/** @returns whether it was still there */
export async function takeAway(
  { kind, id }: { readonly kind: 'channel' | 'role'; readonly id: string },
  { rest, guild }: Provision,
): Promise<boolean> {
  const route = kind === 'channel' ? Routes.channel(id) : Routes.guildRole(guild.id, id);
  try {
    await rest.delete(route);
    return true;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 404) return false;
    throw inWords(`The ${kind} ${id} is still there`, error);
  }
}

async function asked(what: string, request: () => Promise<unknown>): Promise<unknown> {
  try {
    return await request();
  } catch (error) {
    throw inWords(what, error);
  }
}

const REASONS: Partial<Record<number, string>> = {
  [RESTJSONErrorCodes.MissingPermissions]:
    'the bot needs "Manage Channels" and "Manage Roles" for that; the invitation for the setup grants both',
  [RESTJSONErrorCodes.MissingAccess]: 'the bot may not see it',
  [RESTJSONErrorCodes.MaximumNumberOfGuildChannelsReached]: 'this server has as many channels as Discord allows',
  [RESTJSONErrorCodes.MaximumNumberOfGuildRolesReached]: 'this server has as many roles as Discord allows',
  [RESTJSONErrorCodes.TwoFactorAuthenticationIsRequired]:
    "this server demands two-factor authentication; the bot's owner must switch it on",
};

function inWords(what: string, error: unknown): unknown {
  if (!(error instanceof DiscordAPIError)) return error;
  return new UserError(`${what}: ${REASONS[Number(error.code)] ?? error.message}.`);
}
