import type { Classification, ResultsActions } from '../../src/features/results/actions.ts';
import { withoutAttempt } from './attempt.ts';

export const classification = (facts: Partial<Classification> = {}): Classification => ({
  run: 1,
  session: 3,
  id: 3,
  name: 'Race',
  kind: 'race',
  source: 'results file',
  rows: [
    {
      guid: '76561198000000002',
      name: 'Bob Brake',
      carId: 1,
      position: 1,
      before: 2,
      laps: 12,
      timeMs: 1_231_123,
      penaltyMs: 0,
      penaltyLaps: 0,
      disqualified: false,
    },
    {
      guid: '76561198000000001',
      name: 'Ada Quick',
      carId: 0,
      position: 2,
      before: 1,
      laps: 12,
      timeMs: 1_235_000,
      penaltyMs: 5000,
      penaltyLaps: 0,
      disqualified: false,
    },
  ],
  amendments: [
    {
      penalty: 'P-3',
      guid: '76561198000000001',
      name: 'Ada Quick',
      type: 'time',
      seconds: 5,
      reason: 'contact',
      from: 1,
      to: 2,
    },
  ],
  ...facts,
});

export function fakeResults(facts: Partial<Classification> = {}): ResultsActions & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  return {
    asked,
    async show(...words) {
      asked.push(['show', ...withoutAttempt(words)]);
      return classification(facts);
    },
    async finalise(...words) {
      asked.push(['finalise', ...withoutAttempt(words)]);
      return classification({ ...facts, final: { by: words[0], at: 0 } });
    },
    async reopen(...words) {
      asked.push(['reopen', ...withoutAttempt(words)]);
      return classification({ ...facts, version: 2 });
    },
    async export(...words) {
      asked.push(['export', ...withoutAttempt(words)]);
      const files = ['amended.json', 'simresults.json', 'csv'].map((ending) => ({
        name: `S-3_RACE.${ending}`,
        content: ending,
      }));
      return { of: 'Race (S-3)', files, folder: 'results/amended' };
    },
    openIssues: () => 'Make the result of Race final?',
  };
}
