/** Opens the features of one game server, one per topic. */
import type { TakenPort } from '../acserver/tracker/ports.ts';
import { openAppealRows, openAppeals, type ServerAppeals } from '../features/appeals/open.ts';
import { openBoard, type ServerBoard } from '../features/board/open.ts';
import type { CalendarActions } from '../features/calendar/actions.ts';
import { openCalendar, openCalendarActions } from '../features/calendar/open.ts';
import type { CarryOverActions } from '../features/carryover/carryOver.ts';
import { openCarryOver } from '../features/carryover/open.ts';
import type { ContentNames } from '../features/content/names.ts';
import { openDesk, type ServerDesk } from '../features/desk/open.ts';
import { openDocuments, type ServerDocuments } from '../features/documents/open.ts';
import { openDrivers, type ServerDrivers } from '../features/drivers/open.ts';
import { openExtraInfo, type ServerExtraInfo } from '../features/extrainfo/open.ts';
import { ownPenalties } from '../features/extrainfo/ownPenalties.ts';
import { openGreeting } from '../features/greeting/open.ts';
import type { GridActions } from '../features/grid/actions.ts';
import { openGrid } from '../features/grid/open.ts';
import type { GridSaves } from '../features/grid/saves.ts';
import { openHandicaps, type ServerHandicaps } from '../features/handicaps/open.ts';
import { encountersIn } from '../features/incidents/encounters.ts';
import { incidentsIn, openIncidents, type ServerIncidents } from '../features/incidents/open.ts';
import { openIncidentTable } from '../features/incidents/table.ts';
import { awaitingConfirmation } from '../features/judging/awaiting.ts';
import { Confirming, type JudgingActions } from '../features/judging/confirming.ts';
import { openJudging } from '../features/judging/open.ts';
import { People } from '../features/judging/people.ts';
import { openLobby, type ServerLobby } from '../features/lobby/open.ts';
import { type NoticesLive, openNotices, type ServerNotices } from '../features/notices/open.ts';
import { onBoard } from '../features/penalties/onBoard.ts';
import { openPenalties, openPenaltyLedger, type ServerPenalties } from '../features/penalties/open.ts';
import { DEFAULT_SETTINGS, type PenaltySettings } from '../features/penalties/settings.ts';
import { openPoints, type PointsActions } from '../features/points/open.ts';
import { type ProcessActions, processActions } from '../features/process/actions.ts';
import { openResults, type ServerResults } from '../features/results/open.ts';
import { openRights } from '../features/rights/open.ts';
import type { Rights } from '../features/rights/rights.ts';
import { withLeagueNames } from '../features/roster/naming.ts';
import type { Roster } from '../features/roster/roster.ts';
import { openSessions, type ServerSessions } from '../features/sessions/open.ts';
import { openTrack, type ServerTrack } from '../features/track/open.ts';
import { openServerTracker, type ServerTracker } from '../features/tracker/open.ts';
import type { Closers } from '../kit/closers.ts';
import type { LiveServer, SharedResources } from '../live/liveServer.ts';
import type { Catalogue } from '../texts/catalogue.ts';
import { english } from '../texts/english/index.ts';
import { namingBus, resultNames } from './shownNames.ts';

export interface ServerSurroundings extends SharedResources {
  /** Its penalty rules; no rule is watched when absent. */
  readonly penalties?: PenaltySettings;
  /** Whether a decision's evidence is published with it. */
  readonly publishesEvidence?: boolean | undefined;
  /** The language for drivers in the car; English when absent. */
  readonly words?: Catalogue | undefined;
  /** Drivers whose league name differs from their name in the game; none when absent. */
  readonly roster?: Roster | undefined;
  /** The game's names for cars and tracks; folder names are used when absent. */
  readonly content?: ContentNames | undefined;
  /** Links people to drivers: stewards must not judge their own incidents. Nobody is known when absent. */
  readonly people?: People | undefined;
  /** Whether a Discord account is linked to this driver; always false when absent. */
  readonly isLinked?: (guid: string) => boolean;
  /** Ports that Pitwall listens on besides the plugin ports. */
  readonly takenPorts?: readonly TakenPort[];
}

export interface Features {
  readonly lobby: ServerLobby;
  readonly track: ServerTrack;
  readonly tracker: ServerTracker;
  readonly rights: Rights;
  readonly sessions: ServerSessions;
  readonly calendar: CalendarActions;
  readonly carryOver: CarryOverActions;
  readonly results: ServerResults;
  readonly handicaps: ServerHandicaps;
  readonly drivers: ServerDrivers;
  readonly penalties: ServerPenalties;
  readonly grid: GridActions;
  readonly incidents: ServerIncidents;
  readonly appeals: ServerAppeals;
  readonly points: PointsActions;
  readonly desk: ServerDesk;
  readonly judging: JudgingActions;
  readonly documents: ServerDocuments;
  readonly notices: ServerNotices;
  readonly extraInfo: ServerExtraInfo;
  readonly process: ProcessActions;
  readonly board: ServerBoard;
}

interface FeatureNeeds {
  readonly around: ServerSurroundings;
  readonly saves: GridSaves;
  readonly closers: Closers;
}

/** Drivers see each other's league names. */
function withNames(
  { id, store, clock, log, bus, state, speaker }: NoticesLive,
  roster: Roster | undefined,
): NoticesLive {
  return { id, store, clock, log, bus: roster ? namingBus(bus, roster) : bus, state, speaker };
}

const called = <T>(roster: Roster | undefined, data: T): T => (roster ? withLeagueNames(roster, data) : data);

