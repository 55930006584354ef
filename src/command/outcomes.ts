/** What stewards can say about a driver, as commands take it: the one list of it, of which each command says more. */
import { PENALTY_TYPES, PENALTY_UNITS, type PenaltyType } from '../events/penalty.ts';

export { PENALTY_TYPES };

/** "Seconds, ...": what is asked for where a type has an amount; undefined where it has none. */
export function amountOf(type: PenaltyType): string | undefined {
  const unit = PENALTY_UNITS[type];
  return unit && AMOUNTS[unit];
}

const AMOUNTS: Readonly<Record<NonNullable<(typeof PENALTY_UNITS)[PenaltyType]>, string>> = {
  s: 'Seconds',
  kg: 'Kilograms',
  '%': 'Percent',
  places: 'Places on the grid',
};
