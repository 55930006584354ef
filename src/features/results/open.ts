import type { FinishedRace } from '../../acserver/results/finished.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { fileOf, type ResultsActions, resultsActions } from './actions.ts';
import type { ResultsParts } from './parts.ts';
import { type ResultPenalties, resultPenalties } from './resultPenalties.ts';
import { sessionTable } from './table.ts';
import { ResultsThread } from './thread.ts';
import { ResultsWatch } from './watch.ts';

/** The results of one game server's sessions. */
export interface ServerResults {
  readonly actions: ResultsActions;
  /** The stewards' penalties for the session of a results file; undefined if the session is unknown. */
  readonly penaltiesOf: (resultsFile: string) => ResultPenalties | undefined;
  /** The name of the results file of a session. Throws UserError. */
  readonly fileOf: (id: number) => string;
  /** Reads a race from a results file, with these penalties. Throws UserError. */
  readonly race: (path: string, penalties: readonly Penalty[] | undefined) => Promise<FinishedRace>;
  /** Reports results that an earlier run did not get to. */
  resume(): void;
  close(): Promise<void>;
}

export type ResultsLive = Pick<LiveServer, 'id' | 'config' | 'store' | 'clock' | 'log' | 'bus' | 'decide'> &
  Partial<Pick<LiveServer, 'free'>>;

export interface ResultsNeeds {
  readonly ledger: Ledger;
  readonly calendar: Calendar;
  readonly incidentsOf: ResultsParts['incidentsOf'];
  readonly awaiting?: ResultsParts['awaiting'];
  readonly appealsUntil?: ResultsParts['appealsUntil'];
  readonly numberOf?: ResultsParts['numberOf'];
  readonly names?: ResultsParts['names'];
}

/** The points of Formula 1. */
const POINTS: readonly number[] = [25, 18, 15, 12, 10, 8, 6, 4, 2, 1];

export function openResults(
  live: ResultsLive,
  { ledger, calendar, incidentsOf, awaiting, appealsUntil, numberOf, names }: ResultsNeeds,
): ServerResults {
  const { id, config, store, clock, log, bus, decide, free } = live;
  const table = sessionTable(store, id);
  const work = new ResultsThread({ clock });
  const results = resultsActions({
    id,
    directory: config.directory,
    table,
    ledger,
    calendar,
    incidentsOf,
    awaiting,
    appealsUntil,
    numberOf,
    names,
    points: config.resultPoints ?? POINTS,
    work,
    clock,
    log,
    decide,
    free,
  });
  const watch = new ResultsWatch({ bus, table, results, calendar, log });
  return {
    actions: results,
    penaltiesOf: resultPenalties(table, ledger, calendar),
    fileOf: (session) => fileOf({ table, calendar, id }, session),
    resume: () => watch.resume(),
    race: (path, penalties) => work.race({ source: { path }, penalties }),
    close: async () => {
      await watch.close();
      await work.close();
    },
  };
}
