import type { SessionFacts, SessionKind } from '../events/events.ts';
import type { ControlActions } from '../features/drivers/control.ts';
import type { ExtraInfoActions } from '../features/extrainfo/actions.ts';
import type { GridActions } from '../features/grid/actions.ts';
import type { IncidentActions } from '../features/incidents/actions.ts';
import type { Links } from '../features/links/links.ts';
import type { LobbyActions } from '../features/lobby/actions.ts';
import type { PenaltyActions } from '../features/penalties/actions.ts';
import type { StopOrder } from '../features/process/stopping.ts';
import type { ResultsActions } from '../features/results/actions.ts';
import type { Rights } from '../features/rights/rights.ts';
import type { ConfigurationActions } from '../features/sessions/configuration.ts';
import type { TrackerActions } from '../features/tracker/actions.ts';

/** What every command can reach: the servers of this installation, by id. */
export interface App {
  readonly servers: ReadonlyMap<string, Server>;
  readonly links: Links;
  /** Ends Pitwall in good order, a moment later: the answer to whoever asked leaves first. Game servers go on. */
  shutdown(): void;
}

/** A note to whoever asked, while the work is still going on. */
export type Progress = (note: string) => void;

/** What can be asked of one game server, and done to it. Refusals are UserErrors. */
export interface Server {
  readonly id: string;
  info(): ServerInfo;
  /** Who is connected, by car id. */
  drivers(): DriverRow[];
  /** The sessions of server_cfg.ini in their running order, and which of them is running. */
  sessions(): SessionRow[];
  /** Resolves when the game server says that it is up. */
  start(progress: Progress): Promise<ProcessChange>;
  stop(progress: Progress): Promise<ProcessChange>;
  restart(progress: Progress): Promise<ProcessChange>;
  readonly configuration: ConfigurationActions;
  readonly grid: GridActions;
  readonly lobby: LobbyActions;
  readonly tracker: TrackerActions;
  /** What race control can do to the running race. */
  readonly control: ControlActions;
  /** What drivers have proved in the game. */
  readonly rights: Rights;
  readonly penalties: PenaltyActions;
  readonly results: ResultsActions;
  readonly incidents: IncidentActions;
  /** Lines for programs in the cars, and what those have heard. */
  readonly extraInfo: ExtraInfoActions;
  /**
   * What that would cost now, for a question: the session, the leader's lap, who is connected.
   *
   * @throws UserError when it cannot be done
   */
  lossOfStopping(order: StopOrder): string;
}

export type ProcessState = 'stopped' | 'starting' | 'running' | 'stopping';

export interface ServerInfo {
  readonly id: string;
  readonly state: ProcessState;
  /** UTC, milliseconds. */
  readonly startedAt?: number;
  /** As the game server prints it, "v1.15"; unknown before its first start. */
  readonly version?: string;
  readonly name: string;
  readonly track: string;
  readonly layout: string;
  readonly cars: readonly string[];
  readonly slots: number;
  readonly connected: number;
  readonly ports: { readonly udp: number; readonly tcp: number; readonly http: number };
  /** Whether the plugin interface speaks: without it there is no race to see. */
  readonly heard: boolean;
  readonly session?: SessionFacts;
  /** The minutes of the session are over, but it is not: everybody finishes the lap they are in. */
  readonly isTimeUp?: true;
  /** What Pitwall cannot do with it or see of it, one sentence each. */
  readonly limits: readonly string[];
  /** Why it last stopped by itself, if it did. */
  readonly trouble?: string;
}

export interface DriverRow {
  readonly carId: number;
  readonly name: string;
  readonly guid: string;
  readonly model: string;
  readonly skin: string;
  readonly loaded: boolean;
  readonly joinedAt: number;
  readonly ballastKg: number;
  readonly restrictorPercent: number;
  readonly laps: number;
  readonly bestLapMs?: number;
  /** Known only from the log of a server that Pitwall runs. */
  readonly address?: { readonly host: string; readonly port: number };
}

export interface SessionRow {
  readonly kind: SessionKind;
  /** NAME= of its section. */
  readonly name: string;
  /** 0 in a race by laps. */
  readonly minutes: number;
  /** 0 when timed. */
  readonly laps: number;
  readonly active: boolean;
  /** What the next start of the game server changes about it, where the file was edited since the last one. */
  readonly next?: NextLength | 'on' | 'off';
}

/** Minutes are 0 in a race by laps, laps are 0 when timed. */
export type NextLength = Pick<SessionRow, 'minutes' | 'laps'>;

export interface ProcessChange {
  readonly change: 'started' | 'stopped' | 'restarted';
  /** What it means for stracker, which goes on by itself. */
  readonly advice?: string;
  readonly info: ServerInfo;
}
