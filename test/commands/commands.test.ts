import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { ROLES } from '../../src/command/caller.ts';
import type { Param } from '../../src/command/param.ts';
import { usage, Vocabulary } from '../../src/command/vocabulary.ts';
import { SERVER_OPTION, slashSchema } from '../../src/discord/interactions/schema.ts';

const NAME = /^[-_\p{Ll}\p{N}]{1,32}$/u;
const vocabulary = new Vocabulary(commands);
const everyName = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]);

describe.each(commands.map((command) => [usage(command), command] as const))('the command %s', (_, command) => {
  const params: readonly (readonly [string, Param<unknown>])[] = Object.entries(command.params);

  test('has a name that Discord accepts: one word, or a group and one word', () => {
    const words = command.name.split(' ');
    expect(words.length).toBeLessThanOrEqual(2);
    for (const word of words) expect(word).toMatch(NAME);
  });

  test('describes itself and its parameters in up to 100 characters', () => {
    for (const about of [command.about, ...params.map(([, param]) => param.about)]) {
      expect(about.length).toBeGreaterThan(0);
      expect(about.length).toBeLessThanOrEqual(100);
      expect(about).not.toMatch(/\.$/);
    }
  });

  test('has fewer than 25 parameters, required ones first', () => {
    expect(params.length).toBeLessThan(25);
    const isOptional = params.map(([, param]) => param.optional ?? false);
    expect(isOptional).toEqual([...isOptional].sort((a, b) => Number(a) - Number(b)));
    for (const [name] of params) expect(name).toMatch(NAME);
    expect(params.map(([name]) => name)).not.toContain(SERVER_OPTION);
  });

  test('offers at most 25 choices of up to 100 characters', () => {
    for (const [, { shape }] of params) {
      const choices = (shape.kind === 'string' && shape.choices) || [];
      expect(choices.length).toBeLessThanOrEqual(25);
      for (const choice of choices) expect(choice.length).toBeLessThanOrEqual(100);
    }
  });

  test('needs a role that exists', () => expect(ROLES).toContain(command.role));

  test('is found by each of its names', () => {
    for (const name of [command.name, ...(command.aliases ?? [])]) expect(vocabulary.find(name).command).toBe(command);
  });
});

describe('the vocabulary', () => {
  test('has no name twice', () => expect(everyName).toEqual([...new Set(everyName)]));

  test('does not use the words that answer a question', () => {
    expect(everyName.filter((name) => /^(confirm|cancel)\b/.test(name))).toEqual([]);
  });

  test('fits Discord’s limits: 100 commands, 25 subcommands each, 8000 characters per command', () => {
    const told = slashSchema(commands, ['gt3', 'gt4']);
    expect(told.length).toBeLessThanOrEqual(100);
    for (const command of told) {
      expect(command.options?.length ?? 0).toBeLessThanOrEqual(25);
      expect(charactersIn(command)).toBeLessThanOrEqual(8000);
    }
  });
});

/** The characters of a command that Discord counts: every name, description and value in it. */
function charactersIn(part: unknown): number {
  if (Array.isArray(part)) return part.reduce((sum: number, each) => sum + charactersIn(each), 0);
  if (typeof part !== 'object' || part === null) return 0;
  return Object.entries(part).reduce((sum, [key, value]) => {
    const isCounted = ['name', 'description', 'value'].includes(key) && !Array.isArray(value);
    return sum + (isCounted ? String(value).length : charactersIn(value));
  }, 0);
}
