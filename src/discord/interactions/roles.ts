/** From the roles of a member on Discord to the role they have here. */
import type { Role } from '../../command/caller.ts';
import type { Config } from '../../config/environment.ts';
import { escapeText } from '../common/text.ts';

/** What Discord says about a member, with every interaction anew. */
export interface Membership {
  readonly memberRoleIds: readonly string[];
  readonly isAdministrator: boolean;
}

export type RoleConfig = Pick<Config['discord'], 'roleIds' | 'administratorsAreAdmins'>;

/** The highest role a member has here; undefined for somebody who has none. */
export function roleOf({ memberRoleIds, isAdministrator }: Membership, config: RoleConfig): Role | undefined {
  const { roleIds, administratorsAreAdmins } = config;
  const has = (role: Role): boolean => roleIds[role].some((id) => memberRoleIds.includes(id));
  if (has('admin') || (administratorsAreAdmins && isAdministrator)) return 'admin';
  if (has('steward')) return 'steward';
  return has('driver') || roleIds.driver.length === 0 ? 'driver' : undefined;
}

/** Why somebody without any role is turned away. */
export function missingRole({ roleIds }: RoleConfig, nameOf: (roleId: string) => string | undefined): string {
  const names = roleIds.driver.map((id) => `"${escapeText(nameOf(id) ?? id, 100)}"`);
  return `You need the role ${names.join(' or ')} for that.`;
}
