/** Writes the commands in an answer the way its reader types them. */
import type { Answer } from './answer.ts';
import type { Caller } from './caller.ts';
import { offeredBy } from './command.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Sentences quote commands as the websocket takes them: `use "grid finish" first`. On Discord and in the game they get
 * their sign instead of the quotes. Quotes of what somebody typed, such as `You wrote: "kick him"`, never follow these
 * words.
 */
const TOLD = /(?<=\b(?:use|say|and|or|reason:) |[.;] )"([a-z][^"]*)"/g;

/** With the sign that the caller types. */
export function linesTyped(sentence: string, { via }: Pick<Caller, 'via'>, vocabulary: Vocabulary): string {
  if (via === 'socket') return sentence;
  return sentence.replace(TOLD, (quoted: string, line: string) => {
    const command = vocabulary.commandOf(line);
    return command && offeredBy(command, via) ? `${via === 'chat' ? '!' : '/'}${line}` : quoted;
  });
}

/** The same for the notes of an answer. */
export function answerTyped(answer: Answer, caller: Pick<Caller, 'via'>, vocabulary: Vocabulary): Answer {
  const typed = (sentence: string): string => linesTyped(sentence, caller, vocabulary);
  switch (answer.kind) {
    case 'note':
      return { ...answer, text: typed(answer.text) };
    case 'penalty':
    case 'decided':
      return answer.note === undefined ? answer : { ...answer, note: typed(answer.note) };
    case 'process':
      return answer.advice === undefined ? answer : { ...answer, advice: typed(answer.advice) };
    case 'grid':
    case 'gridChange':
      return { ...answer, grid: { ...answer.grid, notes: answer.grid.notes.map(typed) } };
    default:
      return answer;
  }
}
