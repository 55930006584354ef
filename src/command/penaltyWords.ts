import type { Penalty, WarningCount } from '../actions/penalties.ts';

/** "P-17 Mark Hannon: drive-through": one of several to choose from. */
export const penaltyLabel = ({ number, driver, type }: Penalty): string => `P-${number} ${driver.name}: ${type}`;

/** "cut: warning 2 of 4", for every front end. */
export const warningsInWords = ({ infraction, warnings, warningsBeforePenalty }: WarningCount): string =>
  `${infraction}: warning ${warnings}${warningsBeforePenalty === undefined ? '' : ` of ${warningsBeforePenalty}`}`;
