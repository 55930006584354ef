import type { Penalty, PenaltyActions, PenaltyAnswer } from '../../src/features/penalties/actions.ts';
import { withoutAttempt } from './attempt.ts';

export const penalty = (facts: Partial<Penalty> = {}): Penalty => ({
  number: 17,
  server: 'main',
  run: 1,
  session: 1,
  driver: { carId: 4, guid: '76561198000000001', name: 'Ada Quick' },
  type: 'drive-through',
  amount: 0,
  laps: 2,
  lapsLeft: 2,
  cause: 'given by an admin',
  reason: 'contact in turn 1',
  source: 'steward',
  by: 'The steward',
  at: Date.UTC(2026, 0, 1, 12),
  state: 'serving',
  counted: {},
  ...facts,
});

/** One penalty that everything is about; records what is asked. */
export function fakePenalties(facts: Partial<Penalty> = {}): PenaltyActions & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  const about = (more: Partial<Penalty> = {}): PenaltyAnswer => ({
    penalty: penalty({ ...facts, ...more }),
    seen: facts.number ?? 17,
    history: [{ at: 0, state: 'serving', lapsLeft: 2, by: 'The steward', reason: 'contact in turn 1' }],
  });
  return {
    asked,
    async give(...order) {
      asked.push(['give', ...withoutAttempt(order)]);
      return about();
    },
    async giveEach(drivers, order, by) {
      asked.push(['giveEach', drivers, order, by]);
      return { numbers: drivers.map((_, index) => 17 + index), notes: [] };
    },
    questionBefore: (_, { type }) => (type === 'disqualification' ? 'Disqualify Ada Quick from Race?' : undefined),
    check() {},
    async confirmed(proposal) {
      asked.push(['confirmed', proposal]);
      return undefined;
    },
    clear(...order) {
      asked.push(['clear', ...withoutAttempt(order)]);
      return about({ state: 'withdrawn' });
    },
    served(...order) {
      asked.push(['served', ...withoutAttempt(order)]);
      return about({ state: 'served' });
    },
    notServed(...order) {
      asked.push(['notServed', ...withoutAttempt(order)]);
      return about({ state: 'converted', convertedInto: 18 });
    },
    disqualified(number, _by) {
      asked.push(['disqualified', number]);
      return penalty({ type: 'disqualification', state: 'issued', ...facts });
    },
    list(...order) {
      asked.push(['list', ...withoutAttempt(order)]);
      return [penalty(facts)];
    },
    page(wanted) {
      asked.push(['page', wanted]);
      return { penalties: [penalty(facts)].filter(({ number }) => number < (wanted.before ?? Infinity)), more: 0 };
    },
    fileOf(guid) {
      asked.push(['fileOf', guid]);
      return { guid, penalties: [penalty(facts)], more: 0, warnings: [] };
    },
  };
}
