/** What is open of one game server, and what commands know of it. */
import type { Server } from '../command/app.ts';
import type { CalendarActions } from '../features/calendar/actions.ts';
import type { CarryOverActions } from '../features/carryover/carryOver.ts';
import type { ServerDrivers } from '../features/drivers/open.ts';
import { driverRows } from '../features/drivers/rows.ts';
import type { ServerExtraInfo } from '../features/extrainfo/open.ts';
import type { GridActions } from '../features/grid/actions.ts';
import type { ServerHandicaps } from '../features/handicaps/open.ts';
import type { ServerIncidents } from '../features/incidents/open.ts';
import type { ServerLobby } from '../features/lobby/open.ts';
import type { ServerNotices } from '../features/notices/open.ts';
import type { ServerPenalties } from '../features/penalties/open.ts';
import type { ProcessActions } from '../features/process/actions.ts';
import type { ServerResults } from '../features/results/open.ts';
import type { Rights } from '../features/rights/rights.ts';
import type { ServerSessions } from '../features/sessions/open.ts';
import type { ServerTrack } from '../features/track/open.ts';
import type { ServerTracker } from '../features/tracker/open.ts';
import type { LiveServer } from '../live/liveServer.ts';

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
  readonly notices: ServerNotices;
  readonly extraInfo: ServerExtraInfo;
  readonly process: ProcessActions;
}

/** What can be asked of it and done to it, as commands know it. */
export function serverActions(live: LiveServer, features: Features): Omit<Server, 'view'> {
  const { process, sessions, drivers, handicaps } = features;
  return {
    id: live.id,
    info: () => process.info(),
    drivers: () => driverRows(live, handicaps),
    sessions: () => sessions.rows(),
    start: (progress, attempt) => process.start(progress, attempt),
    stop: (progress, attempt) => process.stop(progress, attempt),
    restart: (progress, attempt) => process.restart(progress, attempt),
    lossOfStopping: (order) => process.lossOfStopping(order),
    configuration: sessions.configuration,
    grid: features.grid,
    lobby: features.lobby.actions,
    tracker: features.tracker.actions,
    control: { ...drivers.actions, ...handicaps.actions, ...sessions.actions },
    rights: features.rights,
    penalties: features.penalties.actions,
    results: features.results.actions,
    calendar: features.calendar,
    carryOver: features.carryOver,
    incidents: features.incidents.actions,
    extraInfo: features.extraInfo.actions,
  };
}
