import type { Server } from '../../src/command/app.ts';
import type { Role } from '../../src/command/caller.ts';
import type { Command } from '../../src/command/command.ts';
import { Vocabulary } from '../../src/command/vocabulary.ts';
import { Drafts } from '../../src/discord/interactions/drafts.ts';
import { Questions } from '../../src/discord/interactions/questions.ts';
import type { InteractionServices } from '../../src/discord/interactions/services.ts';
import { worldOf } from '../command/world.ts';

/** The services behind an interaction, with its deferrals, its log and its messages by token accessible. */
export function servicesOver(commands: readonly Command[], servers?: readonly Server[]) {
  const world = worldOf(commands, servers);
  const promised = new Set<string>();
  const logged: string[] = [];
  const patched: unknown[] = [];
  const note = (_: object, message: string) => void logged.push(message);
  const services: InteractionServices = {
    config: {
      guildId: '1',
      roleIds: { admin: ['admin'], steward: ['steward'], driver: ['driver'] },
      administratorsAreAdmins: true,
    },
    dispatcher: world.dispatcher,
    vocabulary: new Vocabulary(commands),
    servers: [...world.app.servers.keys()],
    guidOf: () => undefined,
    rest: { patch: async (route, options) => void patched.push([route, options?.body]) },
    serverForChannel: (channelId) => (channelId === 'gt4-channel' ? 'gt4' : undefined),
    deferrals: {
      opened: ({ id }) => void promised.add(id),
      answered: (id) => void promised.delete(id),
    },
    questions: new Questions(world.clock),
    drafts: new Drafts(),
    hide: String,
    clock: world.clock,
    log: { info: note, warn: note, error: note },
  };
  return { ...world, services, promised, logged, patched };
}

/** The calls made to Discord, in order: name and payload. */
export type Told = readonly [call: string, what?: object];

/** An interaction of a member with this role, as far as the code reads it. The call named in `failing` is rejected. */
export function interactionOf(role: Role | 'nobody', { id = '100', failing = '' } = {}) {
  const told: Told[] = [];
  const tell =
    (call: string) =>
    async (what?: object): Promise<void> => {
      if (call === failing) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
      told.push(what === undefined ? [call] : [call, what]);
    };
  return {
    told,
    id,
    applicationId: '9',
    token: 'interaction-token',
    guildId: '1',
    guild: { roles: { cache: new Map([['driver', { name: 'Racer' }]]) } },
    channelId: 'somewhere',
    user: { id: `the-${role}`, displayName: 'Ada' },
    member: { roles: role === 'nobody' ? [] : [role] },
    memberPermissions: { has: () => false },
    reply: tell('reply'),
    deferReply: tell('deferReply'),
    editReply: tell('editReply'),
    deleteReply: tell('deleteReply'),
    followUp: tell('followUp'),
    showModal: tell('showModal'),
    update: tell('update'),
    respond: tell('respond'),
  };
}

/** The payload of the last call, without the fields that a whole edit leaves empty. */
export function lastEdit(told: readonly Told[]): object | undefined {
  const what = told.at(-1)?.[1] ?? {};
  return Object.fromEntries(
    Object.entries(what).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );
}

/** Lets pending callbacks and promises run. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
