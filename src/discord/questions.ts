import type { Clock } from '../clock.ts';

/** The questions that stand in channels with their buttons. Whether an answer counts is for dispatch to say. */
export interface Questions {
  /** `expired` runs after `ms` unless it was answered. */
  opened(question: OpenQuestion, expired: () => void): void;
  isSomebodyElses(key: string, callerId: string): boolean;
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
  const open = new Map<string, { callerId: string; cancel: () => void }>();
  return {
    opened({ key, callerId, ms }, expired) {
      const cancel = clock.after(ms, () => {
        open.delete(key);
        expired();
      });
      open.set(key, { callerId, cancel });
    },
    isSomebodyElses(key, callerId) {
      const question = open.get(key);
      return question !== undefined && question.callerId !== callerId;
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
