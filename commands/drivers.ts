import { note } from '../src/command/answer.ts';
import type { Server } from '../src/command/app.ts';
import { bannedGuid } from '../src/command/bannedGuid.ts';
import { type Command, command } from '../src/command/command.ts';
import { driver, driverOrGuid } from '../src/command/driver.ts';
import { integer, optional, sentence, text } from '../src/command/param.ts';
import { timeSpan } from '../src/command/timeSpan.ts';
import type { Driver } from '../src/events/events.ts';
import type { Sentence } from '../src/kit/sentence.ts';
import { orderedBy } from './ordered.ts';
import { whoIsThere } from './server.ts';

/** A kicked driver cannot rejoin a race, so picking a suggestion by mistake must not be enough. */
const questionInRace = (driver: Driver, server: Server): Sentence | undefined =>
  server.info().session?.kind === 'race' ? server.control.costOfKick(driver) : undefined;

export const drivers: readonly Command[] = [
  whoIsThere('client_list'),
  command({
    name: 'pm',
    aliases: ['direct'],
    about: 'Send a private message to one driver in the game',
    role: 'steward',
    is: 'act',
    effect: ['speaks in the game'],
    params: { driver: driver('Driver name, car ID or GUID'), message: sentence('Your message') },
    run: async ({ driver, message }, { server, caller, attempt }) =>
      note(await server.control.pm(driver, message, orderedBy(caller), attempt)),
  }),
  command({
    name: 'say',
    about: 'Send a message to everyone in the game',
    role: 'steward',
    is: 'act',
    effect: ['speaks in the game'],
    params: { message: sentence('Your message') },
    run: async ({ message }, { server, attempt }) => note(await server.control.say(message, attempt)),
  }),
  command({
    name: 'kick',
    about: 'Kick a driver',
    role: 'steward',
    private: true,
    is: 'act',
    effect: ['sends away'],
    params: {
      driver: driver('Driver name, car ID or GUID'),
      reason: optional(sentence('Reason (the driver is told)')),
    },
    confirm: ({ driver }, { server }) => questionInRace(driver, server),
    run: async ({ driver, reason }, { server, caller, attempt }) =>
      note(await server.control.kick(driver, orderedBy(caller, reason), attempt)),
  }),
  command({
    name: 'force_kick',
    about: 'Force-kick a driver',
    role: 'steward',
    private: true,
    is: 'act',
    effect: ['sends away'],
    params: {
      driver: driver('Driver name, car ID or GUID'),
      reason: optional(sentence('Reason (the driver is told)')),
    },
    confirm: ({ driver }, { server }) => questionInRace(driver, server),
    run: async ({ driver, reason }, { server, caller, attempt }) =>
      note(await server.control.forceKick(driver, orderedBy(caller, reason), attempt)),
  }),
  command({
    name: 'ban',
    about: 'Ban a driver, temporarily or permanently',
    role: 'admin',
    is: 'act',
    effect: ['sends away'],
    private: true,
    params: {
      driver: driverOrGuid('Driver name, car ID or GUID'),
      duration: timeSpan('How long, such as 30m, 2h or 7d (permanent if left out)'),
      reason: optional(sentence('Reason (the driver is told)')),
    },
    confirm: ({ driver, duration }, { server }) => server.control.costOfBan(driver, { durationMs: duration }),
    // The driver and the duration are arguments; only the end of the ban moves on.
    stakes: () => 'the ban',
    run: async ({ driver, duration, reason }, { server, caller, attempt }) =>
      note(await server.control.ban(driver, { ...orderedBy(caller, reason), durationMs: duration }, attempt)),
  }),
  command({
    name: 'unban',
    about: 'Lift a ban',
    role: 'admin',
    is: 'act',
    effect: ['lifts a ban'],
    private: true,
    params: { guid: bannedGuid('GUID (17 digits)'), reason: optional(sentence('Reason')) },
    run: async ({ guid, reason }, { server, caller, attempt }) =>
      note(await server.control.unban(guid, orderedBy(caller, reason), attempt)),
  }),
  command({
    name: 'ballast',
    about: 'Add ballast',
    role: 'steward',
    is: 'act',
    effect: ['changes a car'],
    params: {
      driver: driver('Driver name, car ID or GUID'),
      kg: integer('Kilograms (the game server sets the limit)', { min: 0, max: 5000 }),
      reason: optional(sentence('Reason')),
    },
    run: async ({ driver, kg, reason }, { server, caller, attempt }) =>
      note(await server.control.setBallast(driver, kg, orderedBy(caller, reason), attempt)),
  }),
  command({
    name: 'restrictor',
    about: 'Add intake restrictor (less power)',
    role: 'steward',
    is: 'act',
    effect: ['changes a car'],
    params: {
      driver: driver('Driver name, car ID or GUID'),
      percent: integer('Percent (acServer allows up to 100)', { min: 0, max: 400 }),
      reason: optional(sentence('Reason')),
    },
    run: async ({ driver, percent, reason }, { server, caller, attempt }) =>
      note(await server.control.setRestrictor(driver, percent, orderedBy(caller, reason), attempt)),
  }),
  command({
    name: 'spectate',
    about: 'Spectate a car (in sessions where cars are hidden from each other)',
    role: 'steward',
    forSpectators: true,
    is: 'act',
    effect: ['changes the view'],
    params: { car: integer('Car ID', { min: 0, max: 254 }) },
    run: (_, { server }) => server.control.spectate('spectate'),
  }),
  command({
    name: 'spectate_class',
    about: 'Spectate a class (in sessions where classes are hidden from each other)',
    role: 'steward',
    forSpectators: true,
    is: 'act',
    effect: ['changes the view'],
    params: { class: text('Class name, such as lmp2') },
    run: (_, { server }) => server.control.spectate('spectate_class'),
  }),
];
