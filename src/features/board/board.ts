/** What a board shows of one game server, as plain data. */
import type { SessionKind } from '../../events/session.ts';
import type { Gap } from '../../race/gaps.ts';

/** `deaf`: it runs, but sends no UDP data. `unknown`: managed externally, and no UDP data. */
export type BoardServerState = 'running' | 'starting' | 'stopping' | 'stopped' | 'deaf' | 'unknown';

export interface BoardState {
  /** The server's id. */
  readonly server: string;
  /** The name the server gives itself; empty if unknown. */
  readonly name: string;
  readonly state: BoardServerState;
  /** Absent between two sessions, and when the server is not running. */
  readonly session?: BoardSession | undefined;
  /** In running order. */
  readonly rows: readonly OrderRow[];
  /** Of this session, including earlier parts of a race that was continued after a restart. */
  readonly openIncidents: number;
  /** Of all earlier sessions. */
  readonly earlierIncidents: number;
}

export interface BoardSession {
  readonly name: string;
  readonly kind: SessionKind;
  /** 0 for a timed session. */
  readonly laps: number;
  /** In a race, the leader's current lap, from 1. */
  readonly lap?: number | undefined;
  /** When a race that has not started yet will start. UTC, milliseconds. */
  readonly startsAt?: number | undefined;
  /** When a timed session ends. UTC, milliseconds. */
  readonly endsAt?: number | undefined;
  /** Its time is up: everybody finishes their current lap. */
  readonly isTimeUp?: boolean | undefined;
  /** It has ended, and no other session has started. */
  readonly isOver?: boolean | undefined;
  readonly track: string;
  readonly layout: string;
  readonly ambientC: number;
  readonly roadC: number;
  readonly weather: string;
}

export interface OrderRow {
  readonly carId: number;
  readonly guid: string;
  readonly name: string;
  /** The number the league gave, as on the car. */
  readonly number?: string | undefined;
  readonly model: string;
  readonly laps: number;
  /** To the leader: on the track in a race, otherwise between best laps. Absent for the leader, and if unknown. */
  readonly gap?: Gap | undefined;
  /** The same, to the car ahead. */
  readonly interval?: Gap | undefined;
  readonly lastLapMs?: number | undefined;
  readonly bestLapMs?: number | undefined;
  readonly isInPits?: boolean | undefined;
  /** Has taken the chequered flag. */
  readonly isFinished?: boolean | undefined;
  /** Left before finishing the race. */
  readonly isOut?: boolean | undefined;
  /** By the stewards, in this race: listed last, without a gap. */
  readonly isDisqualified?: boolean | undefined;
  /** Has joined, but the game is still loading. */
  readonly isLoading?: boolean | undefined;
  /** Penalties the driver still has to serve in the pits. */
  readonly toServe: readonly ToServe[];
  /** Seconds added to the result so far. */
  readonly addedS?: number | undefined;
}

export interface ToServe {
  readonly type: 'drive-through' | 'stop-and-go';
  /** Seconds to stop; 0 for a drive-through. */
  readonly seconds: number;
  /** 0 once it is overdue. */
  readonly lapsLeft?: number | undefined;
}
