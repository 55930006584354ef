import { PermissionFlagsBits } from 'discord.js';
import type { Caller, Via } from '../../command/caller.ts';
import { UserError } from '../../kit/errors.ts';
import type { DiscordConfig } from '../session/config.ts';
import { missingRole, roleOf } from '../session/roles.ts';

/** What an interaction says about who is behind it. discord.js's interactions fit. */
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

export interface Acquaintance {
  readonly config: DiscordConfig;
  /** The driver whom an account is linked to. */
  guidOf(userId: string): string | undefined;
}

/** @throws UserError for somebody who may use nothing here */
export function callerOf(asker: Asker, via: Via, { config, guidOf }: Acquaintance): Caller {
  const { member, user, memberPermissions } = asker;
  if (!member || asker.guildId !== config.guildId) throw new UserError('Pitwall serves another Discord server.');
  const memberRoleIds = 'cache' in member.roles ? [...member.roles.cache.keys()] : member.roles;
  const isAdministrator = memberPermissions?.has(PermissionFlagsBits.Administrator) ?? false;
  const role = roleOf({ memberRoleIds, isAdministrator }, config);
  if (!role) throw new UserError(missingRole(config, (id) => asker.guild?.roles.cache.get(id)?.name));
  const guid = guidOf(user.id);
  return {
    via,
    role,
    proof: 'discord',
    id: user.id,
    name: member.displayName ?? user.displayName,
    ...(guid !== undefined && { guid }),
  };
}
