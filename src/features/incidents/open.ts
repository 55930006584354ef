import type { LiveServer } from '../../live/liveServer.ts';
import type { ContactPicture } from '../../pictures/contactPicture.ts';
import type { PenaltyActions } from '../penalties/actions.ts';
import type { LearntLine } from '../track/line.ts';
import { type IncidentActions, impossibleOn, incidentActions } from './actions.ts';
import { pictureOf } from './picture.ts';
import { openIncidentTable } from './table.ts';
import { Incidents } from './watch.ts';

/** The incidents of one game server. */
export interface ServerIncidents {
  readonly actions: IncidentActions;
  /** What its picture shows; undefined where no positions tell of it. */
  readonly picture: (number: number) => ContactPicture | undefined;
}

export type IncidentsLive = Pick<
  LiveServer,
  'id' | 'config' | 'dialect' | 'store' | 'clock' | 'bus' | 'state' | 'traces' | 'decide' | 'limits'
>;

export interface IncidentsNeeds {
  /** Verdicts are carried out by them. */
  readonly penalties: Pick<PenaltyActions, 'give'>;
  /** Where the track goes, as far as that is known. */
  readonly line?: () => LearntLine | undefined;
}

/** Contacts below this are bumps of a close race. */
const MIN_KMH = 10;

export function openIncidents(live: IncidentsLive, { penalties, line }: IncidentsNeeds): ServerIncidents {
  const { id, config, dialect, store, clock, bus, state, traces, decide, limits } = live;
  const table = openIncidentTable(store, id);
  const incidents = new Incidents({
    server: id,
    bus,
    traces,
    table,
    minKmh: config.incidentMinKmh ?? MIN_KMH,
    impossible: () => impossibleOn(dialect, limits()),
  });
  const actions = incidentActions({ incidents, penalties, state, now: () => clock.now(), decide });
  const picture = (number: number): ContactPicture | undefined => {
    const file = table.get(number);
    return file && pictureOf(file, line?.());
  };
  return { actions, picture };
}
