import type { Call } from '../../command/dispatch.ts';
import type { Clock } from '../../kit/clock.ts';

export interface OpenQuestion {
  readonly key: string;
  /** The call that a yes carries out. */
  readonly call: Call;
  readonly ms: number;
}

interface Waiting {
  readonly call: Call;
  readonly cancel: () => void;
  isClaimed: boolean;
}

/** The questions whose buttons are in channels. Whether an answer counts is decided by dispatch. */
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

  /** Whether this press answers the question: it must be open, put to this person, and this must be the first press. */
  claim(key: string, callerId: string): 'theirs' | 'twice' | 'not theirs' {
    const question = this.#open.get(key);
    if (question?.call.caller.id !== callerId) return 'not theirs';
    if (question.isClaimed) return 'twice';
    question.isClaimed = true;
    return 'theirs';
  }

  /** Discord did not confirm the claimed press after all. */
  release(key: string): void {
    const question = this.#open.get(key);
    if (question) question.isClaimed = false;
  }

  /** @returns the call that was asked about */
  answered(key: string): Call | undefined {
    const question = this.#open.get(key);
    question?.cancel();
    this.#open.delete(key);
    return question?.call;
  }

  /** Forgets all questions. Pressing one of their buttons then says that it is no longer open. */
  close(): void {
    for (const { cancel } of this.#open.values()) cancel();
    this.#open.clear();
  }
}
