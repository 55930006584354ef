/** Maps a member's roles on Discord to their role in Pitwall. */
import type { Role } from '../../command/caller.ts';
import type { Config } from '../../config/environment.ts';
import { escapeText } from '../common/text.ts';

/** What Discord says about a member, sent again with every interaction. */
export interface Membership {
  readonly memberRoleIds: readonly string[];
  readonly isAdministrator: boolean;
}

export type RoleConfig = Pick<Config['discord'], 'roleIds' | 'administratorsAreAdmins'>;

/** The member's highest role; undefined if they have none. */
export function roleOf({ memberRoleIds, isAdministrator }: Membership, config: RoleConfig): Role | undefined {
  const { roleIds, administratorsAreAdmins } = config;
  const has = (role: Role): boolean => roleIds[role].some((id) => memberRoleIds.includes(id));
  if (has('admin') || (administratorsAreAdmins && isAdministrator)) return 'admin';
  if (has('steward')) return 'steward';
  return has('driver') || roleIds.driver.length === 0 ? 'driver' : undefined;
}

/** The refusal for somebody without any role. */
export function missingRole({ roleIds }: RoleConfig, nameOf: (roleId: string) => string | undefined): string {
  const names = roleIds.driver.map((id) => `"${escapeText(nameOf(id) ?? id, 100)}"`);
  return `You need the role ${names.join(' or ')} for that.`;
}
