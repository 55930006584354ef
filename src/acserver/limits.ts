// Ballast and restrictor: what a car carries, and the most that each server accepts.

import { InputError, UserError } from '../kit/errors.ts';
import type { Dialect } from './dialect.ts';

/** What slows a car down: kilograms, and percent of its air intake. */
export interface Load {
  readonly ballastKg: number;
  readonly restrictorPercent: number;
}

/** The most that a server accepts. */
export interface LoadLimits {
  readonly ballastKg: number;
  readonly restrictorPercent: number;
}

/** The most that any server accepts, by the manager's documentation. */
const MOST: LoadLimits = { ballastKg: 5000, restrictorPercent: 400 };

/** acServer's own `/restrictor` goes from 0 to 100. */
const MOST_RESTRICTOR_OF_KUNOS = 100;

/** @param maxBallastKg MAX_BALLAST_KG of the running server; undefined if unknown */
export function loadLimitsOf(dialect: Dialect, maxBallastKg: number | undefined): LoadLimits {
  if (dialect !== 'kunos') return MOST;
  return {
    ballastKg: Math.min(MOST.ballastKg, maxBallastKg ?? MOST.ballastKg),
    restrictorPercent: MOST_RESTRICTOR_OF_KUNOS,
  };
}

/** @throws UserError for more than the server accepts: it would ignore the order silently */
export function checkBallast(kg: number, limits: LoadLimits): void {
  if (kg <= limits.ballastKg) return;
  if (limits.ballastKg === 0) {
    throw new UserError('This server does not allow ballast: MAX_BALLAST_KG was 0 in server_cfg.ini when it started.');
  }
  throw new InputError(
    `This server allows at most ${limits.ballastKg} kg ballast (MAX_BALLAST_KG in server_cfg.ini), not ${kg} kg.`,
  );
}

/** @throws UserError for more than the server accepts */
export function checkRestrictor(percent: number, limits: LoadLimits): void {
  if (percent <= limits.restrictorPercent) return;
  throw new InputError(
    `This server allows at most a ${limits.restrictorPercent} % restrictor, not ${percent} %: only the server manager\u2019s own server and AssettoServer go up to ${MOST.restrictorPercent} %.`,
  );
}
