/** Which incidents share a card with others of their session, so that stewards look at the rest first. */
import type { Fold } from '../../events/incident.ts';
import type { IncidentFacts, IncidentFile } from './table.ts';

export interface Folding {
  /** As it was on file, where it has a number already. */
  readonly before: IncidentFile | undefined;
  /** Contacts below this are light; 0: nothing is folded. */
  readonly foldKmh: number;
  /** Whether others have just got cards of their own: so many that nobody could look at one more, or Discord take it. */
  readonly isCrowded?: (() => boolean) | undefined;
}

/** So many get a card of their own within this time; who comes then shares one. */
export const AT_ONCE = { cards: 3, withinMs: 10_000 } as const;

/**
 * One that is heavy has a card of its own, unless many happen at once; one that was reported, or that somebody has done
 * something about, in any case; whatever has one keeps it.
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
