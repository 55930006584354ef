/** Reminds a driver each lap of an overdue penalty. The laps before that are announced as they are counted. */
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

/** @returns a function that stops the reminders */
export function remindOfOverdue({ bus, ledger, tell }: ReminderOptions): () => void {
  return bus.live((event) => {
    if (event.type !== 'lapCompleted' || event.late) return;
    for (const { number, type } of ledger.active(event.driver.guid).filter((each) => isOverdue(each, event))) {
      tell(event.driver, { key: 'penaltyDue', params: { number, type, lapsLeft: 0 } });
    }
  });
}

/** The lap that made it overdue was counted, and announced by that. */
const isOverdue = (penalty: Penalty, lap: EventOf<'lapCompleted'>): boolean =>
  isDriven(penalty) && penalty.state === 'serving' && penalty.lapsLeft === 0 && !hasCounted(penalty, lap);
