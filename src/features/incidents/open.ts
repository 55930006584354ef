import type { Load } from '../../acserver/limits.ts';
import type { AnyServerConfig } from '../../config/environment.ts';
import type { ServerSources, ServerSurroundings } from '../../live/open.ts';
import { keepTraces } from '../../race/traces.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import { type IncidentActions, impossibleOn, incidentActions } from './actions.ts';
import { openIncidentTable } from './table.ts';
import { Incidents } from './watch.ts';

/** The incidents of one game server. */
export interface ServerIncidents {
  readonly actions: IncidentActions;
  close(): void;
}

/** What verdicts are carried out by. */
interface Reached {
  readonly penalties: Pick<PenaltyActions, 'give'>;
  readonly limits: () => Load;
}

/** Contacts below this are bumps of a close race. */
const MIN_KMH = 10;

export function openServerIncidents(
  config: AnyServerConfig,
  { store, clock }: Pick<ServerSurroundings, 'store' | 'clock'>,
  { bus, feed, plugin, penalties, limits }: Pick<ServerSources, 'bus' | 'feed' | 'plugin'> & Reached,
): ServerIncidents {
  const traces = keepTraces();
  const stopTracing = plugin.watch((packet) => traces.note(packet, clock.now()));
  const incidents = new Incidents({
    ...{ server: config.id, bus, traces, table: openIncidentTable(store, config.id) },
    minKmh: config.incidentMinKmh ?? MIN_KMH,
    impossible: () => impossibleOn(config.dialect ?? 'kunos', limits()),
  });
  const actions = incidentActions({
    ...{ incidents, penalties },
    state: () => feed.state(),
    now: () => clock.now(),
    decide: (work) => feed.decide(work),
  });
  return { actions, close: stopTracing };
}
