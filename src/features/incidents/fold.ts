/** Which incidents share a card with others of their session, so that stewards look at the rest first. */
import type { Fold } from '../../events/incident.ts';
import type { IncidentFacts, IncidentFile } from './table.ts';

export interface Folding {
  /** As it was on file, where it has a number already. */
  readonly before: IncidentFile | undefined;
  /** Contacts below this are light; 0: nothing is folded. */
  readonly foldKmh: number;
}

/**
 * One that is heavy, was reported, or that somebody has done something about has a card of its own; whatever has one
 * keeps it.
 */
export function foldOf({ facts }: IncidentFile, { before, foldKmh }: Folding): Fold | undefined {
  if (before && (before.facts.fold === undefined || facts.mergedInto !== undefined)) return before.facts.fold;
  const { contacts, severity, reports, takenBy, history } = facts;
  const isWanted = severity === 'heavy' || reports.length > 0 || takenBy !== undefined || history.length > 0;
  if (foldKmh === 0 || isWanted || contacts.length === 0) return undefined;
  if (isOfFirstLap(facts)) return 'first lap';
  return contacts.every(({ speedKmh }) => speedKmh < foldKmh) ? 'light' : undefined;
}

/** A contact of those who are all in the first lap of a race: whoever joins late has one of their own. */
export const isOfFirstLap = ({
  sessionKind,
  contacts,
  drivers,
}: Pick<IncidentFacts, 'sessionKind' | 'contacts' | 'drivers'>): boolean =>
  sessionKind === 'race' &&
  contacts.length > 0 &&
  drivers.some(({ lap }) => lap === 1) &&
  drivers.every(({ lap = 1, finished }) => lap === 1 && !finished);
