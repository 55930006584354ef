/** What commands can reach. */
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
import type { NamedKind, Numbered, ServerView } from './view.ts';

/** What race control can do to a running race. Each answers with what became of it, in sentences. */
export type ControlActions = DriverActions & HandicapActions & SessionActions;

/** What every command can reach: the servers of this installation, by id. */
export interface App {
  /** What this host's numbers have before them where there are several hosts: B for P-B17. */
  readonly letter?: string | undefined;
  /** The one of these servers whose it is. */
  readonly serverOfNumber?: ((named: NamedNumber) => string | undefined) | undefined;
  readonly servers: ReadonlyMap<string, Server>;
  readonly links: LeagueLinks;
  readonly upkeep: Upkeep;
  /** The league's drivers. */
  readonly roster: RosterActions;
  /** Where stewards talk about incidents; absent where there is no Discord. */
  readonly discussions?: Discussions | undefined;
  readonly pictures: IncidentPictures;
  /** What of one server is not posted because everybody could read it, a sentence each. */
  privacyWarnings(server: string): readonly string[];
  /** Ends Pitwall in good order, a moment later: the answer to whoever asked leaves first. Game servers go on. */
  shutdown(): void;
}

/** Refusals are UserErrors. */
export interface Discussions {
  /** The thread on the card of an incident, which is opened where there is none. */
  open(incident: Incident): Promise<Discussion>;
}

export interface Discussion {
  /** Discord's id of the thread. */
  readonly thread: string;
  readonly isNew: boolean;
}

/** What a contact looked like, as far as positions tell. */
export interface IncidentPictures {
  /** Undefined where there is nothing to see, or nothing that could draw it. Never rejects. */
  draw(of: {
    readonly server: string;
    readonly incident: number;
    /** In the order in which they happened, the first is 1; the first that can be shown when absent. */
    readonly contact?: number | undefined;
    readonly form: 'still' | 'animation';
  }): Promise<{ readonly bytes: Buffer; readonly alt: string } | undefined>;
}

/** What can be asked of one game server, and done to it. Refusals are UserErrors. */
export interface Server {
  readonly id: string;
  /** What front ends may know of it, as it is now. */
  view(): ServerView;
  /** What has this number, be it old or new; nothing is found by its number when absent. */
  readonly named?: ((kind: NamedKind, number: number) => Numbered | undefined) | undefined;
  /** Resolves when what has happened on it has had its turn, undefined where it has; it has when absent. */
  readonly free?: (() => Promise<void> | undefined) | undefined;
  info(): ServerInfo;
  /** Who is connected, by car id. */
  drivers(): DriverRow[];
  /** The sessions of server_cfg.ini in their running order, and which of them is running. */
  sessions(): SessionRow[];
  /** Resolves when the game server says that it is up. */
  start(progress: Progress, attempt?: Attempt): Promise<ProcessChange>;
  stop(progress: Progress, attempt?: Attempt): Promise<ProcessChange>;
  restart(progress: Progress, attempt?: Attempt): Promise<ProcessChange>;
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
  /** The sessions that were driven on it, and the league's events. */
  readonly calendar: CalendarActions;
  /** What of a race goes on in its restart. */
  readonly carryOver: CarryOverActions;
  readonly incidents: IncidentActions;
  /** What drivers say against decisions. */
  readonly appeals: AppealActions;
  /** Licence points: who has how many. */
  readonly points: PointsActions;
  /** Who is where. */
  readonly board: BoardActions;
  readonly desk: DeskActions;
  /** What waits for a second steward. */
  readonly judging: JudgingActions;
  /** Lines for programs in the cars, and what those have heard. */
  readonly extraInfo: ExtraInfoActions;
  /**
   * What that would cost now, for a question: the session, the leader's lap, who is connected.
   *
   * @throws UserError when it cannot be done
   */
  lossOfStopping(order: StopKind): string;
}
