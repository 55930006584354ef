/** Finds a parameter in the free text of a line, where somebody meant to give it: "laps:3" in a reason. */
import { UserError } from '../kit/errors.ts';
import { phrase, type Sentence, typed } from '../kit/sentence.ts';
import { type Params, shortened } from './param.ts';
import { asciiLowerCase, type Cursor } from './words.ts';

/** Why a parameter cannot be given at all beside the others; undefined if it can. */
export type WhyNot = (name: string) => string | undefined;

/**
 * @param text the name of the parameter that the rest of the line is for
 * @throws UserError for a word such as "laps:3", unless it is in quotes
 */
export function refuseFields(params: Params, text: string, cursor: Cursor, whyNot: WhyNot): void {
  for (const [index, word] of cursor.words().entries()) {
    const field = cursor.isQuoted(index) ? undefined : fieldIn(word, params);
    if (field !== undefined) throw new UserError(whyNot(field) ?? misplaced(field, text, word));
  }
}

function fieldIn(word: string, params: Params): string | undefined {
  const field = asciiLowerCase(/^(\w+):./.exec(word)?.[1] ?? '');
  return Object.hasOwn(params, field) && !params[field]?.forButtons ? field : undefined;
}

function misplaced(field: string, text: string, word: string): Sentence {
  const how =
    field === text
      ? `${text} is typed without its name.`
      : phrase`${field} is typed before the ${text}, not in it; ${typed('help')} shows how.`;
  return phrase`${how} Put "${shortened(word)}" in quotes if it belongs to the ${text}.`;
}
