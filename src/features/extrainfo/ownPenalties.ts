/** By which the manager's words are told from an echo of what Pitwall itself has decided. */

import type { PenaltyApplied } from '../../acserver/extrainfo/lines.ts';
import type { Load } from '../../acserver/limits.ts';
import type { Clock } from '../../kit/clock.ts';
import type { RaceState } from '../../race/state.ts';
import { AUTOMATICALLY, isOwnJudgement, isWatched } from '../penalties/managers.ts';
import type { PenaltyLedger } from '../penalties/open.ts';
import type { OwnPenalties } from './hearing.ts';

export interface OwnPenaltiesParts {
  readonly clock: Pick<Clock, 'now'>;
  readonly state: () => RaceState;
  readonly ledger: Pick<PenaltyLedger, 'ledger' | 'settings'>;
  /** What Pitwall has a car carry beyond what the entry list says; undefined where it has ordered nothing. */
  readonly orderedFor: (seat: { readonly carId: number; readonly guid: string }) => Load | undefined;
}

export function ownPenalties({
  clock,
  state,
  ledger: { ledger, settings },
  orderedFor,
}: OwnPenaltiesParts): OwnPenalties {
  const { rules } = settings;
  /** Nobody has seen whether the manager tells of a load that came by the plugin interface as if it were a penalty. */
  function isOwnLoad({ penalty, guid, extra, triggeredBy }: PenaltyApplied): boolean {
    if (triggeredBy === AUTOMATICALLY) return false;
    const seat = [...state().drivers.values()].find((driver) => driver.guid === guid);
    const ordered = seat && orderedFor(seat);
    if (!ordered) return false;
    return penalty === 'Ballast'
      ? ordered.ballastKg === extra
      : penalty === 'Restrictor' && ordered.restrictorPercent === extra;
  }
  return {
    isWatched: (code) => isWatched(code, rules),
    isEcho: (info) => isOwnLoad(info) || isOwnJudgement(info, { ledger, rules, now: clock.now() }),
  };
}
