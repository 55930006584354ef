import { type Command, command } from '../src/command/command.ts';

export const tracker: readonly Command[] = [
  command({
    name: 'tracker start',
    about: 'Start stracker, which keeps lap times and statistics',
    role: 'admin',
    is: 'act',
    effect: ['starts or stops the tracker'],
    params: {},
    run: async (_, { server, progress, attempt }) => ({
      kind: 'tracker',
      ...(await server.tracker.start(progress, attempt)),
    }),
  }),
  command({
    name: 'tracker stop',
    about: 'Stop stracker',
    role: 'admin',
    is: 'act',
    effect: ['starts or stops the tracker'],
    params: {},
    confirm: (_, { server }) => question(`Stop stracker of ${server.id}?`, server.tracker.lossOfStopping()),
    run: async (_, { server, progress, attempt }) => ({
      kind: 'tracker',
      ...(await server.tracker.stop(progress, attempt)),
    }),
  }),
  command({
    name: 'tracker restart',
    about: 'Stop stracker and start it again, with the configuration as it is now',
    role: 'admin',
    is: 'act',
    effect: ['starts or stops the tracker'],
    params: {},
    confirm: (_, { server }) => question(`Restart stracker of ${server.id}?`, server.tracker.lossOfStopping()),
    run: async (_, { server, progress, attempt }) => ({
      kind: 'tracker',
      ...(await server.tracker.restart(progress, attempt)),
    }),
  }),
  command({
    name: 'tracker status',
    about: 'Whether stracker is running, and what it complains about',
    role: 'admin',
    is: 'question',
    params: {},
    run: (_, { server }) => ({ kind: 'tracker', change: 'none', info: server.tracker.info() }),
  }),
];

const question = (asked: string, loss: string | undefined): string | undefined => loss && `${asked} ${loss}`;
