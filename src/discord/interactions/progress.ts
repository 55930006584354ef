import type { Clock } from '../../kit/clock.ts';

/** More frequent edits run into Discord's rate limits. */
const REST_MS = 1000;

/** Shows at most one note a second, always the newest one. */
export class ProgressNotes {
  readonly #clock: Clock;
  readonly #show: (note: string) => Promise<unknown>;
  #waiting: string | undefined;
  #shown: Promise<unknown> = Promise.resolve();
  /** Set during the pause after a note. */
  #cancelNext: (() => void) | undefined;
  #hasEnded = false;

  /** @param show must not reject */
  constructor(clock: Clock, show: (note: string) => Promise<unknown>) {
    this.#clock = clock;
    this.#show = show;
  }

  note(text: string): void {
    if (this.#hasEnded) return;
    this.#waiting = text;
    if (!this.#cancelNext) this.#showNext();
  }

  /** After this has resolved, no more notes are shown. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#cancelNext?.();
    await this.#shown;
  }

  #showNext(): void {
    this.#cancelNext = undefined;
    if (this.#waiting === undefined) return;
    this.#shown = this.#show(this.#waiting);
    this.#waiting = undefined;
    this.#cancelNext = this.#clock.after(REST_MS, () => this.#showNext());
  }
}
