import type { Load } from '../../acserver/limits.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { standingKey } from '../../race/state.ts';

/** A driver on the server, as a table of drivers shows them. */
export interface DriverRow {
  readonly carId: number;
  readonly name: string;
  readonly guid: string;
  readonly model: string;
  readonly skin: string;
  readonly loaded: boolean;
  readonly joinedAt: number;
  readonly ballastKg: number;
  readonly restrictorPercent: number;
  readonly laps: number;
  readonly bestLapMs?: number;
  /** Only known from the log of a server that Pitwall runs. */
  readonly address?: { readonly host: string; readonly port: number };
}

export interface DriverRowNeeds {
  /** The load each car should carry. Calling this reads files. */
  readonly loads: () => (seat: { readonly carId: number; readonly guid: string }) => Load;
}

/** The drivers on the server and their cars, by car id. */
export function driverRows(
  { state, addressOf }: Pick<LiveServer, 'state' | 'addressOf'>,
  { loads }: DriverRowNeeds,
): DriverRow[] {
  const { drivers, session } = state();
  if (drivers.size === 0) return [];
  const loadOf = loads();
  return [...drivers.values()]
    .sort((a, b) => a.carId - b.carId)
    .map((driver) => {
      const standing = session?.standings.get(standingKey(driver));
      const { ballastKg, restrictorPercent } = loadOf(driver);
      return {
        carId: driver.carId,
        guid: driver.guid,
        name: driver.name,
        model: driver.model,
        skin: driver.skin,
        joinedAt: driver.joinedAt,
        loaded: driver.loaded,
        ballastKg,
        restrictorPercent,
        laps: standing?.laps.length ?? 0,
        bestLapMs: standing?.bestLapMs,
        address: addressOf(driver.guid),
      };
    });
}
