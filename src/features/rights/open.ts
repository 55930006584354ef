import type { LiveServer } from '../../live/liveServer.ts';
import { createRights, type Rights } from './rights.ts';

/** What drivers of one server have proved in the game; it ends with their connection and with the server's life. */
export function openRights(live: Pick<LiveServer, 'config' | 'bus' | 'clock' | 'running'>): Rights {
  const { config, bus, clock, running } = live;
  const rights = createRights({
    clock,
    passwords: () => ({ admin: running().cfg.adminPassword, spectator: config.spectatorPassword ?? '' }),
  });
  bus.live((event) => {
    if (event.type === 'driverLeft') rights.forget(event.driver.guid);
    if (event.type === 'serverStopped' || event.type === 'serverStarting') rights.forgetEveryone();
  });
  return rights;
}
