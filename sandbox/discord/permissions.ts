import type { APIGuildMember, APIOverwrite, APIRole } from 'discord-api-types/v10';
import { Permission, type PermissionName } from './codes.ts';

export type Overwrite = APIOverwrite;

/** Discord has some fifty permissions; an administrator has all of them. */
export const ALL_PERMISSIONS = (1n << 53n) - 1n;

export const bitsOf = (names: readonly PermissionName[]): bigint =>
  names.reduce((bits, name) => bits | Permission[name], 0n);

export const hasAll = (bits: bigint, names: readonly PermissionName[]): boolean =>
  names.every((name) => (bits & Permission[name]) !== 0n);

/**
 * A member's permissions: those of all their roles. In a channel, overwrites are then applied in order: for everyone,
 * for their roles together, for the member. The role @everyone has the guild's id.
 */
export function permissionsIn(
  { user, roles: ownRoles }: Pick<APIGuildMember, 'user' | 'roles'>,
  guild: { readonly id: string; readonly roles: readonly Pick<APIRole, 'id' | 'permissions'>[] },
  overwrites: readonly Overwrite[],
): bigint {
  const base = guild.roles
    .filter(({ id }) => id === guild.id || ownRoles.includes(id))
    .reduce((bits, { permissions }) => bits | BigInt(permissions), 0n);
  if ((base & Permission.Administrator) !== 0n) return ALL_PERMISSIONS;
  const steps = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id }) => ownRoles.includes(id)),
    overwrites.filter(({ id }) => id === user.id),
  ];
  return steps.reduce(applied, base);
}

/** Among overwrites of the same rank, allow beats deny. */
function applied(bits: bigint, overwrites: readonly Overwrite[]): bigint {
  const sum = (side: 'allow' | 'deny') => overwrites.reduce((all, one) => all | BigInt(one[side]), 0n);
  return (bits & ~sum('deny')) | sum('allow');
}
