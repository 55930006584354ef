/**
 * Announces the incidents of a session that look different because its result is now final, or open again. A few are
 * announced together with that event, the others a few at a time, since a session may have hundreds. The progress is
 * stored in the same transaction.
 */
import type { EventBody } from '../../events/events.ts';
import { type Clock, workedBy } from '../../kit/clock.ts';
import { Pace } from '../../kit/pace.ts';
import { afterOthers } from '../../kit/wait.ts';
import type { Store } from '../../store/store.ts';
import type { SessionKey } from '../calendar/session.ts';

export interface ClosingOptions {
  readonly server: string;
  readonly store: Store;
  /** The next numbers of a session after one, without incidents merged into others. */
  readonly numbersOf: (key: SessionKey, after: number, limit: number) => readonly number[];
  /** The events that announce these. */
  readonly tell: (numbers: readonly number[]) => readonly EventBody[];
  readonly decide: (work: () => readonly EventBody[]) => void;
  /** Resolves once everything else that waits has had its turn; undefined if nothing waits. */
  readonly free: () => Promise<void> | undefined;
  readonly clock: Pick<Clock, 'monotonic' | 'worked'>;
  readonly log: { error(fields: object, message: string): void };
}

interface Row extends SessionKey {
  readonly told: number;
}

export class Closing {
  readonly #options: ClosingOptions;
  /** Each is announced with all that is known about it, and its card is put together again. */
  readonly #pace = new Pace({ first: 2, most: 16 });
  #isClosed = false;
  #isGoing = false;

  constructor(options: ClosingOptions) {
    this.#options = options;
  }

  /** Call it inside the transaction of the event that causes it. */
  begin(key: SessionKey): readonly EventBody[] {
    const { store, server } = this.#options;
    const bodies = this.#next({ run: key.run, session: key.session, told: 0 });
    const isLeft = store.get('SELECT 1 FROM incidents_to_tell WHERE server = ?', server) !== undefined;
    if (isLeft) store.afterCommit(() => void this.#goOn());
    return bodies;
  }

  /** Continues if Pitwall was killed in between. */
  resume(): void {
    void this.#goOn();
  }

  close(): void {
    this.#isClosed = true;
  }

  async #goOn(): Promise<void> {
    if (this.#isGoing) return;
    this.#isGoing = true;
    const { store, server, decide, free, clock, log } = this.#options;
    try {
      for (;;) {
        await afterOthers(free);
        if (this.#isClosed) return;
        const row = store.get<Row>('SELECT run, session, told FROM incidents_to_tell WHERE server = ?', server);
        if (!row) return;
        const begun = workedBy(clock);
        let many = 0;
        decide(() => {
          const bodies = this.#next(row);
          many = bodies.length;
          return bodies;
        });
        this.#pace.took(many, workedBy(clock) - begun);
      }
    } catch (err) {
      log.error({ err }, 'incidents of a final result are told when Pitwall starts anew');
    } finally {
      this.#isGoing = false;
    }
  }

  #next({ run, session, told }: Row): readonly EventBody[] {
    const { store, server, numbersOf, tell } = this.#options;
    const many = this.#pace.size;
    const numbers = numbersOf({ run, session }, told, many + 1);
    const now = numbers.slice(0, many);
    const where = 'server = ? AND run = ? AND session = ?';
    store.run(`DELETE FROM incidents_to_tell WHERE ${where}`, server, run, session);
    if (numbers.length > many) {
      store.run('INSERT INTO incidents_to_tell VALUES (?, ?, ?, ?)', server, run, session, now.at(-1) ?? told);
    }
    return tell(now);
  }
}
