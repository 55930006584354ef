/** What commands have access to. */
import type { AppealActions } from '../features/appeals/actions.ts';
import type { BoardActions } from '../features/board/open.ts';
import type { CalendarActions } from '../features/calendar/actions.ts';
import type { CarryOverActions } from '../features/carryover/carryOver.ts';
import type { DeskActions } from '../features/desk/actions.ts';
import type { DriverActions } from '../features/drivers/actions.ts';
import type { DriverRow } from '../features/drivers/rows.ts';
import type { ExtraInfoActions } from '../features/extrainfo/actions.ts';
import type { GridActions } from '../features/grid/actions.ts';
import type { HandicapActions } from '../features/handicaps/actions.ts';
import type { Incident, IncidentActions } from '../features/incidents/actions.ts';
import type { JudgingActions } from '../features/judging/confirming.ts';
import type { LeagueLinks } from '../features/links/links.ts';
import type { LobbyActions } from '../features/lobby/actions.ts';
import type { PenaltyActions } from '../features/penalties/actions.ts';
import type { PointsActions } from '../features/points/open.ts';
import type { ProcessChange, ServerInfo } from '../features/process/info.ts';
import type { StopKind } from '../features/process/stopping.ts';
import type { ResultsActions } from '../features/results/actions.ts';
import type { Rights } from '../features/rights/rights.ts';
import type { RosterActions } from '../features/roster/roster.ts';
import type { SessionActions } from '../features/sessions/actions.ts';
import type { ConfigurationActions } from '../features/sessions/configuration.ts';
import type { SessionRow } from '../features/sessions/rows.ts';
import type { TrackerActions } from '../features/tracker/actions.ts';
import type { Attempt } from '../kit/attempt.ts';
import type { Progress } from '../kit/progress.ts';
import type { NamedNumber } from './numbers.ts';
import type { Upkeep } from './upkeep.ts';
import type { NamedKind, Numbered, PersonCalled, ServerView } from './view.ts';

/** What race control can do to a running race. Each action answers with its outcome in sentences. */
export type ControlActions = DriverActions & HandicapActions & SessionActions;

/** What every command has access to: the servers of this installation, by id. */
export interface App {
  /** The letter in front of this host's numbers if there are several hosts: B for P-B17. */
  readonly letter?: string | undefined;
  /** Which of these servers a number belongs to. */
  readonly serverOfNumber?: ((named: NamedNumber) => string | undefined) | undefined;
  /** Whether a number was ever assigned here; the prefix is that of the parameter. */
  readonly isAssigned?: ((prefix: string, number: number) => boolean) | undefined;
  readonly servers: ReadonlyMap<string, Server>;
  readonly links: LeagueLinks;
  readonly upkeep: Upkeep;
  /** The league's drivers. */
  readonly roster: RosterActions;
  /** Where stewards discuss incidents; absent without Discord. */
  readonly discussions?: Discussions | undefined;
  readonly pictures: IncidentPictures;
  /** What is not posted for a server because everybody could read it, one sentence each. */
  privacyWarnings(server: string): readonly string[];
  /** Shuts Pitwall down cleanly after a moment, so that the answer is sent first. Game servers keep running. */
  shutdown(): void;
}

/** Refusals are UserErrors. */
export interface Discussions {
  /** Returns the thread on the incident's card, opening one if needed. */
  open(incident: Incident): Promise<Discussion>;
}

export interface Discussion {
  /** Discord's id of the thread. */
  readonly thread: string;
  readonly isNew: boolean;
}

/** Draws a contact, as far as positions are known. */
export interface IncidentPictures {
  /** Undefined if there is nothing to see, or nothing to draw it with. Never rejects. */
  draw(of: {
    readonly server: string;
    readonly incident: number;
    /** In chronological order, starting at 1. If absent, the first that can be shown. */
    readonly contact?: number | undefined;
    readonly form: 'still' | 'animation';
  }): Promise<{ readonly bytes: Buffer; readonly alt: string } | undefined>;
}

/** What can be asked of one game server, and done to it. Refusals are UserErrors. */
export interface Server {
  readonly id: string;
  /** Its current state, as front ends may see it. */
  view(): ServerView;
  /** Looks up something by its number, however old. If absent, nothing can be looked up. */
  readonly named?: ((kind: NamedKind, number: number) => Numbered | undefined) | undefined;
  /** Everyone who is known to have driven in a session, by its number; nobody if it does not exist. */
  readonly droveIn?: ((session: number) => readonly PersonCalled[]) | undefined;
  /** Resolves once this server's pending events have been processed. Undefined, or absent, if none are pending. */
  readonly free?: (() => Promise<void> | undefined) | undefined;
  info(): ServerInfo;
  /** Connected drivers, by car id. */
  drivers(): DriverRow[];
  /** The sessions of server_cfg.ini in running order, and which one is running. */
  sessions(): SessionRow[];
  /** Resolves when the game server reports that it is up. */
  start(progress: Progress, attempt?: Attempt): Promise<ProcessChange>;
  stop(progress: Progress, attempt?: Attempt): Promise<ProcessChange>;
  restart(progress: Progress, attempt?: Attempt): Promise<ProcessChange>;
  readonly configuration: ConfigurationActions;
  readonly grid: GridActions;
  readonly lobby: LobbyActions;
  readonly tracker: TrackerActions;
  /** What race control can do to the running race. */
  readonly control: ControlActions;
  /** What drivers have proved in the game, such as passwords. */
  readonly rights: Rights;
  readonly penalties: PenaltyActions;
  readonly results: ResultsActions;
  /** The sessions that were driven on it, and the league's events. */
  readonly calendar: CalendarActions;
  /** What carries over from a race to its restart. */
  readonly carryOver: CarryOverActions;
  readonly incidents: IncidentActions;
  /** Drivers' appeals against decisions. */
  readonly appeals: AppealActions;
  /** Licence points by driver. */
  readonly points: PointsActions;
  /** The running order. */
  readonly board: BoardActions;
  readonly desk: DeskActions;
  /** Decisions waiting for a second steward. */
  readonly judging: JudgingActions;
  /** Lines for programs in the cars, and what those programs have reported. */
  readonly extraInfo: ExtraInfoActions;
  /**
   * What stopping would cost now, for a question: the session, the leader's lap, who is connected.
   *
   * @throws UserError if it cannot be done
   */
  lossOfStopping(order: StopKind): string;
}
