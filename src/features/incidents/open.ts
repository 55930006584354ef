import type { Incident } from '../../events/incident.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { DEFAULT_INFRINGEMENTS, type Infringement } from '../decisions/infringements.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { type IncidentActions, impossibleOn, incidentActions } from './actions.ts';
import { openIncidentTable } from './table.ts';
import { Incidents } from './watch.ts';

/** The incidents of one game server. */
export interface ServerIncidents {
  readonly actions: IncidentActions;
  /** Those that belong to a session, by number. */
  readonly ofSession: (run: number, session: number) => readonly Incident[];
}

export type IncidentsLive = Pick<
  LiveServer,
  'id' | 'config' | 'dialect' | 'store' | 'clock' | 'bus' | 'state' | 'traces' | 'decide' | 'limits'
>;

export interface IncidentsNeeds {
  readonly ledger: Ledger;
  /** What a decision can say that somebody did; the usual ones when absent. */
  readonly infringements?: readonly Infringement[] | undefined;
  /** Decisions are carried out by them. */
  readonly penalties: Pick<PenaltyActions, 'giveEach' | 'questionBefore'>;
}

/** Contacts below this are bumps of a close race. */
const MIN_KMH = 10;

/** In practice people try things. */
const INCIDENTS_IN = ['qualify', 'race'] as const;

export function openIncidents(
  live: IncidentsLive,
  { ledger, penalties, infringements = DEFAULT_INFRINGEMENTS }: IncidentsNeeds,
): ServerIncidents {
  const { id, config, dialect, store, clock, bus, state, traces, decide, limits } = live;
  const table = openIncidentTable(store, id);
  const impossible = () => impossibleOn(dialect, limits());
  const incidents = new Incidents({
    server: id,
    bus,
    traces,
    table,
    ledger,
    minKmh: config.incidentMinKmh ?? MIN_KMH,
    incidentsIn: config.incidentsIn ?? INCIDENTS_IN,
    impossible,
  });
  const now = () => clock.now();
  const parts = { server: id, incidents, table, ledger, penalties, state, now, decide, impossible, infringements };
  return { actions: incidentActions(parts), ofSession: (run, session) => incidents.ofSession(run, session) };
}
