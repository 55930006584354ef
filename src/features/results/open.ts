import type { LiveServer } from '../../live/liveServer.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { type ResultsActions, resultsDesk } from './actions.ts';
import { type ResultPenalties, resultPenalties } from './resultPenalties.ts';
import { sessionTable } from './table.ts';
import { watchResults } from './watch.ts';

/** The results of one game server's sessions. */
export interface ServerResults {
  readonly actions: ResultsActions;
  /** Whether no more can be decided about the result of a session. */
  readonly isFinal: (run: number, session: number) => boolean;
  /** What the stewards say of the session a results file is of; undefined where that is not known. */
  readonly penaltiesOf: (resultsFile: string) => ResultPenalties | undefined;
  /** Tells results that nobody came to tell. */
  resume(): void;
  close(): Promise<void>;
}

export type ResultsLive = Pick<LiveServer, 'id' | 'config' | 'store' | 'clock' | 'log' | 'bus' | 'decide'>;

export function openResults(live: ResultsLive, { ledger }: { readonly ledger: Ledger }): ServerResults {
  const { id, config, store, clock, log, bus, decide } = live;
  const table = sessionTable(store, id);
  const desk = resultsDesk({ id, directory: config.directory, table, ledger, clock, log, decide });
  const watch = watchResults({ bus, table, publish: desk.publish, log });
  return {
    actions: desk,
    isFinal: (run, session) => table.get(run, session)?.final !== undefined,
    penaltiesOf: resultPenalties(table, ledger),
    resume: () => watch.resume(),
    close: () => watch.close(),
  };
}
