/** Replacing a decision answers the appeals against it, whichever command replaced it. */
import type { EventBody, RaceEvent } from '../../events/events.ts';
import type { Bus } from '../../race/bus.ts';
import type { Ledger } from '../penalties/ledger.ts';
import type { Appeals } from './actions.ts';
import { inAppeal } from './admission.ts';
import type { AppealTable } from './table.ts';

interface WatchParts {
  readonly bus: Pick<Bus, 'durable'>;
  readonly table: Pick<AppealTable, 'against'>;
  readonly ledger: Pick<Ledger, 'decisions'>;
  readonly appeals: Pick<Appeals, 'close' | 'refuseAnswer'>;
}

export function watchReplacements({ bus, table, ledger, appeals }: WatchParts): void {
  bus.durable((event): readonly EventBody[] => {
    const number = replacedBy(event, ledger);
    if (number === undefined) return [];
    const open = table.against(number).filter(({ answer }) => answer === undefined);
    if (open.length === 0) return [];
    const decision = ledger.decisions.get(number);
    const instead = ledger.decisions.replacing(decision);
    if (!instead) return [];
    // An empty byId means one of our rules did it: no steward answered, so there is nobody to refuse.
    if (instead.byId !== '') appeals.refuseAnswer(decision, instead);
    const { by, byId, reason } = instead;
    return appeals.close(open, { says: 'changed', by, byId, reason, instead: inAppeal(instead) });
  });
}

/** The number of the decision that this event replaces or withdraws. */
function replacedBy(event: RaceEvent, ledger: Pick<Ledger, 'decisions'>): number | undefined {
  switch (event.type) {
    case 'penaltyGiven':
      return ledger.decisions.get(event.penalty.number).replaces;
    case 'incidentDecided':
      return event.decision.replaces;
    case 'penaltyChanged':
      return event.penalty.state === 'withdrawn' ? event.penalty.number : undefined;
    default:
      return undefined;
  }
}
