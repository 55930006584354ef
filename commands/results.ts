import { type Command, command } from '../src/command/command.ts';
import { sessionNumber } from '../src/command/numbers.ts';
import { optional } from '../src/command/param.ts';

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
];
