import type { Clock } from '../../kit/clock.ts';

/** The questions that stand in channels with their buttons. Whether an answer counts is for dispatch to say. */
export interface Questions {
  /** `expired` runs after `ms` unless it was answered. */
  opened(question: OpenQuestion, expired: () => void): void;
  /** Whether this press answers it: it must be open, put to this person, and the first press that is heard. */
  claim(key: string, callerId: string): 'theirs' | 'twice' | 'not theirs';
  /** The claimed press was not heard after all. */
  release(key: string): void;
  answered(key: string): void;
  /** Forgets them all; their buttons answer that they are no longer open. */
  close(): void;
}

export interface OpenQuestion {
  readonly key: string;
  readonly callerId: string;
  readonly ms: number;
}

export function createQuestions(clock: Clock): Questions {
  const open = new Map<string, { callerId: string; isClaimed: boolean; cancel: () => void }>();
  return {
    opened({ key, callerId, ms }, expired) {
      const cancel = clock.after(ms, () => {
        open.delete(key);
        expired();
      });
      open.set(key, { callerId, isClaimed: false, cancel });
    },
    claim(key, callerId) {
      const question = open.get(key);
      if (question?.callerId !== callerId) return 'not theirs';
      if (question.isClaimed) return 'twice';
      question.isClaimed = true;
      return 'theirs';
    },
    release(key) {
      const question = open.get(key);
      if (question) question.isClaimed = false;
    },
    answered(key) {
      open.get(key)?.cancel();
      open.delete(key);
    },
    close() {
      for (const { cancel } of open.values()) cancel();
      open.clear();
    },
  };
}
