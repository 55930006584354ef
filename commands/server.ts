import { atLeast } from '../src/command/caller.ts';
import { type Command, command } from '../src/command/command.ts';

export const server: readonly Command[] = [
  command({
    name: 'server start',
    about: 'Start the game server',
    role: 'admin',
    params: {},
    run: async (_, { server, progress }) => ({ kind: 'process', ...(await server.start(progress)) }),
  }),
  command({
    name: 'server stop',
    about: 'Stop the game server',
    role: 'admin',
    params: {},
    confirm: (_, { server }) => `Stop ${server.id}? ${server.lossOfStopping()}`,
    run: async (_, { server, progress }) => ({ kind: 'process', ...(await server.stop(progress)) }),
  }),
  command({
    name: 'server restart',
    about: 'Stop the game server and start it again',
    role: 'admin',
    params: {},
    confirm: (_, { server }) => `Restart ${server.id}? ${server.lossOfStopping()}`,
    run: async (_, { server, progress }) => ({ kind: 'process', ...(await server.restart(progress)) }),
  }),
  command({
    name: 'server info',
    about: 'What runs on the game server',
    role: 'driver',
    params: {},
    run: (_, { server }) => ({ kind: 'info', info: server.info() }),
  }),
  command({
    name: 'server drivers',
    about: 'Who is on the game server',
    role: 'driver',
    params: {},
    run: (_, { server, caller }) => ({
      kind: 'drivers',
      drivers: server.drivers(),
      show: { guids: atLeast(caller.role, 'steward'), addresses: atLeast(caller.role, 'admin') },
    }),
  }),
  command({
    name: 'server sessions',
    about: 'The configured sessions, and which one is running',
    role: 'driver',
    params: {},
    run: (_, { server }) => ({ kind: 'sessions', sessions: server.sessions() }),
  }),
];
