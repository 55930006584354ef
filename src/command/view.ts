import type { Driver } from '../events/events.ts';
import type { Infringement } from '../features/decisions/infringements.ts';
import type { DriverRow } from '../features/drivers/rows.ts';
import type { EntrySlot } from '../features/grid/actions.ts';
import type { LobbyInfo } from '../features/lobby/actions.ts';
import type { ServerInfo } from '../features/process/info.ts';
import type { SettableSession } from '../features/sessions/configuration.ts';
import type { SessionRow } from '../features/sessions/rows.ts';
import type { RaceState } from '../race/state.ts';

/**
 * What front ends and parameter readers may know about a game server. Plain data, never changed in place: updates are
 * pushed as a new view, so the server may be on another host than its readers.
 */
export interface ServerView {
  readonly id: string;
  readonly state: RaceState;
  readonly info: ServerInfo;
  /** Connected drivers, by car id. */
  readonly drivers: readonly (DriverRow & Called)[];
  /** The sessions of server_cfg.ini in running order, and which one is running. */
  readonly sessions: readonly SessionRow[];
  /** The sessions that can be configured, disabled ones last. */
  readonly settableSessions: readonly SettableSession[];
  readonly lobby: LobbyInfo;
  readonly grid: {
    /** The slots of entry_list.ini. */
    readonly entries: readonly EntrySlot[];
  };
  readonly nameable: Nameable;
}

/** What a command can name, besides connected drivers and sessions. */
export interface Nameable {
  /** Newest first. */
  readonly incidents: readonly NameableIncident[];
  /** The standing decisions in those incidents, newest first. */
  readonly decisions: readonly NameableDecision[];
  /** Decisions waiting for a second steward, oldest first. */
  readonly proposals: readonly NameableDecision[];
  /** The infringements that a decision can name. */
  readonly infringements: readonly Infringement[];
  /** Whether the league uses licence points. */
  readonly countsPoints: boolean;
  /** Active penalties, newest first. */
  readonly penalties: readonly Numbered[];
  /** Past sessions, newest first. */
  readonly sessions: readonly Numbered[];
  /** Everyone in the current session and the one before, whether still on the server or not. */
  readonly recent: readonly PersonCalled[];
  /** Everyone in one of the newest incidents, whether still on the server or not. */
  readonly involved: readonly PersonCalled[];
}

export interface Called {
  /** The name in the roster; absent if they are not in it. */
  readonly leagueName?: string | undefined;
}

export type PersonCalled = Driver & Called;

/** Something named by its number, with a label to choose it by. */
export interface Numbered {
  readonly number: number;
  readonly label: string;
}

export interface NameableDecision extends Numbered {
  /** "P-17", or "D-18" if it gives no penalty. */
  readonly name: string;
}

/** Kinds that can be looked up by number among all there are. Of decisions and penalties, only standing ones. */
export type NamedKind = 'incident' | 'decision' | 'penalty' | 'session';

/** An incident, with what a form about it needs. */
export interface NameableIncident extends Numbered {
  /** The highest number of a decision in it. */
  readonly seen: number;
  /** The most likely infringement code. */
  readonly infringement?: string | undefined;
  readonly drivers: readonly InvolvedHere[];
}

export interface InvolvedHere extends Driver {
  readonly lap?: number | undefined;
  /** The standing decision about them; absent if there is none. */
  readonly stands?: NameableDecision | undefined;
}
