import { type Command, command } from '../src/command/command.ts';

export const lobby: readonly Command[] = [
  command({
    name: 'lobby info',
    about: 'Whether players find the game server in the public lobby',
    role: 'driver',
    params: {},
    run: (_, { server }) => ({ kind: 'lobby', info: server.lobby.info() }),
  }),
  command({
    name: 'lobby restart',
    about: 'Register the running session with the public lobby again',
    role: 'admin',
    params: {},
    async run(_, { server }) {
      const { reply, ...info } = await server.lobby.restart();
      return { kind: 'lobby', info, reply };
    },
  }),
];
