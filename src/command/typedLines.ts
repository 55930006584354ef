/** Commands in sentences, with the sign that a front end takes them with. */
import { inQuotes } from '../kit/sentence.ts';
import { offeredBy } from './command.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Finds the command of a line. */
export type Commands = Pick<Vocabulary, 'commandOf'>;

const SIGNS = { slash: '/', chat: '!' } as const;

/** `/grid finish` on Discord, `!grid finish` in the game; in quotes if it is no command there. */
export function lineAsTyped(line: string, via: keyof typeof SIGNS, commands: Commands): string {
  const command = commands.commandOf(line);
  return command && offeredBy(command, via) ? `${SIGNS[via]}${line}` : inQuotes(line);
}
