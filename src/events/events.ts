import type { ExtraInfo } from '../acserver/extrainfo/lines.ts';
import type { AppealEvents } from './appeal.ts';
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
 * and one day a message bus carries it. Units stand in the names.
 */

/** Where an event belongs. `run` counts the lives of that game server's process, `session` the sessions within a run. */
export interface Stamp {
  /** UTC, milliseconds. */
  readonly at: number;
  readonly server: string;
  readonly run: number;
  /** From 1 in each run; 0 before the first session is known. */
  readonly session: number;
  /** Milliseconds on the session's clock: negative before a race start, absent while that clock is unknown. */
  readonly sessionMs?: number;
  /** Learnt after the fact, from the log or by asking: `at` is when we learnt it. */
  readonly late?: true;
}

/** Who asked the lobby: the game server itself, or Pitwall in its place. */
type Registrar = 'server' | 'pitwall';

/** Who gave an order, and why. `by` is Pitwall itself where nobody did. */
export interface Ordered {
  readonly by: string;
  /** Stable, whatever they are called: "discord:123". Absent where nobody gave it. */
  readonly byId?: string | undefined;
  readonly reason?: string;
}

/** Metres: x and z span the ground, y is up. */
export type Position = readonly [x: number, y: number, z: number];

/** By the ids of its sessions, and by what their rows are kept by. */
export interface ContinuedRace {
  readonly id: number;
  readonly run: number;
  readonly session: number;
  readonly name: string;
  /** The id of the interrupted one. */
  readonly continues: number;
}

interface EventBodies extends AppealEvents, DocumentEvents, NoticeEvents, PointsEvents {
  readonly serverStarting: { readonly pid: number };
  /** `adopted`: it was already running when Pitwall came. */
  readonly serverStarted: { readonly version?: string; readonly adopted: boolean };
  /** Code and signal are unknown for a process that another Pitwall had started. */
  readonly serverStopped: {
    readonly expected: boolean;
    readonly code?: number;
    readonly signal?: string;
    readonly lastLines: readonly string[];
  };
  /** Its plugin interface speaks (`again`: in a new life of the server), or has been silent for a while. */
  readonly serverHeard: { readonly again?: true };
  readonly serverSilent: { readonly silentMs: number };

  /** Players find it in the public lobby: by its own registration, or by one that Pitwall repeated. */
  readonly lobbyRegistered: { readonly by: Registrar; readonly answer?: string };
  /** An attempt to register failed. The game server's own attempts are told without the lobby's answer. */
  readonly lobbyFailed: { readonly by: Registrar; readonly attempt: number; readonly answer?: string };
  /** The lobby refused a heartbeat: it does not list the server any more. */
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

  /** `again`: it is the session before it once more, which had not come to its end. */
  readonly sessionStarted: { readonly facts: SessionFacts; readonly again: boolean };
  /** The same session, told anew: its clock was set back before anyone drove a lap. */
  readonly sessionAdjusted: { readonly facts: SessionFacts };
  /** `resultsFile` is relative to the server's directory, absent when none was written. */
  readonly sessionEnded: {
    readonly resultsFile?: string;
    /** It starts over before its end: what stood in it counts in the session that goes on with it. */
    readonly restarted?: true;
    /** The game server stopped in a race before the leader's flag. */
    readonly interrupted?: true | undefined;
  };

  /** A league night has been started, and ended, by somebody. */
  readonly leagueEventStarted: Ordered & { readonly event: LeagueEvent };
  readonly leagueEventEnded: Ordered & { readonly event: LeagueEvent };
  /** Two sessions are one race from here on: what stood in the interrupted one counts in the other. */
  readonly raceContinued: Ordered & { readonly race: ContinuedRace };

