/** Repeats to a driver, lap by lap, what was to be driven and is overdue: each lap before that is told as it is counted. */
import type { Driver, EventOf } from '../../events/events.ts';
import { isDriven, type Penalty } from '../../events/penalty.ts';
import type { Bus } from '../../race/bus.ts';
import type { Text } from '../../texts/catalogue.ts';
import type { Ledger } from './ledger.ts';
import { hasCounted } from './penalty.ts';

export interface ReminderOptions {
  readonly bus: Pick<Bus, 'live'>;
  readonly ledger: Pick<Ledger, 'active'>;
  readonly tell: (driver: Driver, text: Text) => void;
}

/** The returned function stops that. */
export function remindOfOverdue({ bus, ledger, tell }: ReminderOptions): () => void {
  return bus.live((event) => {
    if (event.type !== 'lapCompleted' || event.late) return;
    for (const { number, type } of ledger.active(event.driver.guid).filter((each) => isOverdue(each, event))) {
      tell(event.driver, { key: 'penaltyDue', params: { number, type, lapsLeft: 0 } });
    }
  });
}

/** The lap that made it so was counted, and told by that. */
const isOverdue = (penalty: Penalty, lap: EventOf<'lapCompleted'>): boolean =>
  isDriven(penalty) && penalty.state === 'serving' && penalty.lapsLeft === 0 && !hasCounted(penalty, lap);
