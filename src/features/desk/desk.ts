/** What stewards have before them on one server, as plain data: what is open, and what shares a card. */
import type { Decision } from '../../events/decision.ts';
import type { Fold, Incident } from '../../events/incident.ts';
import { standingAbout } from '../../events/standing.ts';
import { isOfFirstLap } from '../incidents/fold.ts';

/** An incident, and what stands about those in it. */
export interface DeskRow {
  readonly incident: Incident;
  readonly isOpen: boolean;
  /** It waits for a second steward. */
  readonly isAwaiting: boolean;
  readonly standing: readonly Decision[];
}

/** The incidents of a session that share a card; of a first lap those with a card of their own as well. */
export interface SharedCard {
  readonly server: string;
  readonly run: number;
  readonly session: number;
  readonly fold: Fold;
  readonly sessionName: string;
  /** In the order in which they happened. */
  readonly rows: readonly DeskRow[];
}

export interface Queue {
  readonly server: string;
  /** With a card of their own, or of many at once: appealed ones, then the worst, then the oldest. */
  readonly open: readonly DeskRow[];
  /** Cards on which something is open. */
  readonly shared: readonly SharedCard[];
}

/** Somebody has to decide, to confirm, or to answer. */
export const isOpen = (incident: Pick<Incident, 'state' | 'proposals'>): boolean =>
  incident.state !== 'closed' && (incident.state !== 'decided' || isAwaiting(incident));

/** Something in it waits for a second steward. */
export const isAwaiting = ({ proposals = [] }: Pick<Incident, 'proposals'>): boolean =>
  proposals.some(({ state }) => state === 'proposed' || state === 'unconfirmed');

/** What is looked at first stands first. */
export const byUrgency = (one: Incident, other: Incident): number =>
  Number(isMinor(one)) - Number(isMinor(other)) ||
  Number(other.state === 'appealed') - Number(one.state === 'appealed') ||
  SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
  one.at - other.at ||
  one.number - other.number;

/** Of many at once is what would have a card of its own at any other time. */
export const isMinor = ({ fold }: Incident): boolean => fold !== undefined && fold !== 'at once';

const SEVERITIES: readonly Incident['severity'][] = ['heavy', 'medium', 'light'];

export const rowOf = (incident: Incident): DeskRow => ({
  incident,
  isOpen: isOpen(incident),
  isAwaiting: isAwaiting(incident),
  standing: incident.drivers.flatMap(({ guid }) => standingAbout(incident.decisions, guid) ?? []),
});

/** Which shared card an incident is told on, whether it has one of its own besides; undefined for none. */
export const sharedBy = (incident: Incident): Fold | undefined =>
  incident.fold ?? (isOfFirstLap(incident) ? 'first lap' : undefined);

/** Undefined for none. */
export function sharedCardOf(incidents: readonly Incident[], fold: Fold): SharedCard | undefined {
  const [first] = incidents;
  if (!first) return undefined;
  const { server, run, session, sessionName } = first;
  const rows = incidents.toSorted((a, b) => a.at - b.at || a.number - b.number).map(rowOf);
  return { server, run, session, fold, sessionName, rows };
}
