/** Which incidents share a card with others of their session, so that stewards look at the rest first. */
import type { Fold } from '../../events/incident.ts';
import type { IncidentFacts, IncidentFile } from './table.ts';

export interface Folding {
  /** The stored version, if it already has a number. */
  readonly before: IncidentFile | undefined;
  /** Contacts below this are light; 0: nothing shares a card. */
  readonly foldKmh: number;
  /** Whether others have just got their own cards: so many that nobody could look at one more, or Discord accept it. */
  readonly isCrowded?: (() => boolean) | undefined;
}

/** This many get their own card within this time; the next ones share one. */
export const AT_ONCE = { cards: 3, withinMs: 10_000 } as const;

/**
 * A heavy incident has its own card, unless many happen at once. One that was reported, or that somebody has acted on,
 * has its own in any case. Whatever has its own card keeps it.
 */
export function foldOf(
  { facts }: IncidentFile,
  { before, foldKmh, isCrowded = () => false }: Folding,
): Fold | undefined {
  if (before && (before.facts.fold === undefined || facts.mergedInto !== undefined)) return before.facts.fold;
  const { contacts, severity, reports, takenBy, history } = facts;
  const isWanted = reports.length > 0 || takenBy !== undefined || history.length > 0;
  if (foldKmh === 0 || isWanted || contacts.length === 0) return undefined;
  if (before?.facts.fold === 'at once') return 'at once';
  if (severity !== 'heavy' && isOfFirstLap(facts)) return 'first lap';
  if (severity !== 'heavy' && contacts.every(({ speedKmh }) => speedKmh < foldKmh)) return 'light';
  return isCrowded() ? 'at once' : undefined;
}

/** A contact of drivers who are all on the first lap of a race. A late joiner is on a first lap of their own. */
export const isOfFirstLap = ({
  sessionKind,
  contacts,
  drivers,
}: Pick<IncidentFacts, 'sessionKind' | 'contacts' | 'drivers'>): boolean =>
  sessionKind === 'race' &&
  contacts.length > 0 &&
  drivers.some(({ lap }) => lap === 1) &&
  drivers.every(({ lap = 1, finished }) => lap === 1 && !finished);
