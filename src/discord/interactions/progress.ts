import type { Clock } from '../../kit/clock.ts';

/** Edits closer together than this run into Discord's limits. */
const REST_MS = 1000;

export interface ProgressNotes {
  note(text: string): void;
  /** No note is shown any more once this has resolved. */
  end(): Promise<void>;
}

/** At most one edit a second, always with the newest note. `show` must not reject. */
export function progressNotes(clock: Clock, show: (note: string) => Promise<unknown>): ProgressNotes {
  let waiting: string | undefined;
  let shown: Promise<unknown> = Promise.resolve();
  let wake: (() => void) | undefined;
  let hasEnded = false;

  function showNext(): void {
    wake = undefined;
    if (waiting === undefined) return;
    shown = show(waiting);
    waiting = undefined;
    wake = clock.after(REST_MS, showNext);
  }

  return {
    note(text) {
      if (hasEnded) return;
      waiting = text;
      if (!wake) showNext();
    },
    async end() {
      hasEnded = true;
      wake?.();
      await shown;
    },
  };
}
