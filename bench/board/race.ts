/** A race as the board sees it: cars on a circle of 4 km with a pit lane, reported as a game server reports it. */
import type { PacketOf, Telling } from '../../src/acserver/udp/packets.ts';
import type { EventBody, RaceEvent } from '../../src/events/events.ts';
import type { Penalty } from '../../src/events/penalty.ts';
import type { SessionFacts } from '../../src/events/session.ts';
import type { BoardFeatures, BoardLive } from '../../src/features/board/open.ts';
import type { LearntLine } from '../../src/features/track/line.ts';
import type { Clock } from '../../src/kit/clock.ts';
import { Signal } from '../../src/kit/signal.ts';
import { createBus } from '../../src/race/bus.ts';
import { emptyState, fold, type RaceState } from '../../src/race/state.ts';
import { Chance } from '../evidence/random.ts';

const LAP_M = 4000;
const RADIUS_M = LAP_M / 2 / Math.PI;
/** The pit lane runs on the inside of the circle, from here to the finish line. */
const [LANE_FROM, LANE_M] = [0.94, 12] as const;
const STOP_AT = 0.97;
const STOP_MS = 25_000;

export interface MovableClock extends Clock {
  advance(ms: number): void;
}

interface Car {
  readonly carId: number;
  /** Metres a second: for the whole race, and for the current lap. */
  readonly pace: number;
  lapPace: number;
  metres: number;
  lap: number;
  lapBeganMs: number;
  totalMs: number;
  readonly stopsInLap: number;
  stoodMs: number;
  isFinished: boolean;
}

export interface RaceOptions {
  readonly clock: MovableClock;
  readonly cars: number;
  readonly laps: number;
  readonly seed: number;
  readonly intervalMs?: number;
  /** Lines of chat a second. */
  readonly chat?: number;
}

