/** What the server manager's own server reports beyond the plugin protocol: sectors, tyres, and ping answers. */
import { lapOfSector } from '../sectors.ts';
import { standingKey } from '../state.ts';
import { driverIn, type PacketObserver } from './observer.ts';

/** A slower answer says nothing about either clock: ours may have been set meanwhile. */
const LONGEST_ROUND_TRIP_MS = 10_000;

export const enhanced: PacketObserver = {
  sectorCompleted({ carId, sector: index, sectorMs, cuts }, situation) {
    const { state, at } = situation;
    if (!state.session) return [];
    const driver = driverIn(carId, situation);
    const sector = index + 1;
    const lap = lapOfSector(state.session.standings.get(standingKey(driver)), sector, at);
    return [{ type: 'sectorCompleted', driver, lap, sector, sectorMs, cuts }];
  },

  tyres: ({ carId, tyre }, situation) => [{ type: 'tyresReported', driver: driverIn(carId, situation), tyre }],

  pong({ pluginTime, serverTime }, { at }) {
    const roundTripMs = at - pluginTime;
    if (roundTripMs < 0 || roundTripMs > LONGEST_ROUND_TRIP_MS) return [];
    return [{ type: 'serverPinged', roundTripMs, clockAheadMs: Math.round(serverTime - pluginTime - roundTripMs / 2) }];
  },
};
