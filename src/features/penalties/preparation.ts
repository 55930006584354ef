/** Prepares a penalty before it is given: its driver, session and size, and what becomes of it. */
import type { Dialect } from '../../acserver/dialect.ts';
import type { LoadLimits } from '../../acserver/limits.ts';
import type { Driver, Ordered } from '../../events/events.ts';
import type { GridTarget } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import type { RaceState } from '../../race/state.ts';
import type { PitRules } from './conversion.ts';
import { isConfirmed } from './execution.ts';
import { beginning, type Instead, insteadOf } from './imposition.ts';
import type { Ledger, NewPenalty } from './ledger.ts';
import { countedLaps, type Occasion, type OccasionParts, occasionFor } from './occasion.ts';
import { type PenaltyOrder, sizeOf } from './order.ts';
import { refuseWithoutTime } from './sentences.ts';

export interface PreparationParts {
  readonly ledger: Ledger;
  readonly calendar: OccasionParts['calendar'];
  readonly dialect: Dialect;
  readonly limits: () => LoadLimits;
  readonly state: () => RaceState;
  readonly now: () => number;
  readonly pits: PitRules;
  /** Whether a timed race continues for one more lap; undefined if unknown. */
  readonly extraLap: () => boolean | undefined;
}

export interface Prepared {
  readonly facts: NewPenalty;
  readonly occasion: Occasion;
  /** What replaces it at once. */
  readonly instead: Instead | undefined;
}

/** @throws UserError for a penalty that cannot be given */
export function prepared(parts: PreparationParts, driver: Driver, order: PenaltyOrder, by: Ordered): Prepared {
  const { state, ledger, limits, pits, extraLap, now, dialect } = parts;
  const { type, incident } = order;
  const { amount, laps } = sizeOf(order, { limits: limits(), pits });
  const occasion = occasionFor(state(), parts, order);
  const at = now();
  const instead = insteadOf({ type, amount, driver }, occasion, { at, pits, extraLap: extraLap() });
  refuseWithoutTime(type, instead);
  if (instead && ledger.isFinal(instead.run, instead.session)) {
    throw new UserError(`The result of ${instead.name || 'that session'} is final.`);
  }
  const facts: NewPenalty = {
    run: occasion.run,
    session: occasion.session,
    driver,
    type,
    amount,
    laps,
    lapsLeft: laps,
    grid: type === 'grid' ? gridTarget(order, occasion) : undefined,
    cause: 'given by an admin',
    source: 'steward',
    by: by.by,
    reason: by.reason ?? '',
    at,
    state: beginning({ type }, occasion, isConfirmed(type, dialect)),
    counted: countedLaps(state(), occasion, driver.guid),
    incident,
  };
  return { facts, occasion, instead };
}

const gridTarget = ({ grid }: PenaltyOrder, { event }: Occasion): GridTarget => ({
  on: grid?.on ?? 'next race',
  race: grid?.race,
  event,
});
