/** Sessions whose documents are still to be written. Stored with the event that caused them, to survive a kill. */
import type { Journal } from '../../race/journal.ts';
import type { SessionKey } from '../calendar/calendar.ts';

export interface Owed extends SessionKey {
  /** When the session was over: UTC, milliseconds. */
  readonly at: number;
}

const SOURCE = 'documents owed';

/** Call the writing methods inside a transaction. */
export class OwedDocuments {
  readonly #journal: Pick<Journal, 'cursor' | 'moveCursor'>;

  constructor(journal: Pick<Journal, 'cursor' | 'moveCursor'>) {
    this.#journal = journal;
  }

  /** Oldest first. */
  all(): readonly Owed[] {
    const stored = this.#journal.cursor(SOURCE);
    return Array.isArray(stored) ? stored.filter(isOwed) : [];
  }

  has({ run, session }: SessionKey): boolean {
    return this.all().some((each) => each.run === run && each.session === session);
  }

  add({ run, session, at }: Owed): void {
    if (!this.has({ run, session })) this.#journal.moveCursor(SOURCE, [...this.all(), { run, session, at }]);
  }

  done({ run, session }: SessionKey): void {
    const left = this.all().filter((each) => each.run !== run || each.session !== session);
    this.#journal.moveCursor(SOURCE, left);
  }
}

const isOwed = (each: unknown): each is Owed =>
  typeof each === 'object' &&
  each !== null &&
  ['run', 'session', 'at'].every((name) => typeof Reflect.get(each, name) === 'number');
