import { type Command, command } from '../src/command/command.ts';
import { password } from '../src/command/param.ts';

/** What can be said only in the car. */
export const game: readonly Command[] = [
  command({
    name: 'admin',
    about: 'Show that you are an admin, until you leave the server',
    role: 'driver',
    is: 'act',
    effect: ['proves a right'],
    via: ['chat'],
    params: { password: password('The admin password of the server') },
    run: ({ password }, { server, caller }) => {
      const isGranted = server.rights.login(caller.guid ?? '', 'admin', password) === 'granted';
      return {
        kind: 'text',
        text: { key: isGranted ? 'adminGranted' : 'adminRefused' },
        isRefusal: isGranted ? undefined : true,
      };
    },
  }),
  command({
    name: 'spectator',
    about: 'Show that you may use the spectating commands, until you leave the server',
    role: 'driver',
    is: 'act',
    effect: ['proves a right'],
    via: ['chat'],
    params: { password: password('The spectator password of the server') },
    run: ({ password }, { server, caller }) => {
      const isGranted = server.rights.login(caller.guid ?? '', 'spectator', password) === 'granted';
      return {
        kind: 'text',
        text: { key: isGranted ? 'spectatorGranted' : 'spectatorRefused' },
        isRefusal: isGranted ? undefined : true,
      };
    },
  }),
  command({
    name: 'server-extra-info-opt-in',
    about: 'Have contacts, infractions and penalties told to a program in your car, until you leave the server',
    role: 'driver',
    is: 'act',
    effect: ['changes what a car is told'],
    via: ['chat'],
    params: {},
    run: (_, { server, caller, attempt }) => {
      attempt.begin({ via: 'table', what: 'the opt-in' });
      server.extraInfo.optIn(caller);
      return { kind: 'text', text: { key: 'extraInfoOn' } };
    },
  }),
  command({
    name: 'server-extra-info-opt-out',
    about: 'Have nothing more told to a program in your car',
    role: 'driver',
    is: 'act',
    effect: ['changes what a car is told'],
    via: ['chat'],
    params: {},
    run: (_, { server, caller, attempt }) => {
      attempt.begin({ via: 'table', what: 'the opt-out' });
      server.extraInfo.optOut(caller);
      return { kind: 'text', text: { key: 'extraInfoOff' } };
    },
  }),
];
