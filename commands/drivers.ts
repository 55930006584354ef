import { bannedGuid } from '../src/command/bannedGuid.ts';
import type { Caller } from '../src/command/caller.ts';
import { type Command, command } from '../src/command/command.ts';
import { driver, driverOrGuid } from '../src/command/driver.ts';
import { duration } from '../src/command/duration.ts';
import { integer, optional, sentence, text } from '../src/command/param.ts';
import type { Ordered } from '../src/features/drivers/actions.ts';
import { whoIsThere } from './server.ts';

export const drivers: readonly Command[] = [
  command({ name: 'client_list', ...whoIsThere }),
  command({
    name: 'pm',
    aliases: ['direct'],
    about: 'Say something to one driver in the game',
    role: 'steward',
    params: { driver: driver('The driver: name, car id or GUID'), message: sentence('What to say') },
    run: async ({ driver, message }, { server, caller }) => note(await server.control.pm(driver, message, by(caller))),
  }),
  command({
    name: 'say',
    about: 'Say something to everyone in the game',
    role: 'steward',
    params: { message: sentence('What to say') },
    run: async ({ message }, { server }) => note(await server.control.say(message)),
  }),
  command({
    name: 'kick',
    about: 'Send a driver away from the game server',
    role: 'steward',
    params: {
      driver: driver('The driver: name, car id or GUID'),
      reason: optional(sentence('Why; the driver is told')),
    },
    run: async ({ driver, reason }, { server, caller }) => note(await server.control.kick(driver, by(caller, reason))),
  }),
  command({
    name: 'force_kick',
    about: 'Send a driver away in the hardest way that the game server knows',
    role: 'steward',
    params: {
      driver: driver('The driver: name, car id or GUID'),
      reason: optional(sentence('Why; the driver is told')),
    },
    run: async ({ driver, reason }, { server, caller }) =>
      note(await server.control.forceKick(driver, by(caller, reason))),
  }),
  command({
    name: 'ban',
    about: 'Send a driver away and keep them out, for some time or for good',
    role: 'admin',
    private: true,
    params: {
      driver: driverOrGuid('The driver: name, car id or GUID; or the GUID of somebody who is not there'),
      duration: duration('For how long, such as 30m, 2h or 7d; for good when left out'),
      reason: optional(sentence('Why; the driver is told')),
    },
    confirm: ({ driver, duration }, { server }) => server.control.costOfBan(driver, lasting(duration)),
    run: async ({ driver, duration, reason }, { server, caller }) =>
      note(await server.control.ban(driver, { ...by(caller, reason), ...lasting(duration) })),
  }),
  command({
    name: 'unban',
    about: 'Let somebody who is banned come back',
    role: 'admin',
    private: true,
    params: { guid: bannedGuid('The GUID: 17 digits'), reason: optional(sentence('Why')) },
    run: async ({ guid, reason }, { server, caller }) => note(await server.control.unban(guid, by(caller, reason))),
  }),
  command({
    name: 'ballast',
    about: 'Make a car heavier',
    role: 'steward',
    params: {
      driver: driver('The driver: name, car id or GUID'),
      kg: integer('Kilograms; how many the server takes is its own setting', { min: 0, max: 5000 }),
      reason: optional(sentence('Why')),
    },
    run: async ({ driver, kg, reason }, { server, caller }) =>
      note(await server.control.setBallast(driver, kg, by(caller, reason))),
  }),
  command({
    name: 'restrictor',
    about: 'Give a car less air, and so less power',
    role: 'steward',
    params: {
      driver: driver('The driver: name, car id or GUID'),
      percent: integer('Percent; acServer itself takes up to 100', { min: 0, max: 400 }),
      reason: optional(sentence('Why')),
    },
    run: async ({ driver, percent, reason }, { server, caller }) =>
      note(await server.control.setRestrictor(driver, percent, by(caller, reason))),
  }),
  command({
    name: 'spectate',
    about: 'Watch a car, in sessions in which cars are hidden from each other',
    role: 'steward',
    params: { car: integer('The car id', { min: 0, max: 254 }) },
    run: (_, { server }) => server.control.spectate('spectate'),
  }),
  command({
    name: 'spectate_class',
    about: 'Watch the cars of a class, in sessions in which classes are hidden from each other',
    role: 'steward',
    params: { class: text('The class, such as lmp2') },
    run: (_, { server }) => server.control.spectate('spectate_class'),
  }),
];

const note = (text: string) => ({ kind: 'note' as const, text });

const by = ({ name }: Caller, reason?: string): Ordered => ({ by: name, ...(reason === undefined ? {} : { reason }) });

const lasting = (durationMs: number | undefined) => (durationMs === undefined ? {} : { durationMs });
