/** Cards whose own channel takes no messages, and where they are instead. */
import type { Store } from '../../store/store.ts';
import { below, type Row } from './message.ts';
import { type Body, ROW_LANES } from './post.ts';

/** A migration step of the outbox's tables. */
export const MOVED_CARDS = `CREATE TABLE outbox_moved (
       channel TEXT NOT NULL,
       key TEXT NOT NULL,
       home TEXT NOT NULL,
       PRIMARY KEY (channel, key)
     ) WITHOUT ROWID;`;

export class MovedCards {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Moves every card waiting for one channel to another, below a line that says why. */
  move(from: string, to: string, word: string): void {
    this.#store.transaction(() => {
      for (const row of this.#cardsFor(from)) this.#move(row, to, word);
    });
  }

  /** Whether a card waits for this channel. */
  waitFor(channel: string): boolean {
    return this.#cardsFor(channel).length > 0;
  }

  /** The channel that a message had to go to instead of its own. */
  placeOf(channel: string, key: string): string | undefined {
    return this.#store.get<{ home: string }>(
      'SELECT home FROM outbox_moved WHERE channel = ? AND key = ?',
      channel,
      key,
    )?.home;
  }

  #cardsFor(channel: string): Row[] {
    const waiting = `SELECT * FROM outbox WHERE channel = ? AND state IN ('queued', 'sending') ORDER BY id`;
    return this.#store.all<Row>(waiting, channel).filter(isCard);
  }

  /** A state already waiting there is older. */
  #move({ id, channel, key, body }: Row, to: string, word: string): void {
    if (key !== null) {
      this.#store.run(
        `UPDATE outbox SET state = 'dropped' WHERE channel = ? AND key = ? AND state = 'queued'`,
        to,
        key,
      );
      this.#store.run('INSERT OR REPLACE INTO outbox_moved (channel, key, home) VALUES (?, ?, ?)', channel, key, to);
    }
    this.#store.run(
      `UPDATE outbox SET channel = ?, body = ?, state = 'queued', parcel = NULL, sending_at = NULL WHERE id = ?`,
      to,
      JSON.stringify(below(word, JSON.parse(body) as Body)),
      id,
    );
  }
}

const STAY: readonly number[] = [ROW_LANES.indexOf('picture'), ROW_LANES.indexOf('board')];

/** Posts with more than a line of text: people look at them and press their buttons throughout the race. */
const isCard = ({ lane, key, body }: Row): boolean =>
  !STAY.includes(lane) && (key !== null || (JSON.parse(body) as Body).embeds !== undefined);
