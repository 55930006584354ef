/**
 * The caller's mistake, or a state of the world the caller must know about. Its message is shown word for word, so it
 * is one plain sentence that names what, where and what was expected. Everything else that is thrown is a fault of
 * ours: logged with its stack, answered with a reference id.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The message of anything thrown, for a sentence or a log line. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Stands in for something that cannot be done: whoever calls it gets this sentence. */
export const refusal = (sentence: string) => (): never => {
  throw new UserError(sentence);
};
