/** How large a penalty is that somebody has ordered: what may be said of each type, and what counts where nothing is. */
import { checkBallast, checkRestrictor, type LoadLimits } from '../../acserver/limits.ts';
import type { PenaltyType } from '../../events/penalty.ts';
import { UserError } from '../../kit/errors.ts';
import { AMOUNT_UNITS, isServedInRace } from './penalty.ts';

export interface PenaltyOrder {
  readonly type: PenaltyType;
  /** Kilograms, percent or seconds; for a drive-through the laps, where `laps` are not said. */
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
  /** The number of the incident it is given for. */
  readonly incident?: number | undefined;
}

export interface Size {
  readonly amount: number;
  readonly laps?: number | undefined;
}

/** What the game server takes, and what a drive-through is where nobody says otherwise. */
export interface SizeLimits {
  readonly limits: LoadLimits;
  readonly driveThroughLaps: number;
}

const MOST = { amount: 5000, laps: 200, seconds: 3600 } as const;

const UNIT_NAMES = { kg: 'kg', '%': 'percent', s: 'seconds' } as const;

/** @throws UserError for an amount or laps that this type or this server does not take */
export function sizeOf({ type, amount, laps }: PenaltyOrder, { limits, driveThroughLaps }: SizeLimits): Size {
  const unit = AMOUNT_UNITS[type];
  if (unit === undefined) return { amount: 0, laps: lapsWithoutAmount({ type, amount, laps }, driveThroughLaps) };
  const most = unit === 's' ? MOST.seconds : MOST.amount;
  if (amount === undefined || amount < 1 || amount > most) {
    throw new UserError(`${type} needs an amount: ${UNIT_NAMES[unit]} from 1 to ${most}, such as "${type} 10".`);
  }
  if (type === 'ballast') checkBallast(amount, limits);
  if (type === 'restrictor') checkRestrictor(amount, limits);
  if (laps !== undefined && !isServedInRace({ type })) throw new UserError(`${type} takes no laps.`);
  return { amount, laps: laps === undefined ? undefined : checkedLaps(laps) };
}

/** "drive-through 2" means two laps. */
function lapsWithoutAmount({ type, amount, laps }: PenaltyOrder, driveThroughLaps: number): number | undefined {
  if (type !== 'drive-through') {
    if (amount === undefined && laps === undefined) return undefined;
    throw new UserError(`A ${type} takes no number; a reason that begins with one needs quotes.`);
  }
  if (amount !== undefined && laps !== undefined) {
    throw new UserError('A drive-through has no amount: only the laps in which it must be served can be said.');
  }
  return checkedLaps(laps ?? amount ?? driveThroughLaps);
}

function checkedLaps(laps: number): number {
  if (laps >= 1 && laps <= MOST.laps) return laps;
  throw new UserError(`laps must be a whole number from 1 to ${MOST.laps}, not ${laps}.`);
}
