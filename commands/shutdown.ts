import { type Command, command } from '../src/command/command.ts';

export const shutdown: readonly Command[] = [
  command({
    name: 'shutdown now',
    about: 'Shut down Pitwall (the game server keeps running)',
    role: 'admin',
    is: 'act',
    effect: ['ends Pitwall'],
    installation: true,
    params: {},
    confirm: () =>
      'Shut down Pitwall? The game server keeps running, but nobody watches it until Pitwall is started again on its machine.',
    run(_, { app }) {
      app.shutdown();
      return { kind: 'note', text: 'Pitwall is shutting down. The game server keeps running.' };
    },
  }),
];
