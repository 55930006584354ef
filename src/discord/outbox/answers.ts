/** Checks whether a response is from Discord: a proxy or captive portal in between may answer 200 as well. */

export const NOT_DISCORD = 'something on the way answered in the place of Discord';

/** The id of the message in Discord's response. Without one it is unknown whether the message was posted. */
export function idOf(answer: unknown): string {
  const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : undefined;
  if (typeof id !== 'string') throw new Error(NOT_DISCORD);
  return id;
}
