/** Undoes a penalty when another decision replaces it. */
import type { EventBody } from '../../events/events.ts';
import type { Penalty } from '../../events/penalty.ts';
import { penaltyName } from '../../texts/names.ts';
import { type Change, replace } from './decisions.ts';
import type { Ledger } from './ledger.ts';
import { MOVES } from './penalty.ts';

export interface Undone {
  readonly bodies: readonly EventBody[];
  /** A sentence about what cannot be undone; undefined if everything can. */
  readonly note?: string | undefined;
}

/** Inside a transaction: withdraws it and what it was converted into, as far as possible. */
export function undo(ledger: Ledger, number: number, why: Change): Undone {
  const penalty = ledger.get(number);
  if (!MOVES.withdraw.from.includes(penalty.state)) {
    const isServed = penalty.state === 'served';
    return {
      bodies: [],
      note: isServed ? `${penaltyName(penalty)} has been served, which cannot be undone.` : undefined,
    };
  }
  return { bodies: replace(ledger, penalty, why), note: lapsDrivenWith(penalty) };
}

function lapsDrivenWith(penalty: Penalty): string | undefined {
  const { type, laps = 0, lapsLeft = laps } = penalty;
  if ((type !== 'ballast' && type !== 'restrictor') || lapsLeft >= laps) return undefined;
  return `${laps - lapsLeft} of the ${laps} laps of ${penaltyName(penalty)} were driven, which cannot be undone.`;
}
