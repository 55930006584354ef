import type { LiveServer } from '../../live/liveServer.ts';
import { followLaps } from '../evidence/followLaps.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import { type IncidentActions, impossibleOn, incidentActions } from './actions.ts';
import { Aftermath } from './aftermath.ts';
import { openIncidentTable } from './table.ts';
import { Incidents } from './watch.ts';

/** The incidents of one game server. */
export interface ServerIncidents {
  readonly actions: IncidentActions;
  close(): void;
}

export type IncidentsLive = Pick<
  LiveServer,
  'id' | 'config' | 'dialect' | 'store' | 'clock' | 'bus' | 'state' | 'traces' | 'decide' | 'limits' | 'plugin' | 'log'
>;

export interface IncidentsNeeds {
  /** Verdicts are carried out by them. */
  readonly penalties: Pick<PenaltyActions, 'give'>;
}

/** Contacts below this are bumps of a close race. */
const MIN_KMH = 10;

export function openIncidents(live: IncidentsLive, { penalties }: IncidentsNeeds): ServerIncidents {
  const { id, config, dialect, store, clock, bus, state, traces, decide, limits, log } = live;
  const usual = followLaps(live);
  const table = openIncidentTable(store, id);
  const incidents = new Incidents({
    server: id,
    bus,
    traces,
    table,
    known: { usual },
    minKmh: config.incidentMinKmh ?? MIN_KMH,
    impossible: () => impossibleOn(dialect, limits()),
  });
  const actions = incidentActions({ incidents, penalties, state, now: () => clock.now(), decide });
  const get = incidents.get.bind(incidents);
  const aftermath = new Aftermath({ bus, table, traces, usual, state, clock, decide, log, get });
  return { actions, close: () => aftermath.close() };
}
