import { type Command, type Context, command } from '../src/command/command.ts';
import { choice } from '../src/command/param.ts';

const STEPS = ['channels', 'roles', 'card', 'line', 'show', 'undo'] as const;

type Step = (typeof STEPS)[number];

/** What a test line says in the game. */
const TEST_LINE = 'Race control is connected.';

export const upkeep: readonly Command[] = [
  command({
    name: 'setup',
    about: 'Make the channels and roles that are missing, or try a card and a line into the game',
    role: 'admin',
    is: 'act',
    effect: ({ what }) => [what === 'line' ? 'speaks in the game' : 'sets up Discord'],
    installation: true,
    private: true,
    via: ['slash'],
    params: {
      what: choice('Make channels or roles, post a card, say a line in the game, show what is missing, or undo', STEPS),
    },
    confirm: ({ what }, { app }) => questionOf(what, () => app.upkeep.plan()),
    run: async ({ what }, context) => ({ kind: 'lines', lines: await doneOf(what, context) }),
  }),
  command({
    name: 'doctor',
    about: 'Check everything that commonly goes wrong, with what to do about it',
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
    return names === '' ? undefined : `Make ${names}? Whatever is there already is taken as it is.`;
  }
  if (what === 'undo')
    return 'Take away every channel and role that /setup made? What stands in those channels is lost.';
  return undefined;
}

async function doneOf(what: Step, { app, attempt }: Context): Promise<readonly string[]> {
  switch (what) {
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
      return Promise.all([...app.servers.values()].map(({ control }) => control.say(TEST_LINE, attempt)));
  }
}
