/**
 * Computes a bot's permissions on a Discord server and in its channels as Discord does, from what its REST API returns.
 */

/** The permissions that Pitwall needs, by their names in Discord's interface. */
export const PERMISSIONS = {
  'Manage Channels': 1n << 4n,
  'Add Reactions': 1n << 6n,
  'View Channel': 1n << 10n,
  'Send Messages': 1n << 11n,
  'Embed Links': 1n << 14n,
  'Attach Files': 1n << 15n,
  'Read Message History': 1n << 16n,
  'Manage Roles': 1n << 28n,
  'Manage Webhooks': 1n << 29n,
  'Create Public Threads': 1n << 35n,
  'Send Messages in Threads': 1n << 38n,
  'Pin Messages': 1n << 51n,
} as const;

export type PermissionName = keyof typeof PERMISSIONS;

const ADMINISTRATOR = 1n << 3n;
const ALL = (1n << 53n) - 1n;

const RUNNING: readonly PermissionName[] = [
  'View Channel',
  'Send Messages',
  'Embed Links',
  'Read Message History',
  'Manage Webhooks',
  'Attach Files',
  'Add Reactions',
  'Create Public Threads',
  'Send Messages in Threads',
  'Pin Messages',
];

const bitsOf = (names: readonly PermissionName[]): bigint => names.reduce((bits, name) => bits | PERMISSIONS[name], 0n);

/** What an invitation asks for: everything for running, or also what creating channels and roles needs. */
export const INVITATIONS = {
  running: bitsOf(RUNNING),
  setup: bitsOf([...RUNNING, 'Manage Channels', 'Manage Roles']),
} as const;

/** The link with which a Discord server's owner invites the bot, with exactly these permissions. */
export function inviteLink(applicationId: string, rights: keyof typeof INVITATIONS, guildId?: string): string {
  const guild = guildId === undefined ? '' : `&guild_id=${guildId}&disable_guild_select=true`;
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot%20applications.commands&permissions=${INVITATIONS[rights]}${guild}`;
}

export interface RoleFacts {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly permissions: bigint;
  /** It belongs to a bot and cannot be assigned. */
  readonly isManaged?: boolean | undefined;
}

/** A channel's overwrite for one role (`isMember` false) or one member. */
export interface OverwriteFacts {
  readonly id: string;
  readonly isMember: boolean;
  readonly allow: bigint;
  readonly deny: bigint;
}

/** A member of the server; without a user id, @everyone. */
export interface Holder {
  readonly userId?: string | undefined;
  readonly roleIds: readonly string[];
}

interface GuildRights {
  /** Also the id of the role @everyone. */
  readonly id: string;
  readonly roles: readonly RoleFacts[];
}

/**
 * All permissions of their roles. In a channel (if overwrites are given), the overwrites are applied in order: for
 * everyone, for their roles together, for the member. Whoever cannot see a channel has no permissions in it.
 */
export function permissionsOf(
  { userId, roleIds }: Holder,
  guild: GuildRights,
  overwrites?: readonly OverwriteFacts[],
): bigint {
  const isOurs = (id: string): boolean => id === guild.id || roleIds.includes(id);
  const base = guild.roles.filter(({ id }) => isOurs(id)).reduce((bits, { permissions }) => bits | permissions, 0n);
  if ((base & ADMINISTRATOR) !== 0n) return ALL;
  if (!overwrites) return base;
  const rights = stepsFor({ userId, roleIds }, guild, overwrites).reduce(applied, base);
  return (rights & PERMISSIONS['View Channel']) === 0n ? 0n : rights;
}

/** Which overwrite denies a permission in a channel, for a sentence; undefined if none does. */
export function takenBy(
  name: PermissionName,
  holder: Holder,
  guild: GuildRights,
  overwrites: readonly OverwriteFacts[],
): string | undefined {
  const bit = PERMISSIONS[name];
  const deniers = stepsFor(holder, guild, overwrites).map((step) => step.find(({ deny }) => (deny & bit) !== 0n));
  const last = deniers.findLast((each) => each !== undefined);
  if (!last) return undefined;
  if (last.isMember) return 'the channel denies it to the bot itself';
  const role = guild.roles.find(({ id }) => id === last.id);
  return `the channel denies it to ${last.id === guild.id ? '@everyone' : `the role "${role?.name ?? last.id}"`}`;
}

function stepsFor(
  { userId, roleIds }: Holder,
  guild: GuildRights,
  overwrites: readonly OverwriteFacts[],
): readonly (readonly OverwriteFacts[])[] {
  const ofRoles = overwrites.filter(({ isMember }) => !isMember);
  return [
    ofRoles.filter(({ id }) => id === guild.id),
    ofRoles.filter(({ id }) => id !== guild.id && roleIds.includes(id)),
    overwrites.filter(({ id, isMember }) => isMember && id === userId),
  ];
}

/** Among overwrites of the same rank, allow beats deny. */
function applied(bits: bigint, overwrites: readonly OverwriteFacts[]): bigint {
  const sum = (side: 'allow' | 'deny') => overwrites.reduce((all, one) => all | one[side], 0n);
  return (bits & ~sum('deny')) | sum('allow');
}
