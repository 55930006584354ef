/**
 * How many incidents of all wait for a decision. Only those with a decision are read. The store counts the others, of
 * which there are thousands if nobody ever decides.
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

/** How many incidents a session has. */
export interface SessionCount extends Place {
  readonly many: number;
}

/** A numbered incident, and what it is part of. */
export interface IncidentPlace {
  readonly number: number;
  /** The incident it was merged into. */
  readonly mergedInto?: number | undefined;
  /** Undefined for one that cannot be read. */
  readonly facts?: IncidentFacts | undefined;
}

/** What can be read fast about all incidents of a server. */
export interface IncidentOutlines {
  /** How many of each session have a number and are not part of another. */
  counts(): readonly SessionCount[];
  /** Those of a session with a decision, including parts of others. */
  decided(place: Place): readonly IncidentPlace[];
  /** The facts of any number. */
  facts(number: number): IncidentFacts | undefined;
  /** The sessions in which an incident was written or something decided since the last call. */
  touched(): readonly Place[];
}

export interface OpenCountParts {
  readonly outlines: IncidentOutlines;
  readonly ledger: Pick<Ledger, 'decisions' | 'isFinal'>;
}

/** How many numbers one query may name. */
const PORTION = 500;

/** Do not call it inside a transaction, which might be rolled back. */
export class OpenCount {
  readonly #parts: OpenCountParts;
  /** How many of each session are decided, as far as counted. */
  readonly #decided = new Map<string, number>();

  constructor(parts: OpenCountParts) {
    this.#parts = parts;
  }

  count(): number {
    return this.bySession().reduce((sum, { many }) => sum + many, 0);
  }

  /** For each session that has any. */
  bySession(): readonly SessionCount[] {
    const { outlines, ledger } = this.#parts;
    for (const place of outlines.touched()) this.#decided.delete(keyOf(place));
    return outlines
      .counts()
      .filter(({ run, session }) => !ledger.isFinal(run, session))
      .map(({ run, session, many }) => ({ run, session, many: many - this.#decidedIn({ run, session }) }))
      .filter(({ many }) => many > 0);
  }

  #decidedIn(place: Place): number {
    const key = keyOf(place);
    const known = this.#decided.get(key) ?? decidedIn(place, this.#parts);
    this.#decided.set(key, known);
    return known;
  }
}

const keyOf = ({ run, session }: Place): string => `${run}/${session}`;

/** Incidents are only merged with others of the same session. */
function decidedIn(place: Place, { outlines, ledger }: OpenCountParts): number {
  const about = outlines.decided(place);
  const wholeOf = new Map(about.map(({ number, mergedInto }) => [number, mergedInto ?? number]));
  const known = new Map(about.map(({ number, facts }) => [number, facts]));
  // A decision about a part counts for the whole.
  const decisions = new Map<number, Decision[]>();
  for (const decision of decisionsOf(ledger, [...wholeOf.keys()])) {
    const whole = wholeOf.get(decision.incident ?? 0) ?? 0;
    const own = decisions.get(whole);
    if (own) own.push(decision);
    else decisions.set(whole, [decision]);
  }
  const done = [...decisions].filter(([whole, own]) => {
    // If only parts of it were decided, the whole was not read yet.
    const facts = known.has(whole) ? known.get(whole) : outlines.facts(whole);
    return facts !== undefined && stateOf({ facts }, own, false) === 'decided';
  });
  return done.length;
}

function decisionsOf({ decisions }: Pick<Ledger, 'decisions'>, numbers: readonly number[]): Decision[] {
  const portions = Array.from({ length: Math.ceil(numbers.length / PORTION) }, (_, index) =>
    numbers.slice(index * PORTION, (index + 1) * PORTION),
  );
  return portions.flatMap((portion) => decisions.ofIncidents(portion));
}

/** An index finds the rows of both lists. */
export const outlinesIn = (store: Store, server: string): IncidentOutlines => ({
  touched: touchedIn(store, server),
  counts: () =>
    store.all<SessionCount>(
      `SELECT run, session, count(*) AS many FROM incidents
       WHERE server = ? AND number IS NOT NULL AND merged_into IS NULL GROUP BY run, session`,
      server,
    ),
  decided: ({ run, session }) =>
    store
      .all<{ readonly number: number; readonly merged_into: number | null; readonly facts: string }>(
        `SELECT number, merged_into, facts FROM incidents WHERE server = ?1 AND run = ?2 AND session = ?3 AND number IS NOT NULL
           AND EXISTS (SELECT 1 FROM decisions WHERE server = ?1 AND incident = incidents.number)`,
        server,
        run,
        session,
      )
      .map((row) => ({
        number: row.number,
        mergedInto: row.merged_into ?? undefined,
        facts: readStored(store, [row], () => `incident ${row.number}`, factsOf)[0],
      })),
  facts: (number) =>
    readStored(
      store,
      store.all<{ readonly facts: string }>('SELECT facts FROM incidents WHERE number = ?', number),
      () => `incident ${number}`,
      factsOf,
    )[0],
});

/** Maintained by triggers in the store, whoever changes a row, and rolled back with it. Gone with the connection. */
const TOUCHED = [
  `CREATE TEMP TABLE IF NOT EXISTS touched_sessions
     (server TEXT, run INTEGER, session INTEGER, PRIMARY KEY (server, run, session)) WITHOUT ROWID`,
  ...[
    ['INSERT ON incidents', 'id = new.id'],
    ['UPDATE ON incidents', 'id = new.id'],
    ['INSERT ON decisions', 'number = new.incident'],
  ].map(
    ([change, which]) => `CREATE TEMP TRIGGER IF NOT EXISTS "${change} touches" AFTER ${change}
       BEGIN INSERT OR IGNORE INTO touched_sessions SELECT server, run, session FROM incidents WHERE ${which}; END`,
  ),
];

function touchedIn(store: Store, server: string): () => readonly Place[] {
  for (const statement of TOUCHED) store.run(statement);
  return () => {
    const touched = store.all<Place>('SELECT run, session FROM touched_sessions WHERE server = ?', server);
    if (touched.length > 0) store.run('DELETE FROM touched_sessions WHERE server = ?', server);
    return touched;
  };
}
