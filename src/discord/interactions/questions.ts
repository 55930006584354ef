import type { Call } from '../../command/dispatch.ts';
import type { Clock } from '../../kit/clock.ts';

export interface OpenQuestion {
  readonly key: string;
  /** What is carried out on a yes. */
  readonly call: Call;
  readonly ms: number;
}

interface Waiting {
  readonly call: Call;
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
  opened({ key, call, ms }: OpenQuestion, expired: () => void): void {
    const cancel = this.#clock.after(ms, () => {
      this.#open.delete(key);
      expired();
    });
    this.#open.set(key, { call, isClaimed: false, cancel });
  }

  /** Whether this press answers it: it must be open, put to this person, and the first press that is heard. */
  claim(key: string, callerId: string): 'theirs' | 'twice' | 'not theirs' {
    const question = this.#open.get(key);
    if (question?.call.caller.id !== callerId) return 'not theirs';
    if (question.isClaimed) return 'twice';
    question.isClaimed = true;
    return 'theirs';
  }

  /** The claimed press was not heard after all. */
  release(key: string): void {
    const question = this.#open.get(key);
    if (question) question.isClaimed = false;
  }

  /** @returns what was asked about */
  answered(key: string): Call | undefined {
    const question = this.#open.get(key);
    question?.cancel();
    this.#open.delete(key);
    return question?.call;
  }

  /** Forgets them all; their buttons answer that they are no longer open. */
  close(): void {
    for (const { cancel } of this.#open.values()) cancel();
    this.#open.clear();
  }
}
