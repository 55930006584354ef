import type { LiveServer } from '../../live/liveServer.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import { type IncidentActions, impossibleOn, incidentActions } from './actions.ts';
import { openIncidentTable } from './table.ts';
import { Incidents } from './watch.ts';

/** The incidents of one game server. */
export interface ServerIncidents {
  readonly actions: IncidentActions;
}

export type IncidentsLive = Pick<
  LiveServer,
  'id' | 'config' | 'dialect' | 'store' | 'clock' | 'bus' | 'state' | 'traces' | 'decide' | 'limits'
>;

export interface IncidentsNeeds {
  /** Verdicts are carried out by them. */
  readonly penalties: Pick<PenaltyActions, 'give'>;
}

/** Contacts below this are bumps of a close race. */
const MIN_KMH = 10;

export function openIncidents(live: IncidentsLive, { penalties }: IncidentsNeeds): ServerIncidents {
  const { id, config, dialect, store, clock, bus, state, traces, decide, limits } = live;
  const incidents = new Incidents({
    server: id,
    bus,
    traces,
    table: openIncidentTable(store, id),
    minKmh: config.incidentMinKmh ?? MIN_KMH,
    impossible: () => impossibleOn(dialect, limits()),
  });
  const actions = incidentActions({ incidents, penalties, state, now: () => clock.now(), decide });
  return { actions };
}