const entriesOf = (roster: Roster | undefined) => (guid: string) => {
  const entry = roster?.of(guid);
  return entry && { team: entry.team, raceNumber: entry.number };
};

/** Opens the features in order. */
export async function openFeatures(live: LiveServer, { around, saves, closers }: FeatureNeeds): Promise<Features> {
  const { takenPorts = [], penalties: settings = DEFAULT_SETTINGS, words = english } = around;
  const lobby = closers.keep(openLobby(live));
  const track = closers.keep(openTrack(live));
  const tracker = closers.keep(await openServerTracker(live, { takenPorts }));
  const rights = openRights(live);
  const sessions = openSessions(live);
  // The ledger opens before everything that reads it: what is final, and who still carries a penalty.
  const sessionsDriven = openCalendar(live);
  const appealRows = openAppealRows(live);
  const ledger = openPenaltyLedger(live, {
    settings,
    calendar: sessionsDriven,
    enteredAs: entriesOf(around.roster),
    openedLater: appealRows.openedFor,
  });
  const incidentTable = openIncidentTable(live.store, live.id);
  const encounters = encountersIn(incidentTable, sessionsDriven);
  const people = around.people ?? new People();
  const { decisions } = ledger.ledger;
  const judging = openJudging(live, {
    people,
    encounters,
    stewardsNeeded: live.config.stewardsNeeded ?? 1,
    reserve: (count) => decisions.reserve(count),
    pointsFor: (decided) => decisions.pointsFor(decided),
    keysOf: (run, session) => sessionsDriven.keysOf(run, session),
  });
  const about = { judging, ledger: ledger.ledger, calendar: sessionsDriven };
  const calendar = openCalendarActions(live, about);
  const isReplaced = (number: number): boolean => decisions.isReplaced(number);
  const awaiting = () => awaitingConfirmation(judging.docket, isReplaced);
  const incidentsOf = incidentsIn(live, {
    table: incidentTable,
    ledger: ledger.ledger,
    appealsIn: appealRows.ofIncidents,
  });
  const results = closers.keep(
    openResults(live, {
      ...about,
      // The person who confirms a result sees league names.
      incidentsOf: (run, session) => called(around.roster, incidentsOf(run, session)),
      awaiting,
      appealsUntil: (race) => appeals.openUntil(race),
      ...resultNames(around),
    }),
  );
  const carryOver = openCarryOver(live, about);
  const handicaps = closers.keep(openHandicaps(live, { penalties: ledger }));
  const drivers = closers.keep(openDrivers(live, { words }));
  const penalties = closers.keep(openPenalties(live, { judging, ledger, drivers: drivers.actions, handicaps, words }));
  const points = openPoints(live, { ...about, rules: settings.licence, infringements: settings.infringements });
  const grid = openGrid(live, { saves, results, penalties: ledger });
  const incidents = closers.keep(
    openIncidents(live, {
      table: incidentTable,
      ...about,
      penalties: penalties.actions,
      infringements: settings.infringements,
      appealsIn: appealRows.ofIncidents,
      pointsOf: points.inForce,
      contactIncidents: settings.contactIncidents,
      line: () => track.line(),
      map: () => track.map(),
    }),
  );
  const appeals = closers.keep(openAppeals(live, { rows: appealRows, ...about, incidents, people }));
  const desk = closers.keep(openDesk(live, { incidents, calendar: sessionsDriven }));
  const confirming = new Confirming({
    ...judging,
    people,
    now: () => live.clock.now(),
    decide: live.decide,
    isReplaced,
    refuseSecond: (proposal, by) => appeals.actions.refuseSecond(proposal, by),
    takeBack: incidents.takeBack,
    carryOut: (proposal, judge, attempt) =>
      proposal.deed === 'give' || proposal.deed === 'clear'
        ? penalties.actions.confirmed(proposal, judge, attempt)
        : incidents.actions.confirmed(proposal, judge, attempt),
  });
  const documents = closers.keep(
    openDocuments(live, {
      ...about,
      incidents: incidents.actions,
      numberOf: (guid) => around.roster?.of(guid)?.number,
      publishesEvidence: around.publishesEvidence,
      appealUntil: (decision) => appeals.actions.untilFor(decision),
      appealsAgainst: (decision) => appealRows.table.against(decision),
    }),
  );
  const notices = closers.keep(
    openNotices(withNames(live, around.roster), {
      ...about,
      incidents: { show: (number) => called(around.roster, incidents.actions.show(number)) },
      isLinked: around.isLinked ?? (() => false),
      words,
    }),
  );
  closers.keep(openGreeting(live, { calendar: sessionsDriven, words }));
  const own = ownPenalties({ clock: live.clock, state: live.state, ledger, orderedFor: handicaps.orderedFor });
  const extraInfo = closers.keep(openExtraInfo(live, { penalties: own }));
  const process = processActions(live, { tracker: tracker.actions });
  const board = closers.keep(
    openBoard(live, {
      calendar: sessionsDriven,
      incidents,
      penalties: { list: (race) => onBoard(ledger.ledger, race) },
      line: () => track.line(),
      numberOf: (guid) => around.roster?.of(guid)?.number,
    }),
  );
  return {
    lobby,
    track,
    tracker,
    rights,
    sessions,
    calendar,
    carryOver,
    results,
    handicaps,
    drivers,
    penalties,
    grid,
    incidents,
    appeals,
    points,
    desk,
    judging: confirming,
    documents,
    notices,
    extraInfo,
    process,
    board,
  };
}
