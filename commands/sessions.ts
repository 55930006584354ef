import { note } from '../src/command/answer.ts';
import { called } from '../src/command/called.ts';
import { type Command, command } from '../src/command/command.ts';
import { optional, sentence } from '../src/command/param.ts';
import { officialBy } from './ordered.ts';

export const sessions: readonly Command[] = [
  command({
    name: 'next_session',
    aliases: ['ksns'],
    about: 'End the session and begin the next one',
    role: 'admin',
    is: 'act',
    effect: ['changes the session'],
    params: {},
    confirm: (_, { server, app }) => {
      const loss = server.control.lossOfNextSession();
      return loss && `End the session of ${called({ server, app })}? ${loss}`;
    },
    run: async (_, { server, attempt }) => note(await server.control.nextSession(attempt)),
  }),
  command({
    name: 'restart_session',
    aliases: ['ksrs'],
    about: 'Begin the session anew; what was driven in it is lost',
    role: 'admin',
    is: 'act',
    effect: ['changes the session', 'decides about a driver'],
    params: {
      drop: optional(sentence('Penalties that do not carry over, such as P-3 P-5, or all; none when left out')),
    },
    confirm: ({ drop }, { server, app }) =>
      `Restart the session of ${called({ server, app })}? ${server.control.lossOfRestart()}${server.carryOver.question(drop)}`,
    run: async ({ drop }, { server, caller, attempt }) => {
      const isAsked = drop !== undefined || caller.via === 'slash' || caller.via === 'component';
      const order = { by: officialBy(caller), drop, isAsked };
      return note(await server.carryOver.restart(order, () => server.control.restartSession(attempt), attempt));
    },
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
