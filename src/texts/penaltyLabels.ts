import type { Driver } from '../events/events.ts';
import type { Penalty, WarningCount } from '../features/penalties/actions.ts';
import { toldApart } from '../kit/namesakes.ts';

/** "P-17 Mark Hannon: drive-through": one of several to choose from. `among`: whom the others are about. */
export const penaltyLabel = ({ number, driver, type }: Penalty, among: readonly Driver[]): string =>
  `P-${number} ${toldApart(driver, among)}: ${type}`;

/** "cut: warning 2 of 4", for every front end. */
export const warningsInWords = ({ infraction, warnings, warningsBeforePenalty }: WarningCount): string =>
  `${infraction}: warning ${warnings}${warningsBeforePenalty === undefined ? '' : ` of ${warningsBeforePenalty}`}`;
