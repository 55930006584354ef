import { type Command, command } from '../src/command/command.ts';

export const tracker: readonly Command[] = [
  command({
    name: 'tracker start',
    about: 'Start stracker (lap times and statistics)',
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
    confirm: (_, { server }) => question(`Stop stracker on ${server.id}?`, server.tracker.lossOfStopping()),
    run: async (_, { server, progress, attempt }) => ({
      kind: 'tracker',
      ...(await server.tracker.stop(progress, attempt)),
    }),
  }),
  command({
    name: 'tracker restart',
    about: 'Restart stracker with the current configuration',
    role: 'admin',
    is: 'act',
    effect: ['starts or stops the tracker'],
    params: {},
    confirm: (_, { server }) => question(`Restart stracker on ${server.id}?`, server.tracker.lossOfStopping()),
    run: async (_, { server, progress, attempt }) => ({
      kind: 'tracker',
      ...(await server.tracker.restart(progress, attempt)),
    }),
  }),
  command({
    name: 'tracker status',
    about: 'Show whether stracker is running, and its last errors',
    role: 'admin',
    is: 'question',
    params: {},
    run: (_, { server }) => ({ kind: 'tracker', change: 'none', info: server.tracker.info() }),
  }),
];

const question = (asked: string, loss: string | undefined): string | undefined => loss && `${asked} ${loss}`;
