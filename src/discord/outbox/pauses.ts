import type { Clock } from '../../kit/clock.ts';

/** Waits that can all be cut short. */
export class Pauses {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        cancel();
        this.#waiting.delete(go);
        resolve();
      };
      const cancel = this.#clock.after(ms, go);
      this.#waiting.add(go);
    });
  }

  endAll(): void {
    for (const go of [...this.#waiting]) go();
  }
}
