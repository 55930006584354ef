import { called } from '../src/command/called.ts';
import { atLeast } from '../src/command/caller.ts';
import { type Command, command } from '../src/command/command.ts';
import { choice, integer, optional } from '../src/command/param.ts';
import { session } from '../src/command/session.ts';
import type { SessionEdit } from '../src/features/sessions/configuration.ts';
import { UserError } from '../src/kit/errors.ts';
import { raceAtStake } from './sessionAtStake.ts';

const SETTINGS = ['enable', 'disable', 'laps', 'time'] as const;

/** The protocol carries laps and minutes in 16 bits. */
const COUNT = { min: 1, max: 65_535 } as const;

/** `server drivers` and `client_list` are the same command: the websocket server's name and the game's own. */
export const whoIsThere = (name: string): Command<Record<never, never>> =>
  command({
    name,
    about: 'Show who is on the game server',
    role: 'driver',
    is: 'question',
    private: true,
    params: {},
    run(_, { server, caller }) {
      const { heard, state } = server.info();
      const drivers = server.drivers();
      return {
        kind: 'drivers',
        drivers,
        show: { guids: atLeast(caller.role, 'steward'), addresses: atLeast(caller.role, 'admin') },
        isUnknown: drivers.length === 0 && !heard && state !== 'stopped' ? true : undefined,
      };
    },
  });

export const server: readonly Command[] = [
  command({
    name: 'server start',
    about: 'Start the game server',
    role: 'admin',
    is: 'act',
    effect: ['starts or stops the server'],
    params: {},
    run: async (_, { server, progress, attempt }) => ({ kind: 'process', ...(await server.start(progress, attempt)) }),
  }),
  command({
    name: 'server stop',
    about: 'Stop the game server',
    role: 'admin',
    is: 'act',
    effect: ['starts or stops the server', 'sends away', 'changes the session'],
    params: {},
    confirm: (_, { server, app }) => `Stop ${called({ server, app })}? ${server.lossOfStopping('stop')}`,
    stakes: (_, { server }) => raceAtStake(server),
    run: async (_, { server, progress, attempt }) => ({ kind: 'process', ...(await server.stop(progress, attempt)) }),
  }),
  command({
    name: 'server restart',
    about: 'Restart the game server',
    role: 'admin',
    is: 'act',
    effect: ['starts or stops the server', 'sends away', 'changes the session'],
    params: {},
    confirm: (_, { server, app }) => `Restart ${called({ server, app })}? ${server.lossOfStopping('restart')}`,
    stakes: (_, { server }) => raceAtStake(server),
    run: async (_, { server, progress, attempt }) => ({
      kind: 'process',
      ...(await server.restart(progress, attempt)),
    }),
  }),
  command({
    name: 'server info',
    about: 'Show the state of the game server',
    role: 'driver',
    is: 'question',
    private: true,
    params: {},
    run: (_, { app, server, caller }) => ({
      kind: 'info',
      info: server.info(),
      // No shape of the websocket has a field for them.
      warnings: atLeast(caller.role, 'admin') && caller.via !== 'socket' ? app.privacyWarnings(server.id) : undefined,
    }),
  }),
  whoIsThere('server drivers'),
  command({
    name: 'server order',
    about: 'Show the running order: gaps, intervals, last and best laps, cars, conditions',
    role: 'driver',
    is: 'question',
    private: true,
    params: {},
    run: (_, { server }) => ({ kind: 'order', board: server.board.order() }),
  }),
  command({
    name: 'server entries',
    about: 'Show the slots of entry_list.ini',
    role: 'driver',
    is: 'question',
    private: true,
    params: {},
    run: (_, { server, caller }) => ({
      kind: 'entries',
      entries: server.grid.entries(),
      show: { guids: atLeast(caller.role, 'steward'), addresses: atLeast(caller.role, 'admin') },
    }),
  }),
  command({
    name: 'server sessions',
    about: 'Show the configured sessions and which one is live',
    role: 'driver',
    is: 'question',
    private: true,
    params: {},
    run: (_, { server }) => ({ kind: 'sessions', sessions: server.sessions() }),
  }),
  command({
    name: 'server set',
    about: 'Turn a session on or off, or set its laps or minutes',
    role: 'admin',
    is: 'act',
    effect: ['changes the configuration'],
    params: {
      session: session('The session, such as Race'),
      setting: choice('What to change', SETTINGS),
      value: optional(integer('Number of laps or minutes', COUNT)),
    },
    run: async ({ session, setting, value }, { server, attempt }) => ({
      kind: 'configuration',
      ...(await server.configuration.setSession(session, editOf(setting, value), attempt)),
    }),
  }),
  command({
    name: 'server time',
    about: 'Set the length of a session in minutes',
    role: 'admin',
    is: 'act',
    effect: ['changes the configuration'],
    params: {
      minutes: integer('Number of minutes', COUNT),
      session: optional(session('The session (if left out: the live one, else the first timed one)')),
    },
    run: async ({ minutes, session }, { server, attempt }) => ({
      kind: 'configuration',
      ...(await server.configuration.setTime(minutes, session, attempt)),
    }),
  }),
];

function editOf(setting: (typeof SETTINGS)[number], value: number | undefined): SessionEdit {
  if (setting === 'enable' || setting === 'disable') {
    if (value === undefined) return { kind: setting };
    throw new UserError(`"${setting}" takes no number.`);
  }
  if (value === undefined) throw new UserError(`"${setting}" needs a number, such as "${setting} 12".`);
  return setting === 'laps' ? { kind: 'laps', laps: value } : { kind: 'minutes', minutes: value };
}
