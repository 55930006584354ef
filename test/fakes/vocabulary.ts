import { commands } from '../../commands/index.ts';
import { Vocabulary } from '../../src/command/vocabulary.ts';

/** Of all commands, as a front end has it. */
export const vocabulary = new Vocabulary(commands);
