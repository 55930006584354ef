import { type Command, command } from '../src/command/command.ts';
import { password } from '../src/command/param.ts';

/** What can be said only in the car. */
export const game: readonly Command[] = [
  command({
    name: 'admin',
    about: 'Show that you are an admin, until you leave the server',
    role: 'driver',
    via: ['chat'],
    params: { password: password('The admin password of the server') },
    run: ({ password }, { server, caller }) => ({
      kind: 'note',
      text:
        server.rights.login(caller.guid ?? '', 'admin', password) === 'granted'
          ? 'You are an admin now. Commands begin with "!"; !help lists them.'
          : 'That is not the admin password.',
    }),
  }),
  command({
    name: 'spectator',
    about: 'Show that you may use the spectating commands, until you leave the server',
    role: 'driver',
    via: ['chat'],
    params: { password: password('The spectator password of the server') },
    run: ({ password }, { server, caller }) => ({
      kind: 'note',
      text:
        server.rights.login(caller.guid ?? '', 'spectator', password) === 'granted'
          ? 'You are a spectator now; !spectate says what this server can show.'
          : 'That is not the spectator password.',
    }),
  }),
  command({
    name: 'server-extra-info-opt-in',
    about: 'Have contacts, infractions and penalties told to a program in your car, until you leave the server',
    role: 'driver',
    via: ['chat'],
    params: {},
    run: (_, { server, caller }) => {
      server.extraInfo.optIn(caller);
      return { kind: 'note', text: 'Your car gets extra information until you leave.' };
    },
  }),
  command({
    name: 'server-extra-info-opt-out',
    about: 'Have nothing more told to a program in your car',
    role: 'driver',
    via: ['chat'],
    params: {},
    run: (_, { server, caller }) => {
      server.extraInfo.optOut(caller);
      return { kind: 'note', text: 'Your car gets no more extra information.' };
    },
  }),
];
