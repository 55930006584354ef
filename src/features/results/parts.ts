/** What is needed to work out results and report them. */
import type { EventBody } from '../../events/events.ts';
import type { Incident } from '../../events/incident.ts';
import type { Proposal } from '../../events/proposal.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import type { Ledger } from '../penalties/ledger.ts';
import type { NumberOf } from './classification.ts';
import type { LeagueNames } from './exports.ts';
import type { SessionTable } from './table.ts';
import type { ResultsWork } from './work.ts';

export interface ResultsParts {
  readonly id: string;
  /** Undefined if the server's files are out of reach, or there are none. */
  readonly directory: string | undefined;
  readonly table: SessionTable;
  readonly ledger: Ledger;
  readonly calendar: Pick<Calendar, 'get' | 'of' | 'keysOf' | 'newest'>;
  /** The incidents of a session, by number. */
  readonly incidentsOf: (run: number, session: number) => readonly Incident[];
  /** What waits for a second steward; nothing if absent. */
  readonly awaiting?: (() => readonly Proposal[]) | undefined;
  /** Until when anybody can appeal a decision of these sessions; always undefined if absent. UTC, milliseconds. */
  readonly appealsUntil?: ((race: readonly SessionKey[]) => number | undefined) | undefined;
  /** The race number of a driver, if the league gave one. */
  readonly numberOf?: NumberOf | undefined;
  /** For the spreadsheet; the game's if absent. */
  readonly names?: LeagueNames | undefined;
  /** Points for each place of a race, from the first, in exports. */
  readonly points: readonly number[];
  readonly work: ResultsWork;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
  readonly decide: (work: () => readonly EventBody[]) => void;
  /** Resolves when everything else received has been handled; undefined, or absent, if it already has. */
  readonly free?: (() => Promise<void> | undefined) | undefined;
}
