/** What counts in the result that a results file is about: a grid is made of it. */
import type { Penalty } from '../../events/penalty.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { isAmending } from './classification.ts';
import type { SessionTable } from './table.ts';

/** What stewards have decided about the result of one session, as of now. */
export interface ResultPenalties {
  /** Those that count in it. */
  readonly penalties: readonly Penalty[];
  /** Nothing more can be decided about it. */
  readonly isFinal: boolean;
}

/** Of every session that the race consists of, by number. */
export const penaltiesOfRace = (ledger: Pick<Ledger, 'ofSession'>, keys: readonly SessionKey[]): readonly Penalty[] =>
  keys.flatMap(({ run, session }) => ledger.ofSession(run, session)).sort((a, b) => a.number - b.number);

/** By the name of a results file. Undefined for one whose session nobody has seen the end of. */
export const resultPenalties =
  (
    table: Pick<SessionTable, 'ofFile'>,
    ledger: Pick<Ledger, 'ofSession' | 'isFinal'>,
    calendar: Pick<Calendar, 'keysOf'>,
  ) =>
  (resultsFile: string): ResultPenalties | undefined => {
    const ended = table.ofFile(resultsFile);
    if (!ended) return undefined;
    const { run, session } = ended;
    const penalties = penaltiesOfRace(ledger, calendar.keysOf(run, session)).filter(isAmending);
    return { penalties, isFinal: ledger.isFinal(run, session) };
  };
