/** Which parts of an order a penalty or a finding cannot have. */

import { amountOf, calledInWords, PENALTY_TYPES, takesLaps } from '../src/command/outcomes.ts';
import type { Outcome } from '../src/events/decision.ts';

/** "A time penalty takes no laps."; undefined for a part that it can have. */
export function partRefused(part: string, says: Outcome | 'withdrawn' | undefined): string | undefined {
  if (says === undefined || takes(part, says)) return undefined;
  return `${calledInWords(says)} takes no ${part}.`;
}

function takes(part: string, says: Outcome | 'withdrawn'): boolean {
  const type = PENALTY_TYPES.find((each) => each === says);
  if (part === 'laps') return type !== undefined && takesLaps(type);
  if (part === 'amount') return type !== undefined && amountOf(type) !== undefined;
  return part !== 'grid' || type === 'grid';
}
