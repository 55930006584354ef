import { describe, expect, it } from 'vitest';
import { pageModule } from './pageModule.ts';

interface Entry {
  readonly name: string;
  readonly path: readonly string[];
  readonly options: readonly { readonly name: string }[];
}
interface SlashModule {
  entriesOf(state: unknown): Entry[];
  matching(entries: readonly Entry[], typed: string): Entry[];
  suggestionsFor(option: unknown, typed: string, state: unknown): { readonly name: string }[];
  readField(option: unknown, field: unknown, state: unknown): { readonly value?: unknown; readonly problem?: string };
}

const { entriesOf, matching, suggestionsFor, readField } = await pageModule<SlashModule>('slash.js');

const ADA = '100000000000000001';
const state = {
  as: ADA,
  people: [{ id: ADA, commands: ['1', '2'] }],
  members: [{ user: { id: ADA, username: 'ada' }, nick: 'Ada' }],
  channels: [{ id: '7', name: 'race-control' }],
  roles: [{ id: '8', name: 'Stewards' }],
  commands: [
    {
      id: '1',
      name: 'server',
      description: 'The server',
      options: [sub('info'), sub('set', ['laps', false], ['session', true])],
    },
    { id: '2', name: 'info', description: 'Everything' },
    { id: '3', name: 'ban', description: 'Not for Ada' },
  ],
};

function sub(name: string, ...options: [string, boolean][]) {
  return {
    type: 1,
    name,
    description: name,
    options: options.map(([name, required]) => ({ type: 3, name, required })),
  };
}

const read = (option: object, text: string) => readField({ type: 3, name: 'x', ...option }, { text }, state);

describe('the command list', () => {
  it('offers each subcommand the acting person may use', () => {
    expect(entriesOf(state).map(({ name }) => name)).toEqual(['server info', 'server set', 'info']);
    expect(entriesOf(state)[1]?.path).toEqual(['server', 'set']);
    expect(entriesOf({ ...state, as: 'nobody' })).toEqual([]);
  });

  it('lists required options first', () => {
    expect(entriesOf(state)[1]?.options.map(({ name }) => name)).toEqual(['session', 'laps']);
  });

  it('lists names that start with the typed text before those that contain it', () => {
    expect(matching(entriesOf(state), 'INFO').map(({ name }) => name)).toEqual(['info', 'server info']);
    expect(matching(entriesOf(state), 'nothing')).toEqual([]);
  });
});

describe('an option', () => {
  it.each([
    [{ type: 4 }, ' -5 ', -5],
    [{ type: 10 }, '2.5', 2.5],
    [{ type: 3 }, 'free text', 'free text'],
    [{ type: 3, choices: [{ name: 'Race', value: 'r' }] }, 'race', 'r'],
    [{ type: 5 }, 'false', false],
    [{ type: 6 }, '@ada', ADA],
    [{ type: 7 }, 'race-control', '7'],
    [{ type: 8 }, '@stewards', '8'],
  ])('of type %j parses "%s" as %j', (option, text, value) => {
    expect(read(option, text)).toEqual({ value });
  });

  it.each([
    [{ type: 4 }, '2.5', 'Input a valid integer.'],
    [{ type: 4 }, '1e3', 'Input a valid integer.'],
    [{ type: 4, max_value: 99 }, '100', 'Must be 99 or less.'],
    [{ type: 4, min_value: 1 }, '0', 'Must be 1 or more.'],
    [{ type: 3, min_length: 3 }, 'ab', 'Must be 3 or more in length.'],
    [{ type: 3, max_length: 3 }, 'abcd', 'Must be 3 or fewer in length.'],
    [{ type: 3, choices: [{ name: 'Race', value: 'r' }] }, 'rac', 'Choose one of the list.'],
    [{ type: 6 }, 'nobody', 'Choose one of the list.'],
    [{ type: 3, required: true }, ' ', 'This option is required. Specify a value.'],
    [{ type: 11 }, 'a file', 'This kind of option cannot be filled in here.'],
  ])('of type %j refuses "%s"', (option, text, problem) => {
    expect(read(option, text)).toEqual({ problem });
  });

  it('may be empty if it is optional', () => {
    expect(read({}, '')).toEqual({});
  });

  it('uses the value of a picked choice, not its name', () => {
    const picked = { name: 'Ada, car 4', value: '76561190000000001' };
    expect(readField({ type: 3, autocomplete: true }, { text: 'Ada, car 4', picked }, state)).toEqual({
      value: picked.value,
    });
  });

  it('suggests at most 25 choices', () => {
    const choices = Array.from({ length: 40 }, (_, index) => ({ name: `n${index}`, value: index }));
    expect(suggestionsFor({ type: 4, choices }, 'n', state)).toHaveLength(25);
  });
});
