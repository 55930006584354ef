/** The role of somebody who does not ask on Discord: a driver in the car whose account is linked. */
import type { Guild } from 'discord.js';
import type { Role } from '../../command/caller.ts';
import type { Clock } from '../../kit/clock.ts';
import { type RoleConfig, roleOf } from '../interactions/roles.ts';

/** Discord's permission bit for it. */
const ADMINISTRATOR = 1n << 3n;

/** How long a member's role is cached for those who do not ask on Discord. */
const KEPT_MS = 60_000;

export function memberRoles(
  guild: () => Guild | undefined,
  config: RoleConfig,
  clock: Clock,
): (userId: string) => Promise<Role | undefined> {
  const known = new Map<string, { role: Role | undefined; until: number }>();
  return async (userId) => {
    const fresh = known.get(userId);
    if (fresh && fresh.until > clock.monotonic()) return fresh.role;
    const member = await guild()
      ?.members.fetch({ user: userId, force: true })
      .catch(() => undefined);
    const role =
      member &&
      roleOf(
        {
          memberRoleIds: [...member.roles.cache.keys()],
          isAdministrator: member.permissions.has(ADMINISTRATOR),
        },
        config,
      );
    known.set(userId, { role, until: clock.monotonic() + KEPT_MS });
    return role;
  };
}
