/** Updates all penalties that count in a result, once that result is final or reopened. */
import type { EventBody } from '../../events/events.ts';
import { workedBy } from '../../kit/clock.ts';
import { Pace } from '../../kit/pace.ts';
import { afterOthers, nextTurn } from '../../kit/wait.ts';
import { applicable, applied, reissued } from '../penalties/finality.ts';
import type { Finalised } from '../penalties/ledger.ts';
import type { ResultsParts } from './parts.ts';
import type { EndedSession } from './table.ts';

type FinalityParts = Pick<ResultsParts, 'ledger' | 'calendar' | 'decide' | 'free' | 'clock'>;

/**
 * Works in pieces: a long race has hundreds of penalties, and if no result was ever final there are thousands. Each
 * change is an event, also for the incident. After a kill in between, the next publication does the rest.
 */
export class Finality {
  readonly #parts: FinalityParts;

  constructor(parts: FinalityParts) {
    this.#parts = parts;
  }

  /** Closes the penalties of a final result that has not been reported as final yet. */
  async apply({ run, session }: EndedSession, final: Finalised): Promise<void> {
    const { ledger, calendar } = this.#parts;
    const numbers = applicable(ledger, calendar, calendar.keysOf(run, session));
    // It may have been reopened meanwhile.
    await this.#inPieces(numbers, (some) => (ledger.isFinal(run, session) ? applied(ledger, some, final) : []));
  }

  /** The reverse, for a reopened result. */
  async reissue({ run, session, reopened }: EndedSession, finalAt: number): Promise<void> {
    const { ledger, decide } = this.#parts;
    const why = reopened ?? { by: '', at: finalAt, reason: '' };
    await this.#inPieces(ledger.appliedAt(finalAt), (some) =>
      ledger.isFinal(run, session) ? [] : reissued(ledger, some, why),
    );
    decide(() => {
      ledger.isReissued(run, session);
      return [];
    });
  }

  async #inPieces(
    numbers: readonly number[],
    change: (some: readonly number[]) => readonly EventBody[],
  ): Promise<void> {
    const { decide, free, clock } = this.#parts;
    const pace = new Pace({ first: 1, most: 20 });
    for (let first = 0; first < numbers.length; ) {
      await afterOthers(free);
      const some = numbers.slice(first, first + pace.size);
      const begun = workedBy(clock);
      decide(() => change(some));
      pace.took(some.length, workedBy(clock) - begun);
      first += some.length;
    }
    await nextTurn();
  }
}
