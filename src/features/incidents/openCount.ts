/**
 * How many incidents wait for a decision, of all there are: only those that somebody has decided something about are read.
 * The others, of which there are thousands where nobody ever decides, are counted by the store.
 */
import type { Decision } from '../../events/decision.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { factsOf, type IncidentFacts } from './table.ts';
import { stateOf } from './told.ts';

interface Place {
  readonly run: number;
  readonly session: number;
}

/** Where a numbered incident belongs. */
export interface IncidentPlace extends Place {
  readonly number: number;
  /** The whole that it is a part of. */
  readonly mergedInto?: number | undefined;
}

/** What of all incidents of a server is read fast. */
export interface IncidentOutlines {
  /** How many of each session have a number and are no part of another. */
  counts(): readonly (Place & { readonly many: number })[];
  /** Those about which something was decided, parts of others among them. */
  decided(): readonly IncidentPlace[];
  /** Undefined for one that cannot be read. */
  facts(number: number): IncidentFacts | undefined;
}

export interface OpenCountParts {
  readonly outlines: IncidentOutlines;
  readonly ledger: Pick<Ledger, 'decisions' | 'isFinal'>;
}

/** As many numbers as one question to the store may name. */
const PORTION = 500;

export function openCount({ outlines, ledger }: OpenCountParts): number {
  const isFinal = onceASession(ledger);
  const all = outlines.counts().filter((place) => !isFinal(place));
  const about = outlines.decided().filter((place) => !isFinal(place));
  const wholeOf = new Map(about.map(({ number, mergedInto }) => [number, mergedInto ?? number]));
  // What was decided of a part counts for the whole.
  const decisions = new Map<number, Decision[]>();
  for (const decision of decisionsOf(ledger, [...wholeOf.keys()])) {
    const whole = wholeOf.get(decision.incident ?? 0) ?? 0;
    decisions.set(whole, [...(decisions.get(whole) ?? []), decision]);
  }
  const done = [...decisions].filter(([whole, own]) => {
    const facts = outlines.facts(whole);
    return facts !== undefined && stateOf({ facts }, own, false) === 'decided';
  });
  return all.reduce((sum, { many }) => sum + many, 0) - done.length;
}

function decisionsOf({ decisions }: Pick<Ledger, 'decisions'>, numbers: readonly number[]): Decision[] {
  const portions = Array.from({ length: Math.ceil(numbers.length / PORTION) }, (_, index) =>
    numbers.slice(index * PORTION, (index + 1) * PORTION),
  );
  return portions.flatMap((portion) => decisions.ofIncidents(portion));
}

/** Asked once for each of them. */
function onceASession(ledger: Pick<Ledger, 'isFinal'>): (of: Place) => boolean {
  const known = new Map<string, boolean>();
  return ({ run, session }) => {
    const key = `${run}/${session}`;
    const isFinal = known.get(key) ?? ledger.isFinal(run, session);
    known.set(key, isFinal);
    return isFinal;
  };
}

/** Both lists stand in an index alone. */
export const outlinesIn = (store: Store, server: string): IncidentOutlines => ({
  counts: () =>
    store.all<Place & { readonly many: number }>(
      `SELECT run, session, count(*) AS many FROM incidents
       WHERE server = ? AND number IS NOT NULL AND merged_into IS NULL GROUP BY run, session`,
      server,
    ),
  decided: () =>
    store
      .all<Place & { readonly number: number; readonly merged_into: number | null }>(
        `SELECT number, run, session, merged_into FROM incidents WHERE server = ?1 AND number IN
           (SELECT incident FROM decisions WHERE server = ?1 AND incident IS NOT NULL)`,
        server,
      )
      .map(({ number, run, session, merged_into: whole }) => ({
        number,
        run,
        session,
        mergedInto: whole ?? undefined,
      })),
  facts: (number) =>
    readStored(
      store,
      store.all<{ readonly facts: string }>('SELECT facts FROM incidents WHERE number = ?', number),
      () => `incident ${number}`,
      factsOf,
    )[0],
});
