/** The cars of a game server, driving in circles, as the datagrams that its plugin interface sends. */
import { encode } from '../../src/acserver/udp/codec.ts';

export const SERVERS = 25;
export const CARS = 40;
/** How often a second each car is reported. */
export const RATE = 10;

/** Metres: a lap of a club circuit. */
const LAP_M = 3000;
const RADIUS_M = LAP_M / (2 * Math.PI);

/** Offsets of the numbers in a CAR_UPDATE: id, car id, position, velocity, gear, engine speed, place in the lap. */
const AT = { pos: 2, velocity: 14, place: 29 } as const;

/** What a plugin hears of a race that has just begun. */
export function opening(count = CARS): readonly Buffer[] {
  const session = {
    protocolVersion: 4,
    sessionIndex: 0,
    currentSessionIndex: 0,
    sessionCount: 1,
    serverName: 'Bench',
    track: 'circle',
    trackConfig: '',
    name: 'Race',
    sessionType: 3,
    timeMinutes: 0,
    laps: 100,
    waitTime: 0,
    ambientTemp: 20,
    roadTemp: 25,
    weatherGraphics: '3_clear',
    elapsedMs: 60_000,
  };
  const cars = Array.from({ length: count }, (_, carId) => ({
    driverName: `Driver ${carId}`,
    driverGuid: String(76561190000000000n + BigInt(carId)),
    carId,
    carModel: 'ks_mazda_mx5_cup',
    carSkin: '00_red',
  }));
  return [
    encode({ type: 'newSession', ...session }),
    ...cars.map((car) => encode({ type: 'newConnection', ...car })),
    ...cars.map(({ carId }) => encode({ type: 'clientLoaded', carId })),
  ];
}

export class Field {
  readonly #cars: readonly Buffer[];

  constructor(cars = CARS) {
    this.#cars = Array.from({ length: cars }, (_, carId) =>
      encode({
        type: 'carUpdate',
        carId,
        pos: [0, 0, 0],
        velocity: [0, 0, 0],
        gear: 4,
        rpm: 6200,
        normalizedSplinePos: 0,
      }),
    );
  }

  /** One datagram per car; the next call overwrites them. */
  at(seconds: number): readonly Buffer[] {
    for (const [carId, datagram] of this.#cars.entries()) {
      const speed = speedOf(carId);
      const place = (lapsDriven(carId, seconds) % 1) + 1;
      const angle = 2 * Math.PI * place;
      writeVector(datagram, AT.pos, [RADIUS_M * Math.cos(angle), 0, RADIUS_M * Math.sin(angle)]);
      writeVector(datagram, AT.velocity, [-speed * Math.sin(angle), 0, speed * Math.cos(angle)]);
      datagram.writeFloatLE(place % 1, AT.place);
    }
    return this.#cars;
  }

  /** Completed laps; negative before the line is crossed for the first time. */
  lapsOf(carId: number, seconds: number): number {
    return Math.floor(lapsDriven(carId, seconds));
  }

  lapMs(carId: number): number {
    return Math.round((LAP_M / speedOf(carId)) * 1000);
  }
}

/** m/s. */
const speedOf = (carId: number): number => 50 - carId / 10;

/** The cars start 15 m behind each other. */
const lapsDriven = (carId: number, seconds: number): number => (seconds * speedOf(carId) - carId * 15) / LAP_M;

function writeVector(datagram: Buffer, offset: number, values: readonly [number, number, number]): void {
  for (const [index, value] of values.entries()) datagram.writeFloatLE(value, offset + 4 * index);
}
