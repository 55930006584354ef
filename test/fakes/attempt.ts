/** What was asked for, without the attempt that it is kept in. */
export const withoutAttempt = (args: readonly unknown[]): readonly unknown[] =>
  args.filter((arg) => !(typeof arg === 'object' && arg !== null && 'begin' in arg));
