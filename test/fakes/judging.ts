import type { Proposal } from '../../src/events/proposal.ts';
import type { JudgingActions } from '../../src/features/judging/confirming.ts';
import { withoutAttempt } from './attempt.ts';

export const proposal = (facts: Partial<Proposal> = {}): Proposal => ({
  number: 17,
  numbers: [17],
  server: 'gt3',
  run: 1,
  session: 2,
  incident: 3,
  drivers: [{ carId: 3, guid: '76561197900000001', name: 'Elena' }],
  deed: 'decide',
  says: 'time',
  amount: 5,
  by: 'Ada',
  byId: 'discord:1',
  at: Date.UTC(2026, 0, 1, 12, 1),
  state: 'proposed',
  ...facts,
});

/** One proposal that everything is about; records what is asked. */
export function fakeJudging(facts: Partial<Proposal> = {}): JudgingActions & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  const settled = { by: 'Bob', byId: 'discord:2', at: Date.UTC(2026, 0, 1, 12, 2) };
  return {
    asked,
    awaiting: () => [proposal(facts)],
    async confirm(...order) {
      asked.push(['confirm', ...withoutAttempt(order)]);
      return { proposal: proposal({ ...facts, state: 'confirmed', settled }) };
    },
    reject(...order) {
      asked.push(['reject', ...withoutAttempt(order)]);
      return { proposal: proposal({ ...facts, state: 'rejected', settled }) };
    },
  };
}
