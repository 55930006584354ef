/** How many incidents wait for a decision: of all there are, without reading their evidence. */
import type { Decision } from '../../events/decision.ts';
import type { Store } from '../../store/store.ts';
import { readStored } from '../../store/stored.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { factsOf, type IncidentFacts } from './table.ts';
import { stateOf } from './told.ts';

/** What of a numbered incident is read fast. */
export interface IncidentOutline {
  readonly number: number;
  readonly facts: IncidentFacts;
}

export interface OpenCountParts {
  /** Of all that have a number, parts of others among them. */
  readonly outlines: () => readonly IncidentOutline[];
  readonly ledger: Pick<Ledger, 'decisions' | 'isFinal'>;
}

/** As many numbers as one question to the store may name. */
const PORTION = 500;

export function openCount({ outlines, ledger }: OpenCountParts): number {
  const isFinal = onceASession(ledger);
  const all = outlines();
  const whole = all.filter(({ facts }) => facts.mergedInto === undefined && !isFinal(facts));
  const decisions = decisionsOf(ledger, all);
  return whole.filter((outline) => isOpen(outline, all, decisions)).length;
}

/** What was decided of a part counts for the whole. */
function isOpen({ number, facts }: IncidentOutline, all: readonly IncidentOutline[], decisions: readonly Decision[]) {
  const parts = all.filter((each) => each.facts.mergedInto === number).map((each) => each.number);
  const own = decisions.filter(({ incident = 0 }) => incident === number || parts.includes(incident));
  return stateOf({ facts }, own, false) !== 'decided';
}

function decisionsOf({ decisions }: Pick<Ledger, 'decisions'>, outlines: readonly IncidentOutline[]): Decision[] {
  const numbers = outlines.map(({ number }) => number);
  const portions = Array.from({ length: Math.ceil(numbers.length / PORTION) }, (_, index) =>
    numbers.slice(index * PORTION, (index + 1) * PORTION),
  );
  return portions.flatMap((portion) => decisions.ofIncidents(portion));
}

/** Asked once for each of them. */
function onceASession(ledger: Pick<Ledger, 'isFinal'>): (of: { run: number; session: number }) => boolean {
  const known = new Map<string, boolean>();
  return ({ run, session }) => {
    const key = `${run}/${session}`;
    const isFinal = known.get(key) ?? ledger.isFinal(run, session);
    known.set(key, isFinal);
    return isFinal;
  };
}

export function outlinesIn(store: Store, server: string): IncidentOutline[] {
  const rows = store.all<{ readonly number: number; readonly facts: string }>(
    'SELECT number, facts FROM incidents WHERE server = ? AND number IS NOT NULL ORDER BY number',
    server,
  );
  return readStored(
    store,
    rows,
    ({ number }) => `incident ${number}`,
    (row) => ({ number: row.number, facts: factsOf(row) }),
  );
}
