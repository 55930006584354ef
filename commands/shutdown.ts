import { type Command, command } from '../src/command/command.ts';

export const shutdown: readonly Command[] = [
  command({
    name: 'shutdown now',
    about: 'End Pitwall; the game server keeps running',
    role: 'admin',
    is: 'act',
    effect: ['ends Pitwall'],
    installation: true,
    params: {},
    confirm: () =>
      'End Pitwall? The game server keeps running, but nobody watches it until Pitwall is started again on its machine.',
    run(_, { app }) {
      app.shutdown();
      return { kind: 'note', text: 'Pitwall ends now. The game server keeps running.' };
    },
  }),
];
