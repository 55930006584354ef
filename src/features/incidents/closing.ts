/**
 * Tells of the incidents of a session that each looks different, because its result is final now, or open again: a few with
 * what says so, and the others a few at a time, since a session may have hundreds. How far that has come is kept with it.
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
  /** The next numbers of a session behind one; those that are part of others are left out. */
  readonly numbersOf: (key: SessionKey, after: number, limit: number) => readonly number[];
  /** What tells of these. */
  readonly tell: (numbers: readonly number[]) => readonly EventBody[];
  readonly decide: (work: () => readonly EventBody[]) => void;
  /** Resolves when whatever else has come has had its turn; undefined where it has. */
  readonly free: () => Promise<void> | undefined;
  readonly clock: Pick<Clock, 'monotonic' | 'worked'>;
  readonly log: { error(fields: object, message: string): void };
}

interface Row extends SessionKey {
  readonly told: number;
}

export class Closing {
  readonly #options: ClosingOptions;
  /** Each is told with all that is known of it, and its card is put together anew. */
  readonly #pace = new Pace({ first: 2, most: 16 });
  #isClosed = false;
  #isGoing = false;

  constructor(options: ClosingOptions) {
    this.#options = options;
  }

  /** To be called inside the transaction of what it follows from. */
  begin(key: SessionKey): readonly EventBody[] {
    const { store, server } = this.#options;
    const bodies = this.#next({ run: key.run, session: key.session, told: 0 });
    const isLeft = store.get('SELECT 1 FROM incidents_to_tell WHERE server = ?', server) !== undefined;
    if (isLeft) store.afterCommit(() => void this.#goOn());
    return bodies;
  }

  /** Where an earlier Pitwall was killed in between. */
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
