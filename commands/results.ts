import { type Command, command } from '../src/command/command.ts';
import { sessionNumber } from '../src/command/numbers.ts';
import { optional, sentence } from '../src/command/param.ts';
import { orderedBy } from './ordered.ts';

const session = optional(sessionNumber('The session, such as S-12 (latest race if left out)'));

export const results: readonly Command[] = [
  command({
    name: 'results show',
    about: 'Show the classification of a session, with its penalties',
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
    about: 'Finalise the result of a session (decisions no longer change it)',
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
    about: 'Export a result as files for the server manager, Simresults or a spreadsheet',
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
    about: 'Reopen a final result as a new version (decisions change it again)',
    role: 'admin',
    is: 'act',
    effect: ['changes the result'],
    params: {
      session: sessionNumber('The session, such as S-12'),
      reason: sentence('Reason (public)'),
    },
    run: async ({ session, reason }, { server, caller, attempt }) => ({
      kind: 'classification',
      classification: await server.results.reopen(session, { ...orderedBy(caller), reason }, attempt),
    }),
  }),
];
