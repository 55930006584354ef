import { type Command, type Context, command } from '../src/command/command.ts';
import { channel, choice, optional, role } from '../src/command/param.ts';
import { PURPOSES, type Purpose } from '../src/command/upkeep.ts';
import { UserError } from '../src/kit/errors.ts';

const STEPS = ['channels', 'roles', 'take', 'card', 'line', 'show', 'undo'] as const;

type Step = (typeof STEPS)[number];

const PURPOSE_NAMES = [...PURPOSES.channels, ...PURPOSES.roles] as const;

interface Asked {
  readonly what: Step;
  readonly as: Purpose | undefined;
  readonly channel: string | undefined;
  readonly role: string | undefined;
}

/** The text of a test line in the game. */
const TEST_LINE = 'Race control is connected.';

export const upkeep: readonly Command[] = [
  command({
    name: 'setup',
    about: 'Create missing channels and roles, or test a card or an in-game line',
    role: 'admin',
    is: 'act',
    effect: ({ what }) => [what === 'line' ? 'speaks in the game' : 'sets up Discord'],
    installation: true,
    private: true,
    via: ['slash'],
    params: {
      what: choice('Create what is missing, use what exists, test a card or an in-game line, show, or undo', STEPS),
      as: optional(choice('With "take": what the channel or role is for', PURPOSE_NAMES)),
      channel: optional(channel('With "take": an existing channel')),
      role: optional(role('With "take": an existing role')),
    },
    confirm: ({ what }, { app }) => questionOf(what, () => app.upkeep.plan()),
    run: async (args, context) => ({ kind: 'lines', lines: await doneOf(args, context) }),
  }),
  command({
    name: 'doctor',
    about: 'Check for common problems, with a fix for each',
    role: 'admin',
    is: 'question',
    installation: true,
    private: true,
    params: {},
    run: async (_, { app }) => ({ kind: 'checks', checked: await app.upkeep.checks() }),
  }),
];

async function questionOf(what: Step, plan: () => Promise<readonly string[]>): Promise<string | undefined> {
  if (what === 'channels' || what === 'roles') {
    const sign = what === 'channels' ? '#' : '@';
    const missing = (await plan()).filter((line) => line.startsWith(sign) && line.includes(': missing'));
    const names = missing.map((line) => line.split(':')[0]).join(', ');
    return names === '' ? undefined : `Create ${names}? Existing ones are used as they are.`;
  }
  if (what === 'undo')
    return 'Delete every channel and role that /setup created? All messages in those channels will be lost.';
  return undefined;
}

/** @throws UserError if an option is missing, or does not fit the other */
function takenIn({ as, channel: channelId, role: roleId }: Asked): { readonly as: Purpose; readonly id: string } {
  if (as === undefined) throw new UserError('Use "as" to say what it is for.');
  const isRole = PURPOSES.roles.some((each) => each === as);
  const id = isRole ? roleId : channelId;
  if (id === undefined) throw new UserError(`Use "${isRole ? 'role' : 'channel'}" to pick the one for "${as}".`);
  return { as, id };
}

async function doneOf(asked: Asked, { app, attempt }: Context): Promise<readonly string[]> {
  switch (asked.what) {
    case 'take': {
      const { as, id } = takenIn(asked);
      return app.upkeep.take(as, id);
    }
    case 'show':
      return app.upkeep.plan();
    case 'channels':
      return app.upkeep.makeChannels(attempt);
    case 'roles':
      return app.upkeep.makeRoles(attempt);
    case 'undo':
      return app.upkeep.undo(attempt);
    case 'card':
      return [app.upkeep.testCard()];
    case 'line':
      if (app.upkeep.testLine) return app.upkeep.testLine(TEST_LINE);
      return Promise.all([...app.servers.values()].map(({ control }) => control.say(TEST_LINE, attempt)));
  }
}
