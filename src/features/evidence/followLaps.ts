import type { LiveServer } from '../../live/liveServer.ts';
import { OwnLaps } from './ownLaps.ts';

/** Collects what every driver usually does, from the positions of one game server. In memory only, for tonight. */
export function followLaps({ plugin, bus }: Pick<LiveServer, 'plugin' | 'bus'>): OwnLaps {
  const own = new OwnLaps();
  plugin.watch((packet) => {
    if (packet.type === 'newConnection') own.forget(packet.carId);
  });
  plugin.followPositions(({ carId, pos, velocity, normalizedSplinePos }, { now }) => {
    own.note(carId, now, pos, velocity, normalizedSplinePos);
  });
  bus.live((event) => {
    if (event.late) return;
    if (event.type === 'contact') own.spoil(event.driver.carId);
    if (event.type !== 'lapCompleted') return;
    own.lapCompleted(event.driver.carId, { lapMs: event.lapMs, isClean: event.cuts === 0 });
  });
  return own;
}
