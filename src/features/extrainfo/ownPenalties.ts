/** Tells the manager's messages from an echo of Pitwall's own decisions. */

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
  /** The load that Pitwall ordered if it differs from the entry list; undefined if it ordered nothing. */
  readonly orderedFor: (seat: { readonly carId: number; readonly guid: string }) => Load | undefined;
}

export function ownPenalties({
  clock,
  state,
  ledger: { ledger, settings },
  orderedFor,
}: OwnPenaltiesParts): OwnPenalties {
  const { rules } = settings;
  /** It is unknown whether the manager reports a load ordered over UDP as if it were a penalty. */
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
