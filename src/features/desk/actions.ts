/** What stewards ask of their desk: the next incident, and lists of incidents. */
import type { Ordered } from '../../events/events.ts';
import type { Fold, Incident } from '../../events/incident.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { UserError } from '../../kit/errors.ts';
import { inPieces } from '../../kit/pieces.ts';
import { distinct, type Sentence } from '../../kit/sentence.ts';
import { incidentName } from '../../texts/names.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { ServerIncidents } from '../incidents/open.ts';
import type { IncidentFacts } from '../incidents/table.ts';
import type { Official } from '../judging/bench.ts';
import type { Board } from './board.ts';
import { isAwaiting, isOpen } from './desk.ts';

/** Which incidents to list; all if empty. */
export interface DeskFilter {
  readonly show?: 'all' | 'open' | 'mine' | undefined;
  readonly guid?: string | undefined;
  readonly lap?: number | undefined;
  /** The number of a session. */
  readonly session?: number | undefined;
  /** Only incidents with a lower number. */
  readonly before?: number | undefined;
}

interface IncidentPage {
  /** Newest first. */
  readonly incidents: readonly Incident[];
  /** How many more follow; undefined if they were not counted. */
  readonly more: number | undefined;
}

/** Refusals are UserErrors. */
export interface DeskActions {
  list(filter: DeskFilter, by: Ordered): Promise<IncidentPage>;
  /** The most urgent open incident that nobody else has taken; with `after`, the one following that incident. */
  next(by: Ordered, after?: number): Incident;
  /** The open incidents on a shared card, by number. */
  leftOn(card: SeenCard): readonly Incident[];
  /** "No further action" for everybody undecided on the card. Returns a sentence for those, and one per refusal. */
  settle(card: SeenCard, by: Official, attempt: Attempt): Promise<readonly Sentence[]>;
}

/** A shared card, as it was when somebody pressed a button on it. */
export interface SeenCard {
  readonly run: number;
  readonly session: number;
  readonly fold: Fold;
  /** The highest number on it: later incidents are left alone. */
  readonly upTo: number;
}

export interface DeskParts {
  readonly server: string;
  readonly board: Pick<Board, 'open'>;
  readonly incidents: Pick<ServerIncidents, 'find' | 'countBefore'>;
  readonly decide: ServerIncidents['actions']['decide'];
  readonly show: ServerIncidents['actions']['show'];
  readonly calendar: Pick<Calendar, 'get'>;
}

const LISTED = 50;

export const deskActions = ({ server, board, incidents, calendar, decide, show: fullOf }: DeskParts): DeskActions => ({
  async list(filter, by) {
    const { show = 'all', guid, lap, session: id, before } = filter;
    const session = id === undefined ? undefined : calendar.get(id);
    const wanted = {
      guid,
      before,
      isOnFile: ({ run, session: ordinal, drivers }: IncidentFacts) =>
        (session === undefined || (session.run === run && session.session === ordinal)) &&
        (lap === undefined || drivers.some((each) => each.lap === lap && (guid ?? each.guid) === each.guid)),
      isWanted: (incident: Incident) =>
        show === 'all' || (isOpen(incident) && (show === 'open' || isTakenBy(incident, by))),
    };
    const found = await inPieces(incidents.find(wanted, LISTED), 1);
    const [last] = found.incidents.slice(-1);
    if (found.isAll || !last) return { incidents: found.incidents, more: 0 };
    const isOfAll = show === 'all' && guid === undefined && lap === undefined && id === undefined;
    return { incidents: found.incidents, more: isOfAll ? incidents.countBefore(last.number) : undefined };
  },
  next(by, after) {
    const free = board.open().filter((each) => each.takenBy === undefined || isTakenBy(each, by));
    const shown = free.findIndex(({ number }) => number === after);
    const found = free[(shown + 1) % free.length];
    if (!found) throw new UserError(`There is no open incident on ${server} that nobody has taken.`);
    if (found.number === after) throw new UserError(`${incidentName(found)} is the only open incident on ${server}.`);
    return fullOf(found.number);
  },
  leftOn: (card) => leftOn(board, card),
  async settle(card, by, attempt) {
    const [done, proposed, told]: [string[], string[], Sentence[]] = [[], [], []];
    for (const { number } of leftOn(board, card)) {
      try {
        const { note, proposal } = await decide(number, { drivers: [], outcome: 'no further action' }, by, attempt);
        (proposal ? proposed : done).push(incidentName({ number }));
        if (note !== undefined) told.push(note);
      } catch (error) {
        // An incident they may not judge does not block the others.
        if (!(error instanceof UserError)) throw error;
        told.push(error.sentence);
      }
    }
    if (done.length + proposed.length + told.length === 0) {
      throw new UserError('Nothing on that card is still open.');
    }
    return [
      ...(done.length === 0 ? [] : [`No further action: ${done.join(', ')}.`]),
      ...(proposed.length === 0
        ? []
        : [`Proposed, not in force until another steward confirms: ${proposed.join(', ')}.`]),
      ...distinct(told),
    ];
  },
});

const leftOn = (board: DeskParts['board'], { run, session, fold, upTo }: SeenCard): readonly Incident[] =>
  board
    .open()
    .filter(
      (each) =>
        !isAwaiting(each) && each.fold === fold && each.run === run && each.session === session && each.number <= upTo,
    )
    .sort((one, other) => one.number - other.number);

/** Compares stable ids if stored; names can change hands. */
function isTakenBy({ takenBy, history }: Incident, { by, byId }: Ordered): boolean {
  if (takenBy === undefined) return false;
  const taken = history.findLast(({ what }) => what === 'taken');
  return taken?.byId === undefined || byId === undefined ? takenBy === by : taken.byId === byId;
}