  /** Stewards are asked what a restart carries over; told again with each answer, and when something of it changes. */
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
    /** Empty when the lap was learnt from the log. */
    readonly board: readonly BoardRow[];
    /** Where the cuts were made, absent where that is not known of each of them. `cuts` has them already. */
    readonly cutSectors?: readonly number[] | undefined;
  };
  /** Told by the manager's own server alone, before the lap is done. */
  readonly sectorCompleted: {
    readonly driver: Driver;
    /** The driver's lap it belongs to, from 1. */
    readonly lap: number;
    /** From 1. */
    readonly sector: number;
    readonly sectorMs: number;
    /** In this sector; those of the lap are told again, all together, with the lap. */
    readonly cuts: number;
  };
  /** Other tyres, or a visit to the pits without: told by the manager's own server alone, by the tyre's short name. */
  readonly tyresReported: { readonly driver: Driver; readonly tyre: string };
  /** How long the plugin interface of the manager's own server takes to answer, and how far ahead its clock is. */
  readonly serverPinged: { readonly roundTripMs: number; readonly clockAheadMs: number };
  /** One report of one car. Car-to-car contacts are reported by both, each 0 to 5 s after the fact. */
  readonly contact: {
    /** UTC, milliseconds: when the car was where it says that it was hit; absent where its positions do not tell. */
    readonly happenedAt?: number;
    readonly driver: Driver;
    readonly other?: Driver;
    readonly against: 'car' | 'wall';
    readonly speedKmh: number;
    readonly position: Position;
    readonly relativePosition: Position;
  };
  /** What a driver said to all. Lines that begin with a slash are commands and never become events. */
  readonly chat: { readonly driver: Driver; readonly text: string };

  readonly driverKicked: Ordered & { readonly driver: Driver };
  /** Somebody else had taken the car in that very moment, and was hit. */
  readonly kickMissed: Ordered & { readonly meant: Driver; readonly hit: Driver };
  /** `name` where it is known; `until` is UTC in milliseconds, absent for good. */
  readonly driverBanned: Ordered & { readonly guid: string; readonly name?: string; readonly until?: number };
  readonly banLifted: Ordered & { readonly guid: string; readonly name?: string };
  /** What the driver is to carry from now on, whatever the entry list says. */
  readonly ballastSet: Ordered & { readonly driver: Driver; readonly ballastKg: number };
  readonly restrictorSet: Ordered & { readonly driver: Driver; readonly restrictorPercent: number };

  /** A driver broke a rule that is watched. The warning behind the last one that is allowed brings the penalty. */
  readonly infraction: {
    readonly driver: Driver;
    readonly infraction: InfractionKind;
    /** The driver's lap it happened in, from 1. */
    readonly lap: number;
    readonly cuts: number;
    /** Where those cuts were made, where that is known. */
    readonly cutSectors?: readonly number[] | undefined;
    /** So far, since the last penalty. */
    readonly warnings: number;
    /** Absent where nothing but warnings follows. */
    readonly warningsBeforePenalty?: number;
  };
  /** Cars touched, or a driver reported something: stewards have something to look at. */
  readonly incidentOpened: { readonly incident: Incident };
  /** More became known of it: another contact, a report, a penalty that was served. */
  readonly incidentUpdated: { readonly incident: Incident };
  /** One event a driver: a press may decide about several. */
  readonly incidentDecided: { readonly incident: Incident; readonly decision: Decision };
  readonly proposalChanged: { readonly proposal: Proposal };
  /** The result of a session that is over, as it stands with the penalties decided so far. */
  readonly classified: { readonly classification: Classification };
  /** Decisions are taken again about a result that was final. The classification follows, and tells it too. */
  readonly resultReopened: Ordered & { readonly result: ReopenedResult };
  /**
   * What only the server manager finds, with the server's own car ids: a program in a car was told it by the server.
   * `driver` is whom it is about, where they are known; `by` is who heard it.
   */
  readonly extraInfo: {
    readonly info: ExtraInfo;
    readonly driver?: Driver;
    readonly by: string;
    /** The ledger keeps it, and tells it by that. */
    readonly isKept?: true | undefined;
  };
  readonly penaltyGiven: { readonly penalty: Penalty };
  /** `before`: as it was. Each lap that is counted is a change. */
  readonly penaltyChanged: Ordered & {
    readonly penalty: Penalty;
    readonly before: Pick<Penalty, 'state' | 'lapsLeft'>;
    readonly reasonText?: StoredText | undefined;
    /** The highest number of a decision about it: what whoever looks at it now has seen. */
    readonly seen?: number;
  };
}

export type EventType = keyof EventBodies;
export type EventBody = { [T in EventType]: { readonly type: T } & EventBodies[T] }[EventType];
export type RaceEvent = Stamp & EventBody;
export type EventOf<T extends EventType> = Extract<RaceEvent, { type: T }>;

/** A table of what some events lead to. Leaving one out says: nothing to do. */
export type Listeners<Result, Extra extends unknown[] = []> = {
  readonly [T in EventType]?: (event: EventOf<T>, ...extra: Extra) => Result;
};

/**
 * The same for whoever must have thought of every event: a new one does not compile until the table names it, with
 * `undefined` where nothing is to be done.
 */
export type Reactions<Result, Extra extends unknown[] = []> = {
  readonly [T in EventType]: ((event: EventOf<T>, ...extra: Extra) => Result) | undefined;
};

/** Calls what a table has for this event, if it has something. */
export function hear<Result, Extra extends unknown[]>(
  listeners: Listeners<Result, Extra>,
  event: RaceEvent,
  ...extra: Extra
): Result | undefined {
  // The function at an event's type takes that event, which the index type does not say.
  const listener = listeners[event.type] as ((event: RaceEvent, ...extra: Extra) => Result) | undefined;
  return listener?.(event, ...extra);
}
