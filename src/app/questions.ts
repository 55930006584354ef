/** What was only asked, recorded once it is answered: nothing was done that could be denied. */
import type { AuditRow } from '../command/audit.ts';
import type { Clock } from '../kit/clock.ts';
import type { Store } from '../store/store.ts';

interface QuestionsParts {
  readonly store: Pick<Store, 'unflushed'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: { warn(fields: object, message: string): void };
  readonly write: (row: AuditRow) => void;
}

/** Who asks once asks on: what is asked within this time is recorded together, and holds up none of the answers. */
const ASKED_TOGETHER_MS = 100;
/** So many are recorded in one turn, which takes 2 ms. */
const RECORDED_AT_ONCE = 10;

export class Questions {
  readonly #parts: QuestionsParts;
  readonly #waiting: AuditRow[] = [];
  #stop: (() => void) | undefined;

  constructor(parts: QuestionsParts) {
    this.#parts = parts;
  }

  add(row: AuditRow): void {
    this.#waiting.push(row);
    this.#stop ??= this.#parts.clock.after(ASKED_TOGETHER_MS, () => this.#recordSome());
  }

  close(): void {
    this.#stop?.();
    this.#stop = undefined;
    while (this.#waiting.length > 0) this.#record();
  }

  #recordSome(): void {
    this.#stop = undefined;
    this.#record();
    if (this.#waiting.length > 0) this.#stop = this.#parts.clock.after(0, () => this.#recordSome());
  }

  #record(): void {
    const { store, log, write } = this.#parts;
    const rows = this.#waiting.splice(0, RECORDED_AT_ONCE);
    try {
      store.unflushed(() => rows.forEach(write));
    } catch (err) {
      // Who asked was answered, and stands in the log at least.
      log.warn({ err, commands: rows.map(({ command }) => command) }, 'a question could not be recorded');
    }
  }
}
