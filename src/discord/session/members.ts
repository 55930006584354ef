import { type Guild, PermissionFlagsBits } from 'discord.js';
import type { Role } from '../../command/caller.ts';
import type { Clock } from '../../kit/clock.ts';
import type { DiscordConfig } from './config.ts';
import { roleOf } from './roles.ts';

/** How long a member's role is taken for granted where nobody asks by Discord itself. */
const KEPT_MS = 60_000;

/** The role of a member who is not asking by Discord: a driver in the car whose account is linked. */
export function memberRoles(
  guild: () => Guild | undefined,
  config: DiscordConfig,
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
          isAdministrator: member.permissions.has(PermissionFlagsBits.Administrator),
        },
        config,
      );
    known.set(userId, { role, until: clock.monotonic() + KEPT_MS });
    return role;
  };
}
