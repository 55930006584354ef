import type { LiveServer } from '../../live/liveServer.ts';
import { Rights } from './rights.ts';

/** What drivers of one server have proved in the game; it ends with their connection and with the server's life. */
export function openRights(
  live: Pick<LiveServer, 'config' | 'dialect' | 'bus' | 'clock' | 'running' | 'addressOf'>,
): Rights {
  const { config, dialect, bus, clock, running, addressOf } = live;
  const rights = new Rights({
    dialect,
    clock,
    passwords: () => ({ admin: running().cfg.adminPassword, spectator: config.spectatorPassword ?? '' }),
    addressOf: ({ guid, carId }) => addressOf(guid, carId)?.host,
  });
  bus.live((event) => {
    if (event.type === 'driverLeft') rights.forget(event.driver);
    if (event.type === 'serverStopped' || event.type === 'serverStarting') rights.forgetEveryone();
  });
  return rights;
}
