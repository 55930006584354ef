/** Whether what came back for a request is Discord's: a proxy or a captive portal on the way may answer 200 as well. */

export const NOT_DISCORD = 'something on the way answered in the place of Discord';

/** The id of the message that Discord answers with. Without one it is not known whether the message stands. */
export function idOf(answer: unknown): string {
  const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined;
  if (typeof id !== 'string') throw new Error(NOT_DISCORD);
  return id;
}
