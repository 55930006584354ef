import type { Appeal } from '../../events/appeal.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { ServerIncidents } from '../incidents/open.ts';
import type { Judging } from '../judging/open.ts';
import type { People } from '../judging/people.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { Appeals } from './actions.ts';
import { Deadlines } from './deadline.ts';
import { type AppealTable, type OpenedFor, openAppealTable, openedFor } from './table.ts';
import { watchReplacements } from './watch.ts';

/** The stored appeals, read wherever incidents and decisions are put together. */
export interface AppealRows {
  readonly table: AppealTable;
  readonly openedFor: OpenedFor;
  readonly ofIncidents: (numbers: readonly number[]) => readonly Appeal[];
}

/** Opened before the ledger and the incidents, which read it. */
export function openAppealRows({ id, store }: Pick<LiveServer, 'id' | 'store'>): AppealRows {
  const table = openAppealTable(store, id);
  return { table, openedFor: openedFor(store), ofIncidents: (numbers) => table.ofIncidents(numbers) };
}

export interface AppealsNeeds {
  readonly rows: AppealRows;
  readonly ledger: Ledger;
  readonly calendar: Calendar;
  readonly incidents: Pick<ServerIncidents, 'actions' | 'openFor'>;
  readonly people: People;
  readonly judging: Pick<Judging, 'bench' | 'panel'>;
}

/** Minutes after a decision or a flag. */
const MINUTES = 30;

export type AppealsLive = Pick<LiveServer, 'id' | 'config' | 'clock' | 'bus' | 'state' | 'decide'>;

/** The appeals of one game server. */
export function openAppeals(live: AppealsLive, needs: AppealsNeeds): Appeals {
  const { id, config, clock, bus, state, decide } = live;
  const { rows, ledger, calendar, incidents, people, judging } = needs;
  const { table } = rows;
  const minutes = config.appealMinutes ?? MINUTES;
  const appeals = new Appeals({
    server: id,
    table,
    openedFor: rows.openedFor,
    ledger,
    incidents: incidents.actions,
    openFor: incidents.openFor,
    deadlines: new Deadlines({ bus, table, calendar, state, minutes }),
    minutes,
    people,
    bench: judging.bench,
    panel: judging.panel,
    now: () => clock.now(),
    decide,
  });
  watchReplacements({ bus, table, ledger, appeals });
  return appeals;
}
