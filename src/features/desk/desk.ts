/** What the stewards of one server have to deal with, as plain data: open incidents, and shared cards. */
import type { Decision } from '../../events/decision.ts';
import type { Fold, Incident } from '../../events/incident.ts';
import { standingAbout } from '../../events/standing.ts';
import { isOfFirstLap } from '../incidents/fold.ts';

/** An incident, and the verdicts that stand about its drivers. */
export interface DeskRow {
  readonly incident: Incident;
  readonly isOpen: boolean;
  /** It waits for a second steward. */
  readonly isAwaiting: boolean;
  readonly standing: readonly Decision[];
}

/** The incidents of a session that share a card; on a first lap's card also those that have their own. */
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
  /** Incidents with their own card, or of fold `at once`: appealed ones first, then by severity, then the oldest. */
  readonly open: readonly DeskRow[];
  /** Cards with open incidents. */
  readonly shared: readonly SharedCard[];
}

/** Somebody has to decide, confirm or answer. */
export const isOpen = (incident: Pick<Incident, 'state' | 'proposals'>): boolean =>
  incident.state !== 'closed' && (incident.state !== 'decided' || isAwaiting(incident));

/** Something in it waits for a second steward. */
export const isAwaiting = ({ proposals = [] }: Pick<Incident, 'proposals'>): boolean =>
  proposals.some(({ state }) => state === 'proposed' || state === 'unconfirmed');

/** The most urgent first. */
export const byUrgency = (one: Incident, other: Incident): number =>
  Number(isMinor(one)) - Number(isMinor(other)) ||
  Number(other.state === 'appealed') - Number(one.state === 'appealed') ||
  SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
  one.at - other.at ||
  one.number - other.number;

/** Fold `at once` is not minor: at any other time, such an incident would have its own card. */
export const isMinor = ({ fold }: Incident): boolean => fold !== undefined && fold !== 'at once';

const SEVERITIES: readonly Incident['severity'][] = ['heavy', 'medium', 'light'];

export const rowOf = (incident: Incident): DeskRow => ({
  incident,
  isOpen: isOpen(incident),
  isAwaiting: isAwaiting(incident),
  standing: incident.drivers.flatMap(({ guid }) => standingAbout(incident.decisions, guid) ?? []),
});

/** The shared card an incident appears on, even if it also has its own; undefined for none. */
export const sharedBy = (incident: Incident): Fold | undefined =>
  incident.fold ?? (isOfFirstLap(incident) ? 'first lap' : undefined);

/** Undefined if there are no incidents. */
export function sharedCardOf(incidents: readonly Incident[], fold: Fold): SharedCard | undefined {
  const [first] = incidents;
  if (!first) return undefined;
  const { server, run, session, sessionName } = first;
  const rows = incidents.toSorted((a, b) => a.at - b.at || a.number - b.number).map(rowOf);
  return { server, run, session, fold, sessionName, rows };
}
