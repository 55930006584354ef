import type { CarryOver } from '../../src/events/carryOver.ts';
import type { CarryOverActions } from '../../src/features/carryover/carryOver.ts';
import { withoutAttempt } from './attempt.ts';
import { penalty } from './penalties.ts';

export const carryOver = (facts: Partial<CarryOver> = {}): CarryOver => ({
  server: 'gt3',
  session: 4,
  before: 3,
  name: 'Race',
  entries: [{ penalty: penalty() }],
  ...facts,
});

export function fakeCarryOver(): CarryOverActions & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  return {
    asked,
    question: (drop) => ` Carries over: P-17${drop === undefined ? '' : ` without ${drop}`}.`,
    restart(order, restart) {
      asked.push(['restart', order]);
      return restart();
    },
    keep(...words) {
      asked.push(['keep', ...withoutAttempt(words)]);
      return carryOver();
    },
    drop(...words) {
      asked.push(['drop', ...withoutAttempt(words)]);
      return carryOver();
    },
  };
}
