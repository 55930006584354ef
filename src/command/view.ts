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
 * What front ends and the readers of parameters may know of a game server. Plain data, never changed in place: whoever
 * watches the server pushes a new one, so the server may be on another host than its readers.
 */
export interface ServerView {
  readonly id: string;
  readonly state: RaceState;
  readonly info: ServerInfo;
  /** Who is connected, by car id. */
  readonly drivers: readonly (DriverRow & Called)[];
  /** Those of server_cfg.ini in their running order, and which of them is running. */
  readonly sessions: readonly SessionRow[];
  /** The same as they can be set, those that are switched off behind them. */
  readonly settableSessions: readonly SettableSession[];
  readonly lobby: LobbyInfo;
  readonly grid: {
    /** The slots of entry_list.ini. */
    readonly entries: readonly EntrySlot[];
  };
  readonly nameable: Nameable;
}

/** What the words of a command can name, beside drivers who are connected and sessions. */
export interface Nameable {
  /** The newest first. */
  readonly incidents: readonly NameableIncident[];
  /** What stands in those incidents, the newest first. */
  readonly decisions: readonly Numbered[];
  /** What waits for a second steward, the oldest first. */
  readonly proposals: readonly Numbered[];
  /** What a decision can say that somebody did. */
  readonly infringements: readonly Infringement[];
  /** Whether the league says anything of licence points. */
  readonly countsPoints: boolean;
  /** Those that stand, the newest first. */
  readonly penalties: readonly Numbered[];
  /** That were driven, the newest first. */
  readonly sessions: readonly Numbered[];
  /** Everyone who was in one of the newest incidents, whether still on the server or not. */
  readonly involved: readonly (Driver & Called)[];
}

export interface Called {
  /** As the roster has it; absent for whoever is not in it. */
  readonly leagueName?: string | undefined;
}

/** Something that is called by its number, and a line by which it is chosen. */
export interface Numbered {
  readonly number: number;
  readonly label: string;
}

/** What is looked for by its number among all there are: of a decision or a penalty, one that stands. */
export type NamedKind = 'incident' | 'decision' | 'penalty' | 'session';

/** An incident, as a form about it needs it. */
export interface NameableIncident extends Numbered {
  /** The highest number of a decision in it. */
  readonly seen: number;
  /** The code that it most likely is about. */
  readonly infringement?: string | undefined;
  readonly drivers: readonly InvolvedHere[];
}

export interface InvolvedHere extends Driver {
  readonly lap?: number | undefined;
  /** What stands about them, and the number of that decision; absent where nothing does. */
  readonly stands?: Numbered | undefined;
}
