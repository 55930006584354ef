/** Results that were never a file, in acServer's format. */
import type { ResultLap, Results } from '../../acserver/results/schema.ts';
import { rawRowOf } from '../../acserver/results/takenSlots.ts';

export const rawOf = ({ track, layout, type, raceLaps, result, laps }: Results): Readonly<Record<string, unknown>> => ({
  TrackName: track,
  TrackConfig: layout,
  Type: type,
  DurationSecs: 0,
  RaceLaps: raceLaps,
  Cars: result.map(({ carId, guid, driverName, model }) => ({
    CarId: carId,
    Driver: { Name: driverName, Team: '', Guid: guid, GuidsList: [guid] },
    Model: model,
    Skin: '',
    BallastKG: 0,
    Restrictor: 0,
  })),
  Result: result.map(rawRowOf),
  Laps: laps.map(rawLapOf),
  Events: [],
});

const rawLapOf = (lap: ResultLap): Readonly<Record<string, unknown>> => ({
  DriverName: lap.driverName,
  DriverGuid: lap.guid,
  CarId: lap.carId,
  CarModel: lap.model,
  Timestamp: lap.serverMs,
  LapTime: lap.lapMs,
  Sectors: lap.sectorsMs,
  Cuts: lap.cuts,
  BallastKG: lap.ballastKg,
  Tyre: lap.tyre,
  Restrictor: lap.restrictor,
});
