import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { NAMED_COMMANDS, typed } from '../../src/kit/sentence.ts';

const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]);

test.each(NAMED_COMMANDS)('sentences can name "%s", which is a command', (name) => {
  expect(names).toContain(name);
});

test('a sentence that names another command does not compile', () => {
  // @ts-expect-error: there is no such command.
  expect(names).not.toContain(typed('grid dance').line);
});
