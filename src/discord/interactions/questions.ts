import type { Clock } from '../../kit/clock.ts';

export interface OpenQuestion {
  readonly key: string;
  readonly callerId: string;
  readonly ms: number;
}

interface Waiting {
  readonly callerId: string;
  readonly cancel: () => void;
  isClaimed: boolean;
}

/** The questions that stand in channels with their buttons. Whether an answer counts is for dispatch to say. */
export class Questions {
  readonly #clock: Clock;
  readonly #open = new Map<string, Waiting>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `expired` runs after `ms` unless it was answered. */
  opened({ key, callerId, ms }: OpenQuestion, expired: () => void): void {
    const cancel = this.#clock.after(ms, () => {
      this.#open.delete(key);
      expired();
    });
    this.#open.set(key, { callerId, isClaimed: false, cancel });
  }

  /** Whether this press answers it: it must be open, put to this person, and the first press that is heard. */
  claim(key: string, callerId: string): 'theirs' | 'twice' | 'not theirs' {
    const question = this.#open.get(key);
    if (question?.callerId !== callerId) return 'not theirs';
    if (question.isClaimed) return 'twice';
    question.isClaimed = true;
    return 'theirs';
  }

  /** The claimed press was not heard after all. */
  release(key: string): void {
    const question = this.#open.get(key);
    if (question) question.isClaimed = false;
  }

  answered(key: string): void {
    this.#open.get(key)?.cancel();
    this.#open.delete(key);
  }

  /** Forgets them all; their buttons answer that they are no longer open. */
  close(): void {
    for (const { cancel } of this.#open.values()) cancel();
    this.#open.clear();
  }
}
