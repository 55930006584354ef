/** Records questions only after they are answered: a question changes nothing, so no record is needed beforehand. */
import type { AuditRow } from '../command/audit.ts';
import type { Clock } from '../kit/clock.ts';
import type { Store } from '../store/store.ts';

interface QuestionsParts {
  readonly store: Pick<Store, 'unflushed'>;
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  readonly log: { warn(fields: object, message: string): void };
  readonly write: (row: AuditRow) => void;
}

/**
 * A caller often asks again at once. Questions are recorded after this much quiet, so that the next answer does not
 * wait for it.
 */
const QUIET_MS = 10;
/** The longest wait if it is never quiet. */
const LONGEST_MS = 300;
/** How many are recorded in one turn; that takes 2 ms. */
const RECORDED_AT_ONCE = 10;

export class Questions {
  readonly #parts: QuestionsParts;
  readonly #waiting: AuditRow[] = [];
  /** One timer that is rearmed when it fires. A new timer per question would cost more than everything else here. */
  #stop: (() => void) | undefined;
  #askedAt = 0;
  /** The deadline for recording the waiting ones. */
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
      // The caller was answered, and the question is at least in the log.
      log.warn({ err, commands: rows.map(({ command }) => command) }, 'a question could not be recorded');
    }
  }
}
