/** The penalties in the result of a results file, for making a grid from it. */
import type { Penalty } from '../../events/penalty.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { isAmending } from './classification.ts';
import type { SessionTable } from './table.ts';

/** The stewards' decisions about the result of one session, as of now. */
export interface ResultPenalties {
  /** The penalties that count in it. */
  readonly penalties: readonly Penalty[];
  /** Whether the result is final, so that no more decisions are possible. */
  readonly isFinal: boolean;
}

/** The penalties of all sessions that form the race, by number. */
export const penaltiesOfRace = (ledger: Pick<Ledger, 'ofSession'>, keys: readonly SessionKey[]): readonly Penalty[] =>
  keys.flatMap(({ run, session }) => ledger.ofSession(run, session)).sort((a, b) => a.number - b.number);

/** By the name of a results file. Undefined if its session was not seen to end. */
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
