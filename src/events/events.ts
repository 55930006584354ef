import type { ExtraInfo } from '../acserver/extrainfo/lines.ts';
import type { Sentence } from '../kit/sentence.ts';
import type { AppealEvents } from './appeal.ts';
import type { AppealTermEvents } from './appealTerm.ts';
import type { CarryOver } from './carryOver.ts';
import type { Classification, ReopenedResult } from './classification.ts';
import type { Decision } from './decision.ts';
import type { DocumentEvents } from './document.ts';
import type { Driver } from './driver.ts';
import type { Incident } from './incident.ts';
import type { LeagueEvent } from './leagueEvent.ts';
import type { NoticeEvents } from './notice.ts';
import type { InfractionKind, Penalty, StoredText } from './penalty.ts';
import type { PointsEvents } from './points.ts';
import type { Proposal } from './proposal.ts';
import type { BoardRow, SessionFacts } from './session.ts';

export type { Driver } from './driver.ts';
export type { SessionFacts, SessionKind } from './session.ts';

/**
 * Everything that can happen, in our words. Plain serialisable data: the journal stores it, the websocket pushes it,
 * and one day a message bus may carry it. Names include the units.
 */

/** Where an event belongs. `run` counts starts of the game server's process, `session` the sessions within a run. */
export interface Stamp {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly server: string;
  readonly run: number;
  /** From 1 in each run; 0 before the first session is known. */
  readonly session: number;
  /** Milliseconds on the session's clock: negative before a race start, absent while that clock is unknown. */
  readonly sessionMs?: number;
  /** Learnt afterwards, from the log or by asking: `at` is when we learnt it. */
  readonly late?: true;
}

/** Who registered with the lobby: the game server itself, or Pitwall on its behalf. */
type Registrar = 'server' | 'pitwall';

/** Who gave an order, and why. `by` is Pitwall itself if no person gave it. */
export interface Ordered {
  readonly by: string;
  /** Stays the same when the name changes: "discord:123". Absent if no person gave the order. */
  readonly byId?: string | undefined;
  readonly reason?: string;
}

/** The reason can be a ban, which says until when. */
export type Removed = Omit<Ordered, 'reason'> & { readonly reason?: Sentence };

/** Metres: x and z span the ground, y is up. */
export type Position = readonly [x: number, y: number, z: number];

/** The ids of both sessions, and the run and session that key the rows of the continuing one. */
export interface ContinuedRace {
  readonly id: number;
  readonly run: number;
  readonly session: number;
  readonly name: string;
  /** The id of the interrupted one. */
  readonly continues: number;
}

interface EventBodies extends AppealEvents, AppealTermEvents, DocumentEvents, NoticeEvents, PointsEvents {
  readonly serverStarting: { readonly pid: number };
  /** `adopted`: it was already running when Pitwall started. */
  readonly serverStarted: { readonly version?: string; readonly adopted: boolean };
  /** Code and signal are unknown for a process that another Pitwall started. */
  readonly serverStopped: {
    readonly expected: boolean;
    readonly code?: number;
    readonly signal?: string;
    readonly lastLines: readonly string[];
  };
  /** Its plugin interface sends data (`again`: after a restart of the server), or has been silent for a while. */
  readonly serverHeard: { readonly again?: true };
  readonly serverSilent: { readonly silentMs: number };

  /** Players find it in the public lobby, because the server registered or because Pitwall did so again. */
  readonly lobbyRegistered: { readonly by: Registrar; readonly answer?: string };
  /** An attempt to register failed. For the game server's own attempts the lobby's answer is unknown. */
  readonly lobbyFailed: { readonly by: Registrar; readonly attempt: number; readonly answer?: string };
  /** The lobby refused a heartbeat: it no longer lists the server. */
  readonly lobbyLost: { readonly answer: string };

  readonly trackerStarted: { readonly pid: number };
  /** stracker's process has ended; code and signal as for `serverStopped`. */
  readonly trackerStopped: {
    readonly expected: boolean;
    readonly code?: number;
    readonly signal?: string;
    readonly lastLines: readonly string[];
  };
  readonly trackerTroubled: { readonly lines: readonly string[] };

  /** `again`: the previous session restarted before it had ended. */
  readonly sessionStarted: { readonly facts: SessionFacts; readonly again: boolean };
  /** The same session reported again: its clock was set back before anyone completed a lap. */
  readonly sessionAdjusted: { readonly facts: SessionFacts };
  /** `resultsFile` is relative to the server's directory; absent if none was written. */
  readonly sessionEnded: {
    readonly resultsFile?: string;
    /** It restarts before its end. Its decisions count in the session that continues it. */
    readonly restarted?: true;
    /** The game server stopped in a race before the leader's flag. */
    readonly interrupted?: true | undefined;
  };

  /** Somebody started or ended a league night. */
  readonly leagueEventStarted: Ordered & { readonly event: LeagueEvent };
  readonly leagueEventEnded: Ordered & { readonly event: LeagueEvent };
  /** Two sessions are one race from here on. Decisions of the interrupted one count in the other. */
  readonly raceContinued: Ordered & { readonly race: ContinuedRace };

  /** Stewards are asked what carries over after a restart. Emitted again with each answer and each change to it. */
  readonly carryOverAsked: { readonly carryOver: CarryOver };

  readonly driverJoined: { readonly driver: Driver; readonly model: string; readonly skin: string };
  readonly driverLoaded: { readonly driver: Driver };
  readonly driverLeft: { readonly driver: Driver };

