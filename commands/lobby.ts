import { type Command, command } from '../src/command/command.ts';

export const lobby: readonly Command[] = [
  command({
    name: 'lobby info',
    about: 'Show whether the game server is listed in the public lobby',
    role: 'driver',
    is: 'question',
    private: true,
    params: {},
    run: (_, { server }) => ({ kind: 'lobby', info: server.lobby.info() }),
  }),
  command({
    name: 'lobby restart',
    about: 'Register with the public lobby again',
    role: 'admin',
    is: 'act',
    effect: ['registers in the lobby'],
    params: {},
    async run(_, { server, attempt }) {
      const { reply, ...info } = await server.lobby.restart(attempt);
      return { kind: 'lobby', info, reply };
    },
  }),
];
