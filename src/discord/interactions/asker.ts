/** Who is behind an interaction: their role according to the configuration, and the driver they are linked to. */
import { PermissionFlagsBits } from 'discord.js';
import type { Caller, Via } from '../../command/caller.ts';
import type { Config } from '../../config/environment.ts';
import { UserError } from '../../kit/errors.ts';
import { missingRole, type RoleConfig, roleOf } from './roles.ts';

/** What an interaction says about the user. discord.js's interactions fit. */
export interface Asker {
  readonly guildId: string | null;
  readonly guild: { readonly roles: { readonly cache: ReadonlyMap<string, { readonly name: string }> } } | null;
  readonly user: { readonly id: string; readonly displayName: string };
  readonly member: {
    readonly roles: readonly string[] | { readonly cache: ReadonlyMap<string, unknown> };
    readonly displayName?: string;
  } | null;
  readonly memberPermissions: { has(permission: bigint): boolean } | null;
}

export interface CallerLookup {
  readonly config: RoleConfig & Pick<Config['discord'], 'guildId'>;
  /** The driver that an account is linked to. */
  guidOf(userId: string): string | undefined;
}

/** @throws UserError if the user has no role here */
export function callerOf(asker: Asker, via: Via, { config, guidOf }: CallerLookup): Caller {
  const { member, user, memberPermissions } = asker;
  if (!member || asker.guildId !== config.guildId) throw new UserError('Pitwall runs on another Discord server.');
  const memberRoleIds = 'cache' in member.roles ? [...member.roles.cache.keys()] : member.roles;
  const isAdministrator = memberPermissions?.has(PermissionFlagsBits.Administrator) ?? false;
  const role = roleOf({ memberRoleIds, isAdministrator }, config);
  if (!role) throw new UserError(missingRole(config, (id) => asker.guild?.roles.cache.get(id)?.name));
  return {
    via,
    role,
    proof: 'discord',
    id: user.id,
    name: member.displayName ?? user.displayName,
    guid: guidOf(user.id),
  };
}
