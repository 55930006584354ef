import { plain, type Sentence } from './sentence.ts';

/**
 * The caller's mistake, or a state of the world the caller must know about. Its sentence is shown word for word,
 * so it is one plain sentence that names what, where and what was expected. Everything else that is thrown is a fault
 * of ours: logged with its stack, answered with a reference id.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** For front ends; `message` is the same as plain text, for logs. */
  readonly sentence: Sentence;
  /** What the caller can do instead. */
  readonly offers: readonly Offer[];

  constructor(sentence: Sentence, offers: readonly Offer[] = []) {
    super(plain(sentence));
    this.sentence = sentence;
    this.offers = offers;
  }
}

/** A problem that may be gone at the next try: another program has the port, Discord is unreachable. */
export class PassingError extends UserError {
  readonly isPassing = true;
}

/** Exit code for a supervisor: 2 means that the owner must fix something; after 75 (EX_TEMPFAIL) a retry may work. */
export function exitCodeFor(error: unknown): 1 | 2 | 75 {
  if (error instanceof Error && 'isPassing' in error && error.isPassing === true) return 75;
  return error instanceof UserError ? 2 : 1;
}

/** A command line offered instead of one that was refused. Plain data. */
export interface Offer {
  readonly label: string;
  readonly line: string;
  readonly server?: string | undefined;
}

/** The message of anything thrown, for a sentence or a log line. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Stands in for something that cannot be done: calling it throws a UserError with this sentence. */
export const refusal = (sentence: Sentence) => (): never => {
  throw new UserError(sentence);
};
