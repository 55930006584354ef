import type { Offer } from '../kit/errors.ts';
import type { Sentence } from '../kit/sentence.ts';
import type { Answer } from './answer.ts';
import type { Form } from './command.ts';

/** The outcome of a call. Plain data. */
export type Outcome =
  | { readonly kind: 'done'; readonly answer: Answer }
  /** `offers`: what the caller can do instead. */
  | { readonly kind: 'failed'; readonly sentence: Sentence; readonly offers?: readonly Offer[] | undefined }
  /** Answered by the line `confirm <key>` or `cancel <key>`. */
  | { readonly kind: 'confirm'; readonly text: Sentence; readonly key: string; readonly ms: number }
  /** Answered by the same line once more, with the form's fields as named values. */
  | { readonly kind: 'input'; readonly form: Form; readonly line: string };
