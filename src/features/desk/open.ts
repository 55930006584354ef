import type { Incident } from '../../events/incident.ts';
import { atOnce } from '../../kit/pieces.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { ServerIncidents } from '../incidents/open.ts';
import { type DeskActions, deskActions } from './actions.ts';
import { Board, MOST_KNOWN } from './board.ts';
import { isOpen, sharedBy } from './desk.ts';

/** The desk of one game server's stewards. */
export interface ServerDesk {
  readonly actions: DeskActions;
  /** Called a moment after something changed. */
  readonly listen: Board['listen'];
  /** Reports everything, including what Pitwall had not reported before it was restarted. */
  resume(): void;
  close(): void;
}

export type DeskLive = Pick<LiveServer, 'id' | 'bus' | 'clock'> & {
  readonly log: { error(fields: object, message: string): void };
};

export interface DeskNeeds {
  readonly incidents: Pick<ServerIncidents, 'find' | 'countBefore'> & {
    readonly actions: Pick<ServerIncidents['actions'], 'decide' | 'show'>;
  };
  readonly calendar: Pick<Calendar, 'get'>;
}

/** Older incidents are listed on request. */
const KNOWN_MS = 30 * 24 * 60 * 60_000;

export function openDesk({ id, bus, clock, log }: DeskLive, { incidents, calendar }: DeskNeeds): ServerDesk {
  const since = clock.now() - KNOWN_MS;
  const isWanted = (incident: Incident): boolean => isOpen(incident) || sharedBy(incident) !== undefined;
  const { incidents: known } = atOnce(incidents.find({ isOnFile: ({ at }) => at > since, isWanted }, MOST_KNOWN));
  const { decide, show } = incidents.actions;
  const board = new Board({ server: id, bus, clock, log, known });
  return {
    actions: deskActions({ server: id, board, incidents, calendar, decide, show }),
    listen: board.listen,
    resume: () => board.resume(),
    close: () => board.close(),
  };
}
