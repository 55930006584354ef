/** The size of an ordered penalty: what can be given for each type, and the defaults. */
import { checkBallast, checkRestrictor, type LoadLimits } from '../../acserver/limits.ts';
import { type GridTarget, isDriven, PENALTY_UNITS, type PenaltyType } from '../../events/penalty.ts';
import { InputError } from '../../kit/errors.ts';
import { dueLaps, type PitRules } from './conversion.ts';
import type { SessionChoice } from './occasion.ts';
import { isServedInRace } from './penalty.ts';

/** `session` and `about` name the session it belongs to, if not the running one. */
export interface PenaltyOrder extends SessionChoice {
  readonly type: PenaltyType;
  /** Kilograms, percent, seconds or places; for a drive-through the laps, if `laps` is not given. */
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
  /** For grid places: which grid, if not that of the next race. */
  readonly grid?: Pick<GridTarget, 'on' | 'race'> | undefined;
  /** Licence points; if absent, those of the league's list. */
  readonly points?: number | undefined;
  /** The number of the incident it is given for. */
  readonly incident?: number | undefined;
}

export interface Size {
  readonly amount: number;
  readonly laps?: number | undefined;
}

/** What the game server accepts, and the default laps to serve a penalty within. */
export interface SizeLimits {
  readonly limits: LoadLimits;
  readonly pits: PitRules;
}

type Unit = NonNullable<(typeof PENALTY_UNITS)[PenaltyType]>;

const UNITS: Readonly<Record<Unit, { readonly name: string; readonly most: number; readonly example: number }>> = {
  kg: { name: 'kg', most: 5000, example: 10 },
  '%': { name: 'percent', most: 5000, example: 10 },
  s: { name: 'seconds', most: 3600, example: 10 },
  places: { name: 'places', most: 99, example: 3 },
};

const MOST_LAPS = 200;

/** A sentence about what is missing; undefined if the type has all it needs. */
function missingAmount({ type, amount }: Pick<PenaltyOrder, 'type' | 'amount'>): string | undefined {
  const unit = PENALTY_UNITS[type];
  if (unit === undefined) return undefined;
  const { name, most, example } = UNITS[unit];
  if (amount !== undefined && amount >= 1 && amount <= most) return undefined;
  return `${type} needs an amount: ${name} from 1 to ${most}, such as "${type} ${example}".`;
}

/** @throws UserError for an amount or laps that this type or this server does not accept */
export function sizeOf({ type, amount, laps, grid }: PenaltyOrder, { limits, pits }: SizeLimits): Size {
  if (grid !== undefined && type !== 'grid') {
    throw new InputError(`Only grid drops apply to a later race: ${type} takes no "${gridWord(grid)}".`);
  }
  if (PENALTY_UNITS[type] === undefined) return { amount: 0, laps: lapsWithoutAmount({ type, amount, laps }, pits) };
  const missing = missingAmount({ type, amount });
  if (amount === undefined || missing !== undefined) throw new InputError(missing ?? '');
  if (type === 'ballast') checkBallast(amount, limits);
  if (type === 'restrictor') checkRestrictor(amount, limits);
  if (laps !== undefined && !isServedInRace({ type })) throw new InputError(`${type} takes no laps.`);
  const due = laps ?? (isDriven({ type }) ? dueLaps({ type }, pits) : undefined);
  return { amount, laps: due === undefined ? undefined : checkedLaps(due) };
}

const gridWord = ({ on, race }: Pick<GridTarget, 'on' | 'race'>): string =>
  race === undefined ? on.replace(' ', '-') : `race:${race}`;

interface Sized<Says extends string> {
  readonly says: Says;
  readonly amount?: number | undefined;
  readonly laps?: number | undefined;
}

/** "drive-through 2" means two laps: it has no amount. */
export const asMeant = <Says extends string>({ says, amount, laps }: Sized<Says>): Sized<Says> =>
  says === 'drive-through' && laps === undefined ? { says, laps: amount } : { says, amount, laps };

/** Undefined if the number given is an amount. */
export const amountNote = ({ type, amount, laps }: PenaltyOrder): string | undefined =>
  type === 'drive-through' && amount !== undefined && laps === undefined
    ? `A drive-through has no amount, so ${amount} counts as the race laps to serve it within.`
    : undefined;

function lapsWithoutAmount({ type, amount, laps }: PenaltyOrder, pits: PitRules): number | undefined {
  if (!isDriven({ type })) {
    if (amount === undefined && laps === undefined) return undefined;
    throw new InputError(`A ${type} takes no number; put a reason that starts with one in quotes.`);
  }
  if (amount !== undefined && laps !== undefined) {
    throw new InputError(`A ${type} has no amount: only the laps to serve it within.`);
  }
  return checkedLaps(laps ?? amount ?? dueLaps({ type }, pits));
}

function checkedLaps(laps: number): number {
  if (laps >= 1 && laps <= MOST_LAPS) return laps;
  throw new InputError(`laps must be a whole number from 1 to ${MOST_LAPS}, not ${laps}.`);
}
