import { randomBytes } from 'node:crypto';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import type { Caller } from './caller.ts';

/** How long a question stays open. */
export const QUESTION_MS = 120_000;

/** Questions waiting for a yes. Only in memory: a restart cancels them. */
export interface Confirmations<Asked> {
  /** @returns the key that answers it */
  ask(asked: Asked, caller: Caller): string;
  /** Removes the question, so it is answered once. Throws UserError if it is another's, expired or unknown. */
  take(key: string, caller: Caller): Asked;
}

export function createConfirmations<Asked>(clock: Clock): Confirmations<Asked> {
  const open = new Map<string, { asked: Asked; callerId: string; until: number }>();
  return {
    ask(asked, caller) {
      const key = randomBytes(9).toString('base64url');
      open.set(key, { asked, callerId: caller.id, until: clock.monotonic() + QUESTION_MS });
      clock.after(QUESTION_MS, () => open.delete(key));
      return key;
    },
    take(key, caller) {
      const question = open.get(key);
      if (!question || question.until < clock.monotonic()) {
        throw new UserError('That question has expired; please use the command again.');
      }
      if (question.callerId !== caller.id) throw new UserError('Only the person who was asked can answer.');
      open.delete(key);
      return question.asked;
    },
  };
}
