/** What a board shows of one game server: plain data, in our words. */
import type { SessionKind } from '../../events/session.ts';
import type { Gap } from '../../race/gaps.ts';

/** Of the server. `deaf`: it runs, and its plugin interface is silent. `unknown`: somebody else's, and not heard. */
export type BoardServerState = 'running' | 'starting' | 'stopping' | 'stopped' | 'deaf' | 'unknown';

export interface BoardState {
  /** Its id. */
  readonly server: string;
  /** As it calls itself; empty where nobody knows. */
  readonly name: string;
  readonly state: BoardServerState;
  /** Absent between two sessions, and where nothing is heard. */
  readonly session?: BoardSession | undefined;
  /** In their running order. */
  readonly rows: readonly OrderRow[];
  /** Of this session, or of the race that goes on with it. */
  readonly openIncidents: number;
  /** Of all sessions before it. */
  readonly earlierIncidents: number;
}

export interface BoardSession {
  readonly name: string;
  readonly kind: SessionKind;
  /** 0 when timed. */
  readonly laps: number;
  /** Of the leader of a race: the lap that is being driven, from 1. */
  readonly lap?: number | undefined;
  /** UTC, milliseconds: when a race that has not begun begins. */
  readonly startsAt?: number | undefined;
  /** UTC, milliseconds, of a timed session. */
  readonly endsAt?: number | undefined;
  /** Its minutes are over: everybody finishes the lap they are in. */
  readonly isTimeUp?: boolean | undefined;
  /** It has ended, and no other has begun. */
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
  /** Of the league, as it is written on the car. */
  readonly number?: string | undefined;
  readonly model: string;
  readonly laps: number;
  /** To the leader: in a race on the track, else between best laps. Absent for the leader, and where nobody knows. */
  readonly gap?: Gap | undefined;
  /** The same to the car ahead. */
  readonly interval?: Gap | undefined;
  readonly lastLapMs?: number | undefined;
  readonly bestLapMs?: number | undefined;
  readonly isInPits?: boolean | undefined;
  /** Took the chequered flag. */
  readonly isFinished?: boolean | undefined;
  /** Left before its race was over. */
  readonly isOut?: boolean | undefined;
  /** Is on its way: the game still loads. */
  readonly isLoading?: boolean | undefined;
  /** What the driver has to drive through the pits for. */
  readonly toServe: readonly ToServe[];
  /** Seconds that are added to the result, so far. */
  readonly addedS?: number | undefined;
}

export interface ToServe {
  readonly type: 'drive-through' | 'stop-and-go';
  /** Seconds to stand; 0 for a drive-through. */
  readonly seconds: number;
  readonly lapsLeft?: number | undefined;
}
