import { type Command, command } from '../src/command/command.ts';
import { sessionNumber } from '../src/command/numbers.ts';
import { optional, sentence } from '../src/command/param.ts';
import { orderedBy } from './ordered.ts';

const session = optional(sessionNumber('Its number, such as S-12; the newest race when left out'));

export const results: readonly Command[] = [
  command({
    name: 'results show',
    about: 'The result of a session, with every penalty that counts in it',
    role: 'driver',
    is: 'question',
    params: { session },
    run: async ({ session }, { server }) => ({
      kind: 'classification',
      classification: await server.results.show(session),
    }),
  }),
  command({
    name: 'results finalise',
    about: 'Make the result of a session final: no decision changes it any more',
    role: 'steward',
    is: 'act',
    effect: ['changes the result'],
    params: { session },
    confirm: ({ session }, { server }) => server.results.openIssues(session),
    run: async ({ session }, { server, caller, attempt }) => ({
      kind: 'classification',
      classification: await server.results.finalise(caller.name, session, attempt),
    }),
  }),
  command({
    name: 'results export',
    private: true,
    about: 'A result as files for other programs: the manager, Simresults, a spreadsheet',
    role: 'steward',
    is: 'act',
    effect: ['changes the result'],
    params: { session },
    run: async ({ session }, { server, attempt }) => ({
      kind: 'export',
      ...(await server.results.export(session, attempt)),
    }),
  }),
  command({
    name: 'results reopen',
    about: 'Open a final result again, as its next version: decisions change it',
    role: 'admin',
    is: 'act',
    effect: ['changes the result'],
    params: {
      session: sessionNumber('Its number, such as S-12'),
      reason: sentence('Why; everybody reads it'),
    },
    run: async ({ session, reason }, { server, caller, attempt }) => ({
      kind: 'classification',
      classification: await server.results.reopen(session, { ...orderedBy(caller), reason }, attempt),
    }),
  }),
];
