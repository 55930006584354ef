import { describe, expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { commandList } from '../../../sandbox/discord/commandBody.ts';
import { command } from '../../../src/command/command.ts';
import { choice, integer, optional, text } from '../../../src/command/param.ts';
import { sameCommands, slashSchema } from '../../../src/discord/interactions/schema.ts';

const run = () => ({ kind: 'note' as const, text: '' });
const about = 'Something';
const kick = command({
  name: 'kick',
  about: 'Throw a driver out',
  role: 'steward',
  is: 'question',
  params: {
    driver: { ...text('Who'), suggest: () => [] },
    kg: integer('How much', { min: 0, max: 5000 }),
    type: optional(choice('Of what kind', ['soft', 'hard'])),
  },
  run,
});
const help = command({ name: 'help', about, role: 'driver', is: 'question', installation: true, params: {}, run });
const start = command({ name: 'grid save', about, role: 'admin', is: 'question', params: {}, run });
const show = command({ name: 'grid show', about, role: 'driver', is: 'question', params: {}, run });
const whisper = command({ name: 'whisper', about, role: 'driver', is: 'question', via: ['chat'], params: {}, run });
const shutdown = command({ name: 'shutdown now', about, role: 'admin', is: 'question', params: {}, run });

describe('the schema of slash commands', () => {
  test('turns parameters into options of the same type', () => {
    expect(slashSchema([kick], ['gt3'])).toEqual([
      {
        type: 1,
        name: 'kick',
        description: 'Throw a driver out',
        contexts: [0],
        default_member_permissions: null,
        options: [
          { type: 3, name: 'driver', description: 'Who', required: true, autocomplete: true },
          { type: 4, name: 'kg', description: 'How much', required: true, min_value: 0, max_value: 5000 },
          {
            type: 3,
            name: 'type',
            description: 'Of what kind',
            required: false,
            choices: [
              { name: 'soft', value: 'soft' },
              { name: 'hard', value: 'hard' },
            ],
          },
        ],
      },
    ]);
  });

  test('turns commands with the same first word into subcommands', () => {
    expect(slashSchema([start, help, show], ['gt3'])).toMatchObject([
      {
        name: 'grid',
        description: 'grid: save, show',
        options: [
          { type: 1, name: 'save' },
          { type: 1, name: 'show' },
        ],
      },
      { name: 'help' },
    ]);
  });

  test('ends with a server option with autocomplete if there are several servers', () => {
    const [told, installation] = slashSchema([kick, help], ['gt3', 'gt4']);
    expect(told?.options?.at(-1)).toMatchObject({ name: 'server', required: false, autocomplete: true });
    expect(installation?.options).toEqual([]);
  });

  test('leaves out commands for other front ends', () => expect(slashSchema([whisper], ['gt3'])).toEqual([]));

  test('hides commands only for admins, but not a group with a command for others', () => {
    const told = slashSchema([shutdown, start, show, kick], ['gt3']);
    // https://discord.com/developers/docs/topics/permissions: MANAGE_GUILD
    expect(told.map(({ name, default_member_permissions: shownTo }) => [name, shownTo])).toEqual([
      ['shutdown', String(1 << 5)],
      ['grid', null],
      ['kick', null],
    ]);
    // A group is hidden only if all its commands are for admins. Among the real ones, these are.
    const hidden = slashSchema(commands, ['gt3']).filter((each) => each.default_member_permissions !== null);
    for (const { name } of hidden) {
      const members = commands.filter((each) => each.name.split(' ')[0] === name);
      expect(new Set(members.map(({ role }) => role)), name).toEqual(new Set(['admin']));
    }
    expect(hidden.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ban', 'shutdown', 'next_session', 'setup']),
    );
  });

  test('refuses a word that is both a command and a group', () => {
    const alone = { ...help, name: 'grid' };
    expect(() => slashSchema([start, alone], ['gt3'])).toThrow(/cannot offer "grid" alone/);
  });

  test.each([[['gt3']], [['gt3', 'gt4']]])(
    'is accepted by Discord with all commands, for the servers %j',
    (servers) => {
      expect(commandList.safeParse(slashSchema(commands, servers)).error).toBeUndefined();
    },
  );
});

describe('a slash command in another language', () => {
  const whoami = command({
    name: 'whoami',
    about: 'Show your role, what you can do, and why',
    role: 'driver',
    is: 'question',
    params: { reason: text('Reason') },
    run,
  });
  const [told] = slashSchema([whoami], ['gt3', 'gt4']);

  test('has translated descriptions of itself and its options', () => {
    expect(told).toMatchObject({
      description: 'Show your role, what you can do, and why',
      description_localizations: { de: 'Deine Rolle, was du darfst, und warum' },
      options: [
        { name: 'reason', description: 'Reason', description_localizations: { de: 'Grund' } },
        { name: 'server', description_localizations: { de: 'Spielserver (sonst der dieses Kanals)' } },
      ],
    });
  });

  test('has no localized description without a translation', () => {
    expect(slashSchema([kick], ['gt3'])[0]).toMatchObject({ description_localizations: undefined });
  });

  test('differs from the registered one only if a translation changes', () => {
    const known = told && { ...told, id: '1', version: '2' };
    expect(sameCommands(known ? [known] : [], told ? [told] : [])).toBe(true);
    for (const description_localizations of [undefined, null, {}, { de: 'Deine Rolle' }]) {
      const other = known && { ...known, description_localizations };
      expect(sameCommands(other ? [other] : [], told ? [told] : [])).toBe(false);
    }
  });
});
