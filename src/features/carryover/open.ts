import type { LiveServer } from '../../live/liveServer.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Judging } from '../judging/open.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { type CarryOverActions, CarryOvers } from './carryOver.ts';
import { CarryOverTable } from './table.ts';

export type CarryOverLive = Pick<LiveServer, 'id' | 'store' | 'clock' | 'bus' | 'state' | 'decide'>;

export interface CarryOverNeeds {
  readonly ledger: Ledger;
  readonly calendar: Calendar;
  readonly judging: Pick<Judging, 'bench'>;
}

/** Keeps penalties across the restarts of one game server. */
export const openCarryOver = (
  { id, store, clock, bus, state, decide }: CarryOverLive,
  { ledger, calendar, judging }: CarryOverNeeds,
): CarryOverActions =>
  new CarryOvers({
    server: id,
    bus,
    table: new CarryOverTable(store, id),
    ledger,
    calendar,
    bench: judging.bench,
    state,
    now: () => clock.now(),
    decide,
  });
