import type { Vec3 } from '../../../src/acserver/udp/fields.ts';
import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import { float32 } from '../log/format.ts';
import type { Driver, Slot, World } from '../world.ts';
import { byBest, byDistance } from './weekend.ts';

/** The contents of a session's results file besides its board. Keys as acServer writes them. */
export interface Record {
  laps: ReturnType<typeof lapEntry>[];
  events: ReturnType<typeof eventEntry>[];
}

export const emptyRecord = (): Record => ({ laps: [], events: [] });

/** A lap, with the ballast and restrictor that the car had. `Timestamp` is milliseconds since the server started. */
export const lapEntry = (
  world: World,
  slot: Slot,
  lap: { lapMs: number; cuts: number; sectors: readonly number[]; tyre: string },
) => ({
  ...driverKeys(slot),
  Timestamp: Math.round(world.nowMs),
  LapTime: lap.lapMs,
  Sectors: lap.sectors,
  Cuts: lap.cuts,
  BallastKG: slot.ballastKg,
  Tyre: lap.tyre,
  Restrictor: slot.restrictor,
});

export const eventEntry = (world: World, event: PacketOf<'clientEvent'>) => ({
  Type: event.subtype === 'car' ? 'COLLISION_WITH_CAR' : 'COLLISION_WITH_ENV',
  CarId: event.carId,
  Driver: driverEntry(world.slots[event.carId]),
  OtherCarId: event.subtype === 'car' ? event.otherCarId : -1,
  OtherDriver: driverEntry(event.subtype === 'car' ? world.slots[event.otherCarId] : undefined),
  ImpactSpeed: single(event.impactSpeed),
  WorldPosition: vectorEntry(event.worldPos),
  RelPosition: vectorEntry(event.relPos),
});

/** `results/2019_3_2_21_36_RACE.json`: local time, not padded. A second file in the same minute replaces the first. */
export function resultsPath(endedAt: number, type: string): string {
  const end = new Date(endedAt);
  const minute = [end.getFullYear(), end.getMonth() + 1, end.getDate(), end.getHours(), end.getMinutes()];
  return `results/${minute.join('_')}_${type}.json`;
}

/** The whole file, indented and escaped like Go's output. */
export function resultsText(world: World, { laps, events }: Record): string {
  const { config, session } = world;
  const file = {
    TrackName: config.track,
    TrackConfig: config.trackConfig,
    Type: resultsType(world),
    DurationSecs: 0, // in every real file, timed or not
    RaceLaps: session?.laps ?? 0,
    Cars: world.slots.map(carEntry),
    Result: [...world.slots].sort(session?.sessionType === 3 ? byDistance : byBest).map(resultEntry),
    Laps: laps.length > 0 ? laps : null,
    Events: events.length > 0 ? events : null,
  };
  return JSON.stringify(file, null, '\t').replace(/[<>&\u2028\u2029]/g, unicodeEscape);
}

export const resultsType = ({ session }: World): string =>
  ['BOOK', 'PRACTICE', 'QUALIFY', 'RACE'][session?.sessionType ?? 1] ?? 'PRACTICE';

const carEntry = (slot: Slot) => ({
  CarId: slot.carId,
  Driver: driverEntry(slot),
  Model: driverOf(slot).model,
  Skin: driverOf(slot).skin,
  BallastKG: slot.ballastKg,
  Restrictor: slot.restrictor,
});

const resultEntry = (slot: Slot) => ({
  ...driverKeys(slot),
  BestLap: slot.bestMs,
  TotalTime: slot.totalMs,
  BallastKG: slot.ballastKg,
  Restrictor: slot.restrictor,
});

function driverKeys(slot: Slot) {
  const { name, guid, model } = driverOf(slot);
  return { DriverName: name, DriverGuid: guid, CarId: slot.carId, CarModel: model };
}

function driverEntry(slot: Slot | undefined) {
  const { name = '', team = '', guid = '' } = slot ? driverOf(slot) : {};
  return { Name: name, Team: team, Nation: '', Guid: guid, GuidsList: guid ? [guid] : null };
}

/** The slot's last driver here, or the one it is reserved for. */
function driverOf({ driver, lastDriver, entry }: Slot): Driver {
  const { driverName: name, team, guid, model, skin } = entry;
  return driver ?? lastDriver ?? { name, team, guid, model, skin };
}

const vectorEntry = ([x, y, z]: Vec3) => ({ X: single(x), Y: single(y), Z: single(z) });

const single = (value: number): number => Number(float32(value));

const unicodeEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
