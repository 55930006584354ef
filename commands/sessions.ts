import { note } from '../src/command/answer.ts';
import { called } from '../src/command/called.ts';
import { type Command, command } from '../src/command/command.ts';
import { optional, sentence } from '../src/command/param.ts';
import { officialBy } from './ordered.ts';
import { sessionAtStake } from './sessionAtStake.ts';

export const sessions: readonly Command[] = [
  command({
    name: 'next_session',
    aliases: ['ksns'],
    about: 'Go to the next session',
    role: 'admin',
    is: 'act',
    effect: ['changes the session'],
    params: {},
    confirm: (_, { server, app }) => {
      const loss = server.control.lossOfNextSession();
      return loss && `End the current session on ${called({ server, app })}? ${loss}`;
    },
    stakes: (_, { server }) => sessionAtStake(server),
    run: async (_, { server, attempt }) => note(await server.control.nextSession(attempt)),
  }),
  command({
    name: 'restart_session',
    aliases: ['ksrs'],
    about: 'Restart the session (laps are lost)',
    role: 'admin',
    is: 'act',
    effect: ['changes the session', 'decides about a driver'],
    params: {
      drop: optional(sentence('Penalties to drop, such as P-3 P-5, or all (none if left out)')),
      reason: optional(sentence('Why these are dropped')),
    },
    confirm: ({ drop }, { server, app }) =>
      `Restart the current session on ${called({ server, app })}? ${server.control.lossOfRestart()}${server.carryOver.question(drop)}`,
    stakes: ({ drop }, { server }) => `${sessionAtStake(server)}${server.carryOver.question(drop)}`,
    run: async ({ drop, reason }, { server, caller, attempt }) => {
      const isAsked = drop !== undefined || caller.via === 'slash' || caller.via === 'component';
      const order = { by: officialBy(caller, reason), drop, isAsked };
      return note(await server.carryOver.restart(order, () => server.control.restartSession(attempt), attempt));
    },
  }),
  command({
    name: 'next_weather',
    about: 'Switch to the next configured weather (if the game server supports it)',
    role: 'admin',
    is: 'act',
    effect: ['changes the weather'],
    params: {},
    run: async (_, { server, attempt }) => note(await server.control.nextWeather(attempt)),
  }),
];
