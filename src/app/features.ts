/** The features of one game server, opened. */
import type { CalendarActions } from '../features/calendar/actions.ts';
import type { CarryOverActions } from '../features/carryover/carryOver.ts';
import type { ServerDrivers } from '../features/drivers/open.ts';
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
