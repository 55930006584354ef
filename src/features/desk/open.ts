import type { Incident } from '../../events/incident.ts';
import { atOnce } from '../../kit/pieces.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { ServerIncidents } from '../incidents/open.ts';
import { type DeskActions, deskActions } from './actions.ts';
import { Board, MOST_KNOWN } from './board.ts';
import { isOpen, sharedBy } from './desk.ts';

/** What the stewards of one game server have before them. */
export interface ServerDesk {
  readonly actions: DeskActions;
  /** Hears what looks different, a moment after it happened. */
  readonly listen: Board['listen'];
  /** Tells all of it: what an earlier Pitwall was about to tell is told by that. */
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

/** What is older is listed when somebody asks for it. */
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
