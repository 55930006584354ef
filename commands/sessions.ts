import { note } from '../src/command/answer.ts';
import { type Command, command } from '../src/command/command.ts';

export const sessions: readonly Command[] = [
  command({
    name: 'next_session',
    aliases: ['ksns'],
    about: 'End the session and begin the next one',
    role: 'admin',
    is: 'act',
    effect: ['changes the session'],
    params: {},
    confirm: (_, { server }) => {
      const loss = server.control.lossOfNextSession();
      return loss && `End the session of ${server.id}? ${loss}`;
    },
    run: async (_, { server, attempt }) => note(await server.control.nextSession(attempt)),
  }),
  command({
    name: 'restart_session',
    aliases: ['ksrs'],
    about: 'Begin the session anew; what was driven in it is lost',
    role: 'admin',
    is: 'act',
    effect: ['changes the session'],
    params: {},
    confirm: (_, { server }) => `Restart the session of ${server.id}? ${server.control.lossOfRestart()}`,
    run: async (_, { server, attempt }) => note(await server.control.restartSession(attempt)),
  }),
  command({
    name: 'next_weather',
    about: 'Change to the next configured weather, where the game server can',
    role: 'admin',
    is: 'act',
    effect: ['changes the weather'],
    params: {},
    run: async (_, { server, attempt }) => note(await server.control.nextWeather(attempt)),
  }),
];
