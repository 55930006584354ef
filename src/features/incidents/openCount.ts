/** How many incidents of all wait for a decision. There may be thousands, so each session is counted once. */
import type { Decision } from '../../events/decision.ts';
import type { Steps } from '../../kit/pieces.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { SessionKey } from '../calendar/session.ts';
import type { Ledger } from '../penalties/ledger.ts';
import type { IncidentOutlines } from './outlines.ts';
import { stateOf } from './told.ts';

/** How many incidents a session has. */
export interface SessionCount extends SessionKey {
  readonly many: number;
}

export interface OpenCountParts {
  readonly outlines: IncidentOutlines;
  readonly ledger: Pick<Ledger, 'decisions' | 'isFinal'>;
  readonly calendar: Pick<Calendar, 'keysOf'>;
}

/** What is known about a session; undefined until it is asked for, and again after a change. */
interface Counted {
  readonly key: SessionKey;
  /** How many of its incidents are not decided. */
  undecided?: number | undefined;
  isFinal?: boolean | undefined;
}

/** How many numbers one query may name. */
const PORTION = 500;

/** Do not call it inside a transaction, which might be rolled back. */
export class OpenCount {
  readonly #parts: OpenCountParts;
  #sessions: Map<string, Counted> | undefined;

  constructor(parts: OpenCountParts) {
    this.#parts = parts;
  }

  count(): number {
    return this.bySession().reduce((sum, { many }) => sum + many, 0);
  }

  /** For each session that has any. */
  bySession(): readonly SessionCount[] {
    return [...this.#upToDate().values()]
      .map((counted) => ({ ...counted.key, many: this.#openIn(counted) }))
      .filter(({ many }) => many > 0);
  }

  /** Counts each session in a step of its own, so that the first answer does not block everything else. */
  *countAhead(): Steps<void> {
    for (const counted of [...this.#upToDate().values()]) {
      this.#openIn(counted);
      yield;
    }
  }

  #upToDate(): ReadonlyMap<string, Counted> {
    const { outlines, calendar } = this.#parts;
    const touched = outlines.touched();
    this.#sessions ??= new Map(outlines.sessions().map((key) => [nameOf(key), { key: keyOf(key) }]));
    for (const key of touched.incidents) {
      const counted = this.#sessions.get(nameOf(key));
      if (counted) counted.undecided = undefined;
      else this.#sessions.set(nameOf(key), { key: keyOf(key) });
    }
    // The result of a session that is continued is that of the last one.
    for (const { run, session } of touched.results)
      for (const key of calendar.keysOf(run, session)) {
        const counted = this.#sessions.get(nameOf(key));
        if (counted) counted.isFinal = undefined;
      }
    return this.#sessions;
  }

  #openIn(counted: Counted): number {
    const { key } = counted;
    if (counted.undecided === 0) return 0;
    counted.isFinal ??= this.#parts.ledger.isFinal(key.run, key.session);
    if (counted.isFinal) return 0;
    counted.undecided ??= this.#parts.outlines.many(key) - decidedIn(key, this.#parts);
    return counted.undecided;
  }
}

const nameOf = ({ run, session }: SessionKey): string => `${run}/${session}`;
const keyOf = ({ run, session }: SessionKey): SessionKey => ({ run, session });

/** Incidents are only merged with others of the same session. */
function decidedIn(key: SessionKey, { outlines, ledger }: OpenCountParts): number {
  const about = outlines.decided(key);
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
