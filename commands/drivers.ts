import { note } from '../src/command/answer.ts';
import type { Server } from '../src/command/app.ts';
import { bannedGuid } from '../src/command/bannedGuid.ts';
import { type Command, command } from '../src/command/command.ts';
import { driver, driverOrGuid } from '../src/command/driver.ts';
import { integer, optional, sentence, text } from '../src/command/param.ts';
import { timeSpan } from '../src/command/timeSpan.ts';
import type { Driver } from '../src/events/events.ts';
import { orderedBy } from './ordered.ts';
import { whoIsThere } from './server.ts';

/** In a race nobody gets their place back: one key in a list of suggestions is not enough. */
const questionInRace = (driver: Driver, server: Server): string | undefined =>
  server.info().session?.kind === 'race' ? server.control.costOfKick(driver) : undefined;

export const drivers: readonly Command[] = [
  whoIsThere('client_list'),
  command({
    name: 'pm',
    aliases: ['direct'],
    about: 'Say something to one driver in the game',
    role: 'steward',
    is: 'act',
    effect: ['speaks in the game'],
    params: { driver: driver('The driver: name, car id or GUID'), message: sentence('What to say') },
    run: async ({ driver, message }, { server, caller, attempt }) =>
      note(await server.control.pm(driver, message, orderedBy(caller), attempt)),
  }),
  command({
    name: 'say',
    about: 'Say something to everyone in the game',
    role: 'steward',
    is: 'act',
    effect: ['speaks in the game'],
    params: { message: sentence('What to say') },
    run: async ({ message }, { server, attempt }) => note(await server.control.say(message, attempt)),
  }),
  command({
    name: 'kick',
    about: 'Send a driver away from the game server',
    role: 'steward',
    private: true,
    is: 'act',
    effect: ['sends away'],
    params: {
      driver: driver('The driver: name, car id or GUID'),
      reason: optional(sentence('Why; the driver is told')),
    },
    confirm: ({ driver }, { server }) => questionInRace(driver, server),
    run: async ({ driver, reason }, { server, caller, attempt }) =>
      note(await server.control.kick(driver, orderedBy(caller, reason), attempt)),
  }),
  command({
    name: 'force_kick',
    about: 'Send a driver away in the hardest way that the game server knows',
    role: 'steward',
    private: true,
    is: 'act',
    effect: ['sends away'],
    params: {
      driver: driver('The driver: name, car id or GUID'),
      reason: optional(sentence('Why; the driver is told')),
    },
    confirm: ({ driver }, { server }) => questionInRace(driver, server),
    run: async ({ driver, reason }, { server, caller, attempt }) =>
      note(await server.control.forceKick(driver, orderedBy(caller, reason), attempt)),
  }),
  command({
    name: 'ban',
    about: 'Send a driver away and keep them out, for some time or for good',
    role: 'admin',
    is: 'act',
    effect: ['sends away'],
    private: true,
    params: {
      driver: driverOrGuid('The driver: name, car id or GUID; or the GUID of somebody who is not there'),
      duration: timeSpan('For how long, such as 30m, 2h or 7d; for good when left out'),
      reason: optional(sentence('Why; the driver is told')),
    },
    confirm: ({ driver, duration }, { server }) => server.control.costOfBan(driver, { durationMs: duration }),
    run: async ({ driver, duration, reason }, { server, caller, attempt }) =>
      note(await server.control.ban(driver, { ...orderedBy(caller, reason), durationMs: duration }, attempt)),
  }),
  command({
    name: 'unban',
    about: 'Let somebody who is banned come back',
    role: 'admin',
    is: 'act',
    effect: ['lifts a ban'],
    private: true,
    params: { guid: bannedGuid('The GUID: 17 digits'), reason: optional(sentence('Why')) },
    run: async ({ guid, reason }, { server, caller, attempt }) =>
      note(await server.control.unban(guid, orderedBy(caller, reason), attempt)),
  }),
  command({
    name: 'ballast',
    about: 'Make a car heavier',
    role: 'steward',
    is: 'act',
    effect: ['changes a car'],
    params: {
      driver: driver('The driver: name, car id or GUID'),
      kg: integer('Kilograms; how many the server takes is its own setting', { min: 0, max: 5000 }),
      reason: optional(sentence('Why')),
    },
    run: async ({ driver, kg, reason }, { server, caller, attempt }) =>
      note(await server.control.setBallast(driver, kg, orderedBy(caller, reason), attempt)),
  }),
  command({
    name: 'restrictor',
    about: 'Give a car less air, and so less power',
    role: 'steward',
    is: 'act',
    effect: ['changes a car'],
    params: {
      driver: driver('The driver: name, car id or GUID'),
      percent: integer('Percent; acServer itself takes up to 100', { min: 0, max: 400 }),
      reason: optional(sentence('Why')),
    },
    run: async ({ driver, percent, reason }, { server, caller, attempt }) =>
      note(await server.control.setRestrictor(driver, percent, orderedBy(caller, reason), attempt)),
  }),
  command({
    name: 'spectate',
    about: 'Watch a car, in sessions in which cars are hidden from each other',
    role: 'steward',
    forSpectators: true,
    is: 'act',
    effect: ['changes the view'],
    params: { car: integer('The car id', { min: 0, max: 254 }) },
    run: (_, { server }) => server.control.spectate('spectate'),
  }),
  command({
    name: 'spectate_class',
    about: 'Watch the cars of a class, in sessions in which classes are hidden from each other',
    role: 'steward',
    forSpectators: true,
    is: 'act',
    effect: ['changes the view'],
    params: { class: text('The class, such as lmp2') },
    run: (_, { server }) => server.control.spectate('spectate_class'),
  }),
];