export class SimulatedRace {
  readonly #options: Required<RaceOptions>;
  readonly #chance: Chance;
  readonly #packets = new Signal<Telling>();
  readonly #positions = new Signal<PacketOf<'carUpdate'>>();
  readonly #cars: readonly Car[];
  readonly #bus = createBus((error) => {
    throw error;
  });
  readonly #penalties: Penalty[] = [];
  #openIncidents = 0;
  #state: RaceState = emptyState(1);
  #ms = -20_000;

  constructor(options: RaceOptions) {
    this.#options = { intervalMs: 245, chat: 0, ...options };
    this.#chance = new Chance(options.seed);
    this.#cars = Array.from({ length: options.cars }, (_, carId) => this.#entered(carId));
    this.#begin();
  }

  get live(): BoardLive {
    const { clock } = this.#options;
    return {
      id: 'gt3',
      clock,
      log: { error: (fields: object) => console.error(fields) } as BoardLive['log'],
      bus: this.#bus,
      state: () => this.#state,
      running: () => ({ cfg: { name: 'Friday GT3' } }) as ReturnType<BoardLive['running']>,
      plugin: {
        watch: this.#packets.listen,
        tellFollowed() {},
        followPositions: (listener) =>
          this.#positions.listen((packet) => listener(packet, { now: clock.now(), monotonic: clock.monotonic() })),
      },
      process: { status: () => ({ state: 'running', adopted: false }) },
    };
  }

  get features(): BoardFeatures {
    return {
      calendar: { keysOf: (run, session) => [{ run, session }] },
      incidents: {
        openBySession: () => [{ run: 1, session: this.#state.session?.ordinal ?? 1, many: this.#openIncidents }],
      },
      penalties: { list: () => this.#penalties },
      line: () => LINE,
      numberOf: (guid) => guid.slice(-2),
    };
  }

  get isOver(): boolean {
    return this.#cars.every(({ isFinished }) => isFinished);
  }

  /** One interval of the race: positions and events. */
  step(): void {
    const { intervalMs, chat } = this.#options;
    this.#options.clock.advance(intervalMs);
    this.#ms += intervalMs;
    for (const car of this.#cars) this.#drive(car);
    if (this.#chance.is((chat * intervalMs) / 1000)) this.tell({ type: 'chat', driver: driverOf(0), text: 'hello' });
    // Each about once in three minutes.
    if (this.#chance.is(intervalMs / 180_000)) this.#penalise();
    if (this.#chance.is(intervalMs / 180_000)) this.#incident();
  }

  tell(body: EventBody): void {
    const at = this.#options.clock.now();
    const event: RaceEvent = { at, server: 'gt3', run: 1, session: 1, ...body };
    this.#state = fold(this.#state, event);
    this.#bus.tellLive(event, this.#state);
  }

  #entered(carId: number): Car {
    const pace = 41.5 - carId * 0.12;
    return {
      carId,
      pace,
      lapPace: pace,
      metres: -10 - carId * 8,
      lap: 0,
      lapBeganMs: 0,
      totalMs: 0,
      stopsInLap: Math.floor(this.#chance.within(this.#options.laps * 0.3, this.#options.laps * 0.7)),
      stoodMs: 0,
      isFinished: false,
    };
  }

  #begin(): void {
    const zeroAt = this.#options.clock.now() - this.#ms;
    this.tell({ type: 'serverHeard' });
    this.tell({ type: 'sessionStarted', facts: { ...FACTS, laps: this.#options.laps, zeroAt }, again: false });
    for (const { carId } of this.#cars) {
      this.tell({ type: 'driverJoined', driver: driverOf(carId), model: 'bmw_z4_gt3', skin: '' });
      this.tell({ type: 'driverLoaded', driver: driverOf(carId) });
    }
  }

  #drive(car: Car): void {
    if (this.#ms > 0) this.#move(car);
    const place = wrapped(car.metres / LAP_M);
    const angle = place * 2 * Math.PI;
    const radius = RADIUS_M - (isInLane(car, place) ? LANE_M : 0);
    const speed = this.#ms > 0 ? car.lapPace : 0;
    this.#positions.tell({
      type: 'carUpdate',
      carId: car.carId,
      pos: [radius * Math.cos(angle), 0, radius * Math.sin(angle)],
      velocity: [-speed * Math.sin(angle), 0, speed * Math.cos(angle)],
      gear: 4,
      rpm: 6000,
      normalizedSplinePos: place,
    });
  }

  #move(car: Car): void {
    const { intervalMs } = this.#options;
    const place = wrapped(car.metres / LAP_M);
    if (isInLane(car, place) && place > STOP_AT && car.stoodMs < STOP_MS) {
      car.stoodMs += intervalMs;
      return;
    }
    // Corners: every car is slow and fast at the same places.
    const speed = car.lapPace * (1 + 0.3 * Math.sin(place * 14 * Math.PI));
    car.metres += (speed * intervalMs) / 1000;
    if (Math.floor(car.metres / LAP_M) > car.lap) this.#completed(car);
  }

  #completed(car: Car): void {
    car.lap += 1;
    const lapMs = Math.max(1, Math.round(this.#ms - car.lapBeganMs));
    car.lapBeganMs = this.#ms;
    car.lapPace = car.pace * (1 + this.#chance.normal(0.006));
    if (car.isFinished) return;
    car.totalMs = this.#ms;
    car.isFinished = car.lap >= this.#options.laps || this.#cars.some((each) => each.isFinished);
    const order = this.#cars.toSorted((a, b) => b.lap - a.lap || a.totalMs - b.totalMs);
    const board = order.map(({ carId, totalMs, lap: laps, isFinished: finished }) => ({
      carId,
      timeMs: totalMs > 0 ? totalMs : undefined,
      laps,
      finished,
    }));
    const leaderboard = board.map(({ carId, timeMs = 0, laps, finished }) => {
      const completed: 0 | 1 = finished ? 1 : 0;
      return { carId, timeMs, laps, completed };
    });
    this.#packets.tell({
      type: 'lapCompleted',
      carId: car.carId,
      lapTimeMs: lapMs,
      cuts: 0,
      leaderboard,
      gripLevel: 1,
    });
    this.tell({ type: 'lapCompleted', driver: driverOf(car.carId), lapMs, cuts: 0, lap: car.lap, board });
  }

  #penalise(): void {
    const carId = Math.floor(this.#chance.within(0, this.#cars.length));
    const penalty: Penalty = { ...PENALTY, number: this.#penalties.length + 1, driver: driverOf(carId) };
    if (this.#penalties.length > 2) this.#penalties.shift();
    this.#penalties.push(penalty);
    this.tell({ type: 'penaltyGiven', penalty });
  }

  #incident(): void {
    this.#openIncidents = this.#openIncidents > 3 ? 0 : this.#openIncidents + 1;
    // The board only hears that something happened to an incident, and looks the rest up.
    this.tell({ type: 'incidentUpdated', incident: {} } as unknown as EventBody);
  }
}

export const driverOf = (carId: number) => ({
  carId,
  guid: String(76561198000000000n + BigInt(carId)),
  name: `Driver ${carId} Falkenhagen`,
});

const wrapped = (laps: number): number => ((laps % 1) + 1) % 1;

const isInLane = ({ lap, stopsInLap }: Car, place: number): boolean => lap === stopsInLap && place > LANE_FROM;

const ground = (place: number, radius: number) => ({
  x: radius * Math.cos(place * 2 * Math.PI),
  z: radius * Math.sin(place * 2 * Math.PI),
});

const LINE: LearntLine = {
  lengthM: LAP_M,
  points: Array.from({ length: 800 }, (_, index) => ({
    ...ground(index / 800, RADIUS_M),
    s: index * 5,
    heading: (index / 800) * 2 * Math.PI + Math.PI / 2,
    speedMs: 40,
  })),
  corners: [],
  pits: {
    boxes: Array.from({ length: 24 }, (_, index) => ground(STOP_AT + index / 2400, RADIUS_M - LANE_M)),
    lane: Array.from({ length: 60 }, (_, index) => ground(LANE_FROM + index / 1000, RADIUS_M - LANE_M)),
  },
  quality: { errorM: 0.5, laps: 20 },
};

const FACTS: SessionFacts = {
  index: 2,
  kind: 'race',
  name: 'Race',
  minutes: 0,
  laps: 0,
  track: 'magione',
  layout: '',
  serverName: 'Friday GT3',
  ambientC: 18,
  roadC: 24,
  weather: '3_clear',
};

const PENALTY: Penalty = {
  number: 1,
  server: 'gt3',
  run: 1,
  session: 1,
  driver: driverOf(0),
  type: 'drive-through',
  amount: 0,
  laps: 3,
  lapsLeft: 3,
  cause: 'given by an admin',
  reason: '',
  source: 'steward',
  by: 'Ada',
  at: 0,
  state: 'serving',
  counted: {},
};
