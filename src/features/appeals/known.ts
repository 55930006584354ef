/** Gathers what is needed to judge whether a decision can be appealed. */
import type { Decision } from '../../events/decision.ts';
import { isVerdict } from '../../events/standing.ts';
import type { SessionKey } from '../calendar/session.ts';
import type { IncidentActions } from '../incidents/actions.ts';
import type { Ledger } from '../penalties/ledger.ts';
import { type Appealed, whyNot } from './admission.ts';
import type { Deadlines } from './deadline.ts';
import type { AppealTable } from './table.ts';

interface KnownParts {
  readonly ledger: Pick<Ledger, 'decisions' | 'several' | 'isFinal'>;
  readonly incidents: Pick<IncidentActions, 'show'>;
  readonly table: Pick<AppealTable, 'get'>;
  readonly deadlines: Pick<Deadlines, 'termFor'>;
}

export class KnownDecisions {
  readonly #parts: KnownParts;

  constructor(parts: KnownParts) {
    this.#parts = parts;
  }

  /**
   * Follows a decision about a penalty that was already given (served, withdrawn, converted) back to the one that gave
   * it.
   */
  verdict(number: number): Decision {
    const decision = this.#parts.ledger.decisions.get(number);
    if (isVerdict(decision)) return decision;
    const before = decision.converts ?? decision.penalty ?? decision.replaces;
    return before === undefined || before === number ? decision : this.verdict(before);
  }

  /** All decisions about the same penalty, or just this one. */
  rowsOf(decision: Decision): readonly Decision[] {
    const { decisions } = this.#parts.ledger;
    return decision.penalty === undefined ? [decision] : decisions.ofPenalty(decision.penalty);
  }

  /** Until when anybody can appeal; undefined if nobody can. While somebody drives, no earlier than this. */
  openUntil(number: number, now: number): number | undefined {
    const decision = this.verdict(number);
    const { incident } = this.of(decision, decision.driver.guid);
    const guids = new Set([decision.driver, ...(incident?.drivers ?? [])].map(({ guid }) => guid));
    const ends = [...guids].flatMap((guid) => {
      const appealed = this.of(decision, guid);
      if (whyNot(appealed, guid, now) !== undefined) return [];
      const { term } = appealed;
      return 'until' in term ? term.until : now + term.minutesAfterFlag * 60_000;
    });
    return ends.length === 0 ? undefined : Math.max(...ends);
  }

  /** The same for all that was decided in these sessions. */
  openUntilIn(race: readonly SessionKey[], now: number): number | undefined {
    const { decisions } = this.#parts.ledger;
    const verdicts = race
      .flatMap(({ run, session }) => decisions.ofSession(run, session))
      .filter((decision) => isVerdict(decision) && decision.says !== 'kick');
    const ends = verdicts.flatMap(({ number }) => this.openUntil(number, now) ?? []);
    return ends.length === 0 ? undefined : Math.max(...ends);
  }

  of(decision: Decision, guid: string): Appealed {
    const { ledger, incidents, table, deadlines } = this.#parts;
    const { run, session, number, penalty } = decision;
    return {
      decision,
      incident: decision.incident === undefined ? undefined : incidents.show(decision.incident),
      penalty: penalty === undefined ? undefined : ledger.several([penalty])[0],
      replacedBy: ledger.decisions.replacing(decision),
      isFinal: ledger.isFinal(run, session),
      term: deadlines.termFor(decision, guid),
      before: table.get(number, guid),
    };
  }
}
