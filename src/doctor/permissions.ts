/** What a bot may do on a Discord server and in its channels, computed as Discord does, from what its REST API tells. */

/** Of Discord's permissions those that Pitwall needs, by the names that people read in Discord. */
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

/** What an invitation asks for: all that running needs, or that and what making channels and roles needs. */
export const INVITATIONS = {
  running: bitsOf(RUNNING),
  setup: bitsOf([...RUNNING, 'Manage Channels', 'Manage Roles']),
} as const;

/** The address at which the owner of a Discord server lets the bot in, with exactly these rights. */
export function inviteLink(applicationId: string, rights: keyof typeof INVITATIONS, guildId?: string): string {
  const guild = guildId === undefined ? '' : `&guild_id=${guildId}&disable_guild_select=true`;
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot%20applications.commands&permissions=${INVITATIONS[rights]}${guild}`;
}

export interface RoleFacts {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly permissions: bigint;
  /** It belongs to a bot, and nobody can be given it. */
  readonly isManaged?: boolean | undefined;
}

/** What a channel says of one role (`isMember` false) or one member. */
export interface OverwriteFacts {
  readonly id: string;
  readonly isMember: boolean;
  readonly allow: bigint;
  readonly deny: bigint;
}

/** Somebody on the server; without a user id, @everyone. */
export interface Holder {
  readonly userId?: string | undefined;
  readonly roleIds: readonly string[];
}

interface GuildRights {
  /** The id of the role @everyone, too. */
  readonly id: string;
  readonly roles: readonly RoleFacts[];
}

/**
 * The sum of their roles; then, in a channel (where its overwrites are given), what is overwritten for everyone, for their roles together, and for
 * themselves, each later one having the last word. Who cannot see a channel may do nothing in it.
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

/** Who takes a permission away in a channel, for a sentence; undefined where nobody there does. */
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

/** Of those of the same rank, an allowance outweighs a denial. */
function applied(bits: bigint, overwrites: readonly OverwriteFacts[]): bigint {
  const sum = (side: 'allow' | 'deny') => overwrites.reduce((all, one) => all | one[side], 0n);
  return (bits & ~sum('deny')) | sum('allow');
}
