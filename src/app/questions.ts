/** What was only asked, recorded once it is answered: nothing was done that could be denied. */
import type { AuditRow } from '../command/audit.ts';
import type { Clock } from '../kit/clock.ts';
import type { Store } from '../store/store.ts';

interface QuestionsParts {
  readonly store: Pick<Store, 'unflushed'>;
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  readonly log: { warn(fields: object, message: string): void };
  readonly write: (row: AuditRow) => void;
}

/** Who asks once asks on. What is asked is recorded once nobody has asked for this long: the next answer never waits for it. */
const QUIET_MS = 10;
/** Where it is never quiet. */
const LONGEST_MS = 300;
/** So many are recorded in one turn, which takes 2 ms. */
const RECORDED_AT_ONCE = 10;

export class Questions {
  readonly #parts: QuestionsParts;
  readonly #waiting: AuditRow[] = [];
  /** One timer, which looks again: to wind one up for each question takes longer than all else that is done here. */
  #stop: (() => void) | undefined;
  #askedAt = 0;
  /** When those who wait are recorded at the latest. */
  #latest = 0;

  constructor(parts: QuestionsParts) {
    this.#parts = parts;
  }

  add(row: AuditRow): void {
    const { clock } = this.#parts;
    const now = clock.monotonic();
    if (this.#waiting.push(row) === 1) this.#latest = now + LONGEST_MS;
    this.#askedAt = now;
    this.#stop ??= clock.after(QUIET_MS, () => this.#look());
  }

  close(): void {
    this.#stop?.();
    this.#stop = undefined;
    while (this.#waiting.length > 0) this.#record();
  }

  #look(): void {
    const { clock } = this.#parts;
    this.#stop = undefined;
    const left = Math.min(this.#askedAt + QUIET_MS, this.#latest) - clock.monotonic();
    if (left <= 0) this.#record();
    if (this.#waiting.length > 0) this.#stop = clock.after(Math.max(0, left), () => this.#look());
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
