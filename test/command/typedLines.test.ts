import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { answerTyped, linesTyped } from '../../src/command/typedLines.ts';
import { Vocabulary } from '../../src/command/vocabulary.ts';

const vocabulary = new Vocabulary(commands);

describe('a command in a sentence', () => {
  test.each([
    ['slash', 'use /grid finish or /grid reverse first.'],
    ['component', 'use /grid finish or /grid reverse first.'],
    ['chat', 'use !grid finish or !grid reverse first.'],
    ['socket', 'use "grid finish" or "grid reverse" first.'],
  ] as const)('is written as typed by %s', (via, told) => {
    const sentence = 'use "grid finish" or "grid reverse" first.';
    expect(linesTyped(sentence, { via }, vocabulary)).toBe(told);
    expect(answerTyped({ kind: 'note', text: sentence }, { via }, vocabulary)).toEqual({ kind: 'note', text: told });
  });

  test.each([
    ['There is no command "dance"; "help" lists them.', 'There is no command "dance"; !help lists them.'],
    ['Nothing was done. "penalty clear P-3 <reason>" does.', 'Nothing was done. !penalty clear P-3 <reason> does.'],
    ['Give a reason: "appeal P-17 <reason>".', 'Give a reason: !appeal P-17 <reason>.'],
    ['and then say "penalty clear P-3 <reason>".', 'and then say !penalty clear P-3 <reason>.'],
  ])('gets the sign of the chat: %s', (sentence, told) => {
    expect(linesTyped(sentence, { via: 'chat' }, vocabulary)).toBe(told);
  });

  test.each([
    'Nobody called "kick" is on the server.',
    '"report" could be Ada (car 1, GUID 1), Bob (car 2, GUID 2); use the GUID.',
    'There is no command "server start" here.',
    'Nothing was done. You wrote: "kick him".',
    'Give one with "drop", or restart without dropping it.',
    'Another program has it; "pitwall doctor" says which.',
    'It goes on; "setup" makes the channels.',
  ])('is left as quoted if it is no command, or not one for chat: %s', (sentence) => {
    expect(linesTyped(sentence, { via: 'chat' }, vocabulary)).toBe(sentence);
  });
});
