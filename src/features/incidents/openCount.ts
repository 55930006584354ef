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

/** How many incidents of a session. */
export interface SessionCount extends Place {
  readonly many: number;
}

/** Where a numbered incident belongs. */
export interface IncidentPlace {
  readonly number: number;
  /** The whole that it is a part of. */
  readonly mergedInto?: number | undefined;
  /** Undefined for one that cannot be read. */
  readonly facts?: IncidentFacts | undefined;
}

/** What of all incidents of a server is read fast. */
export interface IncidentOutlines {
  /** How many of each session have a number and are no part of another. */
  counts(): readonly SessionCount[];
  /** Those of a session about which something was decided, parts of others among them. */
  decided(place: Place): readonly IncidentPlace[];
  /** The same of any number. */
  facts(number: number): IncidentFacts | undefined;
  /** The sessions of which an incident was written, or something decided, since this was last asked. */
  touched(): readonly Place[];
}

export interface OpenCountParts {
  readonly outlines: IncidentOutlines;
  readonly ledger: Pick<Ledger, 'decisions' | 'isFinal'>;
}

/** As many numbers as one question to the store may name. */
const PORTION = 500;

/** Not to be asked inside a transaction, which might come to nothing. */
export class OpenCount {
  readonly #parts: OpenCountParts;
  /** How many of each session are decided, as far as that was counted. */
  readonly #decided = new Map<string, number>();

  constructor(parts: OpenCountParts) {
    this.#parts = parts;
  }

  count(): number {
    return this.bySession().reduce((sum, { many }) => sum + many, 0);
  }

  /** Of each session that has any. */
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

/** Those of one session are merged with others of it alone. */
function decidedIn(place: Place, { outlines, ledger }: OpenCountParts): number {
  const about = outlines.decided(place);
  const wholeOf = new Map(about.map(({ number, mergedInto }) => [number, mergedInto ?? number]));
  const known = new Map(about.map(({ number, facts }) => [number, facts]));
  // What was decided of a part counts for the whole.
  const decisions = new Map<number, Decision[]>();
  for (const decision of decisionsOf(ledger, [...wholeOf.keys()])) {
    const whole = wholeOf.get(decision.incident ?? 0) ?? 0;
    const own = decisions.get(whole);
    if (own) own.push(decision);
    else decisions.set(whole, [decision]);
  }
  const done = [...decisions].filter(([whole, own]) => {
    // Of a whole of which only parts were decided none was read yet.
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

/** Both lists stand in an index alone. */
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

/** Written by the store itself, whoever changes a row, and undone with what is undone; it ends with the connection. */
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
