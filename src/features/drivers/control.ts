import type { BlacklistFile } from '../../acserver/blacklistFile.ts';
import type { Dialect, Order } from '../../acserver/dialect.ts';
import type { Load } from '../../acserver/limits.ts';
import type { Speaker } from '../../acserver/speaker.ts';
import type { FromServer } from '../../acserver/udp/packets.ts';
import type { Driver, EventBody, Ordered } from '../../events/events.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Bus } from '../../race/bus.ts';
import type { RaceState } from '../../race/state.ts';
import { type SessionActions, sessionActions } from '../sessions/actions.ts';
import { type DriverActions, driverActions } from './actions.ts';
import type { Ban, BanTable } from './banTable.ts';

export type { Ban, Ordered };

/** What race control can do to a running race. Each answers with what became of it, in sentences. */
export type ControlActions = DriverActions & SessionActions;

/** How orders reach one game server, and what it says meanwhile. */
export interface Wire {
  readonly dialect: Dialect;
  /**
   * Gives an order once. Resolves with what the server said to it, which only RCON tells.
   *
   * @throws UserError when the server is out of reach
   */
  give(order: Order): Promise<string | undefined>;
  /** Every datagram, before it becomes an event; the returned function stops that. */
  watch(listener: (packet: FromServer) => void): () => void;
  /** Asks who and what is there, soon: something was not as it was thought to be. */
  askAgain(): void;
}

/** What the configuration that the server runs with says; undefined where nobody has told. */
export interface Rules {
  readonly blacklistMode?: number;
  readonly maxBallastKg?: number;
  /** Whether it ends with its last session, and how many it has. */
  readonly loopMode?: boolean;
  readonly sessions?: number;
}

/** What drivers carry, kept as it is to be by whoever watches over it. */
export interface Loads {
  /** What this driver is to carry. */
  of(seat: Pick<Driver, 'carId' | 'guid'>): Load;
  limits(): Load;
  /**
   * Sets one of the two for this driver, until it is set anew; resolves once the server has been told, with what it
   * said to that.
   */
  set(driver: Driver, load: Partial<Load>): Promise<string | undefined>;
}

export interface ControlParts {
  readonly id: string;
  readonly wire: Wire;
  readonly speaker: Speaker;
  readonly bus: Pick<Bus, 'live'>;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
  readonly state: () => RaceState;
  readonly isRunning: () => boolean;
  readonly rules: () => Rules;
  readonly notice: (body: EventBody) => void;
  readonly bans: BanTable;
  /** Undefined where the files are out of reach, or not ours to change. */
  readonly blacklist: BlacklistFile | undefined;
  readonly loads: Loads;
}

export const controlActions = (parts: ControlParts): ControlActions => ({
  ...driverActions(parts),
  ...sessionActions(parts),
});
