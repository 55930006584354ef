import { z } from 'zod';

/**
 * A results file in our words. Every list is in the file's order, which for a race is not the classification. Missing
 * in files before 2017: nation, GUID lists, tyre, restrictor.
 */
export interface Results {
  readonly track: string;
  readonly layout: string;
  readonly type: string;
  readonly raceLaps: number;
  readonly cars: readonly ResultCar[];
  readonly result: readonly ResultRow[];
  readonly laps: readonly ResultLap[];
  readonly contacts: readonly ResultContact[];
  /** The original file, with every key we have no word for: amended copies are made from it. */
  readonly raw: Readonly<Record<string, unknown>>;
}

export type ResultCar = z.output<typeof car>;
export type ResultRow = z.output<typeof row> & {
  /** Set if known from another source than the list of laps, which may be incomplete. */
  readonly laps?: number | undefined;
};
export type ResultLap = z.output<typeof lap>;
type ResultContact = z.output<typeof contact>;

/** acServer writes this lap time (ms) for "none". */
const NO_LAP = 999_999_999;

/** Go writes an empty list as null. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const amount = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);
const carId = z.number().int();

const driver = z.object({ Name: text, Team: text, Nation: text, Guid: text, GuidsList: listOf(z.string()) });

const car = z
  .object({ CarId: carId, Driver: driver, Model: text, Skin: text, BallastKG: amount, Restrictor: amount })
  .transform((car) => ({
    carId: car.CarId,
    model: car.Model,
    skin: car.Skin,
    driverName: car.Driver.Name,
    team: car.Driver.Team,
    nation: car.Driver.Nation,
    guid: car.Driver.Guid,
    /** Everybody who may drive the car; empty if the file does not list them. */
    guids: car.Driver.GuidsList,
    ballastKg: car.BallastKG,
    restrictor: car.Restrictor,
  }));

/** The last four keys are the server manager's; vanilla files have no penalties. */
const row = z
  .object({
    CarId: carId,
    CarModel: text,
    DriverName: text,
    DriverGuid: text,
    BestLap: amount,
    TotalTime: amount,
    BallastKG: amount,
    Restrictor: amount,
    HasPenalty: z.boolean().nullish(),
    PenaltyTime: amount,
    LapPenalty: amount,
    Disqualified: z.boolean().nullish(),
  })
  .transform((row) => ({
    carId: row.CarId,
    guid: row.DriverGuid,
    driverName: row.DriverName,
    model: row.CarModel,
    /** Undefined without a valid lap. */
    bestLapMs: row.BestLap > 0 && row.BestLap < NO_LAP ? row.BestLap : undefined,
    /** Sum of the lap times driven; not comparable between drivers with different numbers of laps. */
    totalMs: row.TotalTime,
    ballastKg: row.BallastKG,
    restrictor: row.Restrictor,
    /** The manager writes nanoseconds. */
    penaltyMs: row.HasPenalty ? row.PenaltyTime / 1e6 : 0,
    penaltyLaps: row.HasPenalty ? row.LapPenalty : 0,
    disqualified: row.Disqualified ?? false,
  }));

const lap = z
  .object({
    CarId: carId,
    CarModel: text,
    DriverName: text,
    DriverGuid: text,
    Timestamp: amount,
    LapTime: z.number(),
    Sectors: listOf(z.number()),
    Cuts: amount,
    Tyre: text,
    BallastKG: amount,
    Restrictor: amount,
  })
  .transform((lap) => ({
    carId: lap.CarId,
    guid: lap.DriverGuid,
    driverName: lap.DriverName,
    model: lap.CarModel,
    /** Milliseconds since the server's start. */
    serverMs: lap.Timestamp,
    lapMs: lap.LapTime,
    sectorsMs: lap.Sectors,
    cuts: lap.Cuts,
    tyre: lap.Tyre,
    ballastKg: lap.BallastKG,
    restrictor: lap.Restrictor,
  }));

const point = z
  .object({ X: z.number(), Y: z.number(), Z: z.number() })
  .transform(({ X, Y, Z }) => ({ x: X, y: Y, z: Z }));

const contact = z
  .object({
    Type: z.enum(['COLLISION_WITH_CAR', 'COLLISION_WITH_ENV']),
    CarId: carId,
    Driver: driver,
    OtherCarId: z.number().int(),
    OtherDriver: driver.nullish(),
    ImpactSpeed: z.number(),
    WorldPosition: point,
    RelPosition: point,
  })
  .transform((event) => ({
    carId: event.CarId,
    guid: event.Driver.Guid,
    driverName: event.Driver.Name,
    other:
      event.Type === 'COLLISION_WITH_CAR'
        ? { carId: event.OtherCarId, guid: event.OtherDriver?.Guid ?? '', driverName: event.OtherDriver?.Name ?? '' }
        : undefined,
    speedKmh: event.ImpactSpeed,
    /** Metres, in the track's coordinates. */
    position: event.WorldPosition,
    /** Metres, relative to the car. */
    relativePosition: event.RelPosition,
  }));

/** An event of an unknown kind must not cost us the classification: it is left out and stays in `raw`. */
const contacts = listOf(contact.optional().catch(undefined)).transform((events) =>
  events.filter((event) => event !== undefined),
);

export const resultsFile = z
  .object({
    TrackName: z.string(),
    TrackConfig: text,
    Type: z.string(),
    RaceLaps: amount,
    Cars: listOf(car),
    Result: listOf(row),
    Laps: listOf(lap),
    Events: contacts,
  })
  .transform((file) => ({
    track: file.TrackName,
    layout: file.TrackConfig,
    type: file.Type,
    raceLaps: file.RaceLaps,
    cars: file.Cars,
    result: file.Result,
    laps: file.Laps,
    contacts: file.Events,
  }));
