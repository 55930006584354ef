import { expect, test } from 'vitest';
import { lineAsTyped } from '../../src/command/typedLines.ts';
import { vocabulary } from '../fakes/vocabulary.ts';

test.each([
  ['grid finish', '/grid finish', '!grid finish'],
  ['penalty clear P-3 <reason>', '/penalty clear P-3 <reason>', '!penalty clear P-3 <reason>'],
  // Offered on Discord alone, in the game alone, and only behind a button.
  ['setup', '/setup', '"setup"'],
  ['admin', '"admin"', '!admin'],
  ['incident settle 3', '"incident settle 3"', '"incident settle 3"'],
  // A host with a newer version can name it.
  ['grid dance', '"grid dance"', '"grid dance"'],
])('%j is typed with the sign of the front end, or stays in quotes', (line, discord, chat) => {
  expect(lineAsTyped(line, 'slash', vocabulary)).toBe(discord);
  expect(lineAsTyped(line, 'chat', vocabulary)).toBe(chat);
});
