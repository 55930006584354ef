import type { Penalty, WarningCount } from '../actions/penalties.ts';

/** "P-17 Mark Hannon: drive-through": one of several to choose from. */
export const penaltyLabel = ({ number, driver, type }: Penalty): string => `P-${number} ${driver.name}: ${type}`;

/** "Cuts: 2 of 4 warnings", for every front end. */
export const warningsInWords = ({ infraction, warnings, warningsBeforePenalty }: WarningCount): string =>
  `${infraction}: warning ${warnings} of ${warningsBeforePenalty}`;
