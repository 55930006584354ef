/** The second steward, if two are needed. */
import type { Answer } from '../src/command/answer.ts';
import { type Command, command } from '../src/command/command.ts';
import { decision } from '../src/command/decisions.ts';
import { optional, sentence } from '../src/command/param.ts';
import type { Settled } from '../src/features/judging/confirming.ts';
import { officialBy } from './ordered.ts';
import { rejectForm } from './rejectForm.ts';

const number = decision('The decision, such as P-17 or D-18', ({ proposals }) => proposals);

export const judging: readonly Command[] = [
  command({
    name: 'incident awaiting',
    about: 'List decisions waiting for a second steward',
    role: 'steward',
    is: 'question',
    private: true,
    params: {},
    run(_, { server }) {
      const lines = server.view().nameable.proposals.map(({ label }) => label);
      return { kind: 'lines', lines: lines.length === 0 ? ['Nothing is waiting for a second steward.'] : lines };
    },
  }),
  command({
    name: 'incident confirm',
    about: "Confirm another steward's decision, where two are needed",
    role: 'steward',
    is: 'act',
    effect: ['decides about a driver', 'changes a car'],
    private: true,
    params: { number, reason: optional(sentence('Reason (needed if you are an admin and made it yourself)')) },
    run: async ({ number, reason }, { server, caller, attempt }) =>
      told(await server.judging.confirm(number, officialBy(caller, cut(reason)), attempt)),
  }),
  command({
    name: 'incident reject',
    about: "Reject another steward's decision, or take back your own (withdrawn if it is in force)",
    role: 'steward',
    is: 'act',
    effect: ['decides about a driver', 'changes a car'],
    private: true,
    params: { number, reason: optional(sentence('Reason (optional for your own)')) },
    input: (given, context) => rejectForm(given, context),
    run: ({ number, reason }, { server, caller, attempt }) =>
      told(server.judging.reject(number, officialBy(caller, cut(reason)), attempt)),
  }),
];

const told = (settled: Settled): Answer => ({ kind: 'settled', ...settled });

const REASON_LENGTH = 300;
const cut = (words: string | undefined): string | undefined => words?.slice(0, REASON_LENGTH);
