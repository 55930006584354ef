import type { Appeal } from '../../src/events/appeal.ts';
import type { AppealActions } from '../../src/features/appeals/actions.ts';
import { withoutAttempt } from './attempt.ts';
import { decided, decision } from './incidents.ts';

const elena = { carId: 3, guid: '76561197900000001', name: 'Elena' };

export const appeal = (facts: Partial<Appeal> = {}): Appeal => ({
  server: 'gt3',
  incident: 3,
  decision: { number: 17, penalty: 17, says: 'time', amount: 5, driver: elena },
  driver: elena,
  reason: 'I left him room',
  at: Date.UTC(2026, 0, 1, 12, 5),
  ...facts,
});

/** Accepts every appeal, and answers every one; records what is asked. */
export function fakeAppeals(): AppealActions & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  return {
    asked,
    appeal(...order) {
      asked.push(['appeal', ...withoutAttempt(order)]);
      return appeal();
    },
    async answer(...order) {
      asked.push(['answer', ...withoutAttempt(order)]);
      return decided({ decisions: [decision()] });
    },
    appealable: () => [],
    list: () => [],
    termOf: () => undefined,
  };
}
