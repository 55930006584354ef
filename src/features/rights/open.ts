import type { Clock } from '../../kit/clock.ts';
import type { ServerSources } from '../../live/open.ts';
import { createRights, type Rights } from './rights.ts';

/** What drivers of one server have proved in the game; it ends with their connection and with the server's life. */
export function openRights(
  { bus, running }: ServerSources,
  clock: Clock,
  spectatorPassword: string | undefined,
): Rights {
  const rights = createRights({
    clock,
    passwords: () => ({ admin: running().cfg.adminPassword, spectator: spectatorPassword ?? '' }),
  });
  bus.live((event) => {
    if (event.type === 'driverLeft') rights.forget(event.driver.guid);
    if (event.type === 'serverStopped' || event.type === 'serverStarting') rights.forgetEveryone();
  });
  return rights;
}
