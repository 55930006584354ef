/** What drivers carry for penalties, on top of the entry list. */
import type { Load } from '../../acserver/limits.ts';
import type { Penalty } from '../../events/penalty.ts';
import type { Ledger } from './ledger.ts';
import { activeKg, activeRestrictor } from './penalty.ts';

export interface PenaltyLoads {
  of(guid: string): Load;
  /** For all drivers, as of now. */
  all(): (guid: string) => Load;
}

const TYPES = ['ballast', 'restrictor'] as const;

export const penaltyLoads = (ledger: Pick<Ledger, 'active'>): PenaltyLoads => ({
  of: (guid) => loadOf(ledger.active(guid, ...TYPES)),
  all() {
    const active = ledger.active(undefined, ...TYPES);
    return (guid) => loadOf(active.filter(({ driver }) => driver.guid === guid));
  },
});

const loadOf = (penalties: readonly Penalty[]): Load => ({
  ballastKg: activeKg(penalties),
  restrictorPercent: activeRestrictor(penalties),
});
