import type { LiveServer } from '../../live/liveServer.ts';
import { Rights } from './rights.ts';

/** Passwords that drivers of one server have entered; they expire when the driver leaves and when the server stops. */
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
