/** Stores what a running Pitwall has noticed, for checks from outside, and so that it is reported only once. */
import type { Clock } from '../kit/clock.ts';
import { StoreError } from '../store/errors.ts';
import type { Tables } from '../store/migrations.ts';
import type { Rows } from '../store/rows.ts';
import type { DoctorNote, Witnessed } from './facts.ts';
import { witnessedKey, witnessedText } from './witnessed.ts';

export const doctorTables: Tables = {
  room: 'doctor',
  steps: ['CREATE TABLE doctor_notes (key TEXT PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL);'],
};

type Noted = DoctorNote['key'];

const NOTED: readonly Noted[] = ['token refused', 'rival'];

/** Notes are optional: a full disk must not stop anybody from working. */
export class DoctorNotes {
  readonly #store: Rows;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(store: Rows, clock: Pick<Clock, 'now'>) {
    this.#store = store;
    this.#clock = clock;
  }

  note(key: Noted): void {
    this.#keep(key, '');
  }

  over(key: Noted): void {
    this.#ifPossible(() => this.#store.run('DELETE FROM doctor_notes WHERE key = ?', key));
  }

  all(): readonly DoctorNote[] {
    return notesIn(this.#store);
  }

  /**
   * Whether these sentences differ from the last ones about it; they then become the last ones. An empty list is never
   * news.
   */
  isNews(about: string, sentences: readonly string[]): boolean {
    const key = `told: ${about}`;
    const text = sentences.join('\n');
    const isOther = this.#keepIfOther(key, text);
    return isOther && text !== '';
  }

  /** Stores what is known of a game server, for checks from outside. */
  witness(server: string, facts: Witnessed): void {
    this.#ifPossible(() => this.#keepIfOther(witnessedKey(server), witnessedText(facts)));
  }

  #keepIfOther(key: string, text: string): boolean {
    const before = this.#store.get<{ text: string }>('SELECT text FROM doctor_notes WHERE key = ?', key)?.text ?? '';
    if (text !== before) this.#keep(key, text);
    return text !== before;
  }

  #keep(key: string, text: string): void {
    const at = this.#clock.now();
    this.#ifPossible(() =>
      this.#store.run(
        'INSERT INTO doctor_notes VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET at = excluded.at, text = excluded.text',
        key,
        at,
        text,
      ),
    );
  }

  #ifPossible(write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
}

export function notesIn(rows: Rows): readonly DoctorNote[] {
  const found = rows.all<{ key: string; at: number }>('SELECT key, at FROM doctor_notes ORDER BY at');
  return found.flatMap(({ key, at }) => {
    const known = NOTED.find((each) => each === key);
    return known === undefined ? [] : [{ key: known, at }];
  });
}
