import { InputError, type Offer, type UserError } from '../kit/errors.ts';
import type { Sentence } from '../kit/sentence.ts';
import type { Answer } from './answer.ts';
import type { Form } from './command.ts';

/** Nothing was done, or it is not known whether it was. */
interface Failed {
  readonly kind: 'failed';
  readonly sentence: Sentence;
  /** What the caller can do instead. */
  readonly offers?: readonly Offer[] | undefined;
  /** What was typed is the problem: a form that is filled in otherwise can work. */
  readonly isInput?: true | undefined;
}

/** The outcome of a call. Plain data. */
export type Outcome =
  | { readonly kind: 'done'; readonly answer: Answer }
  | Failed
  /** Answered by the line `confirm <key>` or `cancel <key>`. */
  | { readonly kind: 'confirm'; readonly text: Sentence; readonly key: string; readonly ms: number }
  /** Answered by the same line once more, with the form's fields as named values. */
  | { readonly kind: 'input'; readonly form: Form; readonly line: string };

/** @param sentence that of the error, as the caller may read it */
export const refusedWith = (error: UserError, sentence: Sentence): Failed => ({
  kind: 'failed',
  sentence,
  ...(error.offers.length > 0 && { offers: error.offers }),
  ...(error instanceof InputError && { isInput: true }),
});
