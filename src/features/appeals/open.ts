import type { Appeal } from '../../events/appeal.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import type { Calendar, SessionKey } from '../calendar/calendar.ts';
import type { ServerIncidents } from '../incidents/open.ts';
import type { Judging } from '../judging/open.ts';
import type { People } from '../judging/people.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { Appeals } from './actions.ts';
import { Deadlines } from './deadline.ts';
import { KnownDecisions } from './known.ts';
import { type AppealTable, type OpenedFor, openAppealTable, openedFor } from './table.ts';
import { AppealTerms } from './terms.ts';
import { TermTable } from './termTable.ts';
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

export type AppealsLive = Pick<LiveServer, 'id' | 'store' | 'config' | 'clock' | 'bus' | 'state' | 'decide' | 'goOn'>;

export interface ServerAppeals {
  readonly actions: Appeals;
  /** Until when anybody can appeal a decision of these sessions; undefined if nobody can. UTC, milliseconds. */
  openUntil(race: readonly SessionKey[]): number | undefined;
  /** Says which terms ended while Pitwall was away. */
  resume(): void;
  close(): void;
}

/** The appeals of one game server. */
export function openAppeals(live: AppealsLive, needs: AppealsNeeds): ServerAppeals {
  const { id, store, config, clock, bus, state, decide, goOn } = live;
  const { rows, ledger, calendar, incidents, people, judging } = needs;
  const { table } = rows;
  const minutes = config.appealMinutes ?? MINUTES;
  const deadlines = new Deadlines({ bus, table, calendar, state, minutes });
  const known = new KnownDecisions({ ledger, incidents: incidents.actions, table, deadlines });
  const appeals = new Appeals({
    server: id,
    table,
    openedFor: rows.openedFor,
    ledger,
    incidents: incidents.actions,
    openFor: incidents.openFor,
    known,
    minutes,
    people,
    bench: judging.bench,
    panel: judging.panel,
    now: () => clock.now(),
    decide,
  });
  watchReplacements({ bus, table, ledger, appeals });
  const terms = new AppealTerms({
    bus,
    clock,
    table: new TermTable(store, id),
    ledger,
    openUntil: (decision) => known.openUntil(decision, clock.now()),
    goOn,
    minutes,
  });
  return {
    actions: appeals,
    openUntil: (race) => (minutes === 0 ? undefined : known.openUntilIn(race, clock.now())),
    resume: () => terms.resume(),
    close: () => terms.close(),
  };
}
