import { type Command, command } from '../src/command/command.ts';
import { password } from '../src/command/param.ts';

/** Commands that only work in the car. */
export const game: readonly Command[] = [
  command({
    name: 'admin',
    about: 'Log in as admin until you leave the server',
    role: 'driver',
    is: 'act',
    effect: ['proves a right'],
    via: ['chat'],
    params: { password: password('Admin password of the server') },
    run: ({ password }, { server, caller }) => {
      server.rights.login(caller, 'admin', password);
      return { kind: 'text', text: { key: 'adminGranted' } };
    },
  }),
  command({
    name: 'spectator',
    about: 'Log in as spectator until you leave the server',
    role: 'driver',
    is: 'act',
    effect: ['proves a right'],
    via: ['chat'],
    params: { password: password('Spectator password of the server') },
    run: ({ password }, { server, caller }) => {
      server.rights.login(caller, 'spectator', password);
      return { kind: 'text', text: { key: 'spectatorGranted' } };
    },
  }),
  command({
    name: 'server-extra-info-opt-in',
    about: 'Send contacts, infractions and penalties to an app in your car, until you leave',
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
    about: 'Stop sending extra information to an app in your car',
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
