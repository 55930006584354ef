import type { DeskActions } from '../../src/features/desk/actions.ts';
import { withoutAttempt } from './attempt.ts';
import { incident } from './incidents.ts';

/** One incident on the desk; records what is asked. */
export function fakeDesk(): DeskActions & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  return {
    asked,
    async list(...order) {
      asked.push(['list', ...order]);
      return { incidents: [incident()], more: 0 };
    },
    leftOn: () => [incident()],
    async settle(...order) {
      asked.push(['settle', ...withoutAttempt(order)]);
      return ['No further action: INC-3.'];
    },
    next(...order) {
      asked.push(['next', ...order]);
      return incident();
    },
  };
}