  readonly lapCompleted: {
    readonly driver: Driver;
    readonly lapMs: number;
    readonly cuts: number;
    /** The driver's own count in this session, from 1. */
    readonly lap: number;
    /** Empty if the lap was learnt from the log. */
    readonly board: readonly BoardRow[];
    /** Sectors of the cuts; absent unless known for every cut. `cuts` already includes them. */
    readonly cutSectors?: readonly number[] | undefined;
  };
  /** Only the server manager's own server reports this, before the lap is complete. */
  readonly sectorCompleted: {
    readonly driver: Driver;
    /** The driver's lap, from 1. */
    readonly lap: number;
    /** From 1. */
    readonly sector: number;
    readonly sectorMs: number;
    /** In this sector. The lap reports the cuts of all its sectors again as one total. */
    readonly cuts: number;
  };
  /** A tyre change or a pit visit, with the tyre's short name. Only the server manager's own server reports it. */
  readonly tyresReported: { readonly driver: Driver; readonly tyre: string };
  /** Round-trip time to the plugin interface of the server manager's own server, and how far ahead its clock is. */
  readonly serverPinged: { readonly roundTripMs: number; readonly clockAheadMs: number };
  /** One report by one car. Both cars of a contact report it, each 0 to 5 s afterwards. */
  readonly contact: {
    /** UTC, milliseconds: when the car was at the place it reported; absent if its positions do not show that. */
    readonly happenedAt?: number;
    readonly driver: Driver;
    readonly other?: Driver;
    readonly against: 'car' | 'wall';
    readonly speedKmh: number;
    readonly position: Position;
    readonly relativePosition: Position;
  };
  /** A public chat line of a driver. Lines that begin with a slash are commands and never become events. */
  readonly chat: { readonly driver: Driver; readonly text: string };

  readonly driverKicked: Removed & { readonly driver: Driver };
  /** Somebody else had just taken the car and was kicked instead. */
  readonly kickMissed: Removed & { readonly meant: Driver; readonly hit: Driver };
  /** `name` if known; `until` is UTC in milliseconds, absent for a permanent ban. */
  readonly driverBanned: Ordered & { readonly guid: string; readonly name?: string; readonly until?: number };
  readonly banLifted: Ordered & { readonly guid: string; readonly name?: string };
  /** The ballast the driver carries from now on, regardless of the entry list. */
  readonly ballastSet: Ordered & { readonly driver: Driver; readonly ballastKg: number };
  readonly restrictorSet: Ordered & { readonly driver: Driver; readonly restrictorPercent: number };

  /** A driver broke a watched rule. The next warning after the last allowed one brings the penalty. */
  readonly infraction: {
    readonly driver: Driver;
    readonly infraction: InfractionKind;
    /** The driver's lap in which it happened, from 1. */
    readonly lap: number;
    readonly cuts: number;
    /** Sectors of those cuts, if known. */
    readonly cutSectors?: readonly number[] | undefined;
    /** Since the last penalty. */
    readonly warnings: number;
    /** Absent if the rule only ever warns. */
    readonly warningsBeforePenalty?: number;
  };
  /** Cars touched, or a driver filed a report: stewards have something to look at. */
  readonly incidentOpened: { readonly incident: Incident };
  /** There is news of it: another contact, a report, a penalty that was served. */
  readonly incidentUpdated: { readonly incident: Incident };
  /** One event per driver: one press of a button can decide about several. */
  readonly incidentDecided: { readonly incident: Incident; readonly decision: Decision };
  readonly proposalChanged: { readonly proposal: Proposal };
  /** The result of a finished session with the penalties decided so far. */
  readonly classified: { readonly classification: Classification };
  /** A final result can be decided about again. The classification follows, and says so too. */
  readonly resultReopened: Ordered & { readonly result: ReopenedResult };
  /**
   * What only the server manager detects, with the server's own car ids. The server tells a program in a car, which
   * passes it on. `driver` is the driver it concerns, if known; `by` says who passed it on.
   */
  readonly extraInfo: {
    readonly info: ExtraInfo;
    readonly driver?: Driver;
    readonly by: string;
    /** It is recorded in the ledger, which announces it. */
    readonly isKept?: true | undefined;
  };
  readonly penaltyGiven: { readonly penalty: Penalty };
  /** `before`: its previous state. Each counted lap is a change. */
  readonly penaltyChanged: Ordered & {
    readonly penalty: Penalty;
    readonly before: Pick<Penalty, 'state' | 'lapsLeft'>;
    readonly reasonText?: StoredText | undefined;
    /** The highest number of a decision about it: the latest one that a reader of this event has seen. */
    readonly seen?: number;
  };
}

export type EventType = keyof EventBodies;
export type EventBody = { [T in EventType]: { readonly type: T } & EventBodies[T] }[EventType];
export type RaceEvent = Stamp & EventBody;
export type EventOf<T extends EventType> = Extract<RaceEvent, { type: T }>;

/** Handlers for some events. Events that are left out need no handling. */
export type Listeners<Result, Extra extends unknown[] = []> = {
  readonly [T in EventType]?: (event: EventOf<T>, ...extra: Extra) => Result;
};

/**
 * The same for code that must consider every event: a new event does not compile until the table names it, with
 * `undefined` if there is nothing to do.
 */
export type Reactions<Result, Extra extends unknown[] = []> = {
  readonly [T in EventType]: ((event: EventOf<T>, ...extra: Extra) => Result) | undefined;
};

/** Calls the table's handler for this event, if there is one. */
export function hear<Result, Extra extends unknown[]>(
  listeners: Listeners<Result, Extra>,
  event: RaceEvent,
  ...extra: Extra
): Result | undefined {
  // The handler at an event's type takes that event. The index type cannot express this.
  const listener = listeners[event.type] as ((event: RaceEvent, ...extra: Extra) => Result) | undefined;
  return listener?.(event, ...extra);
}
