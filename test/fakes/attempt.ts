/** The arguments, without the attempt under which they are stored. */
export const withoutAttempt = (args: readonly unknown[]): readonly unknown[] =>
  args.filter((arg) => !(typeof arg === 'object' && arg !== null && 'begin' in arg));
