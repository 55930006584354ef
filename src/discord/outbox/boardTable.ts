/** Boards on disk: the creation of their messages, and whether those are pinned. */
import type { Store } from '../../store/store.ts';
import { type OutgoingMessage, outgoingMessage, type Row } from './message.ts';
import { type Body, ROW_LANES } from './post.ts';

/** A migration step of the outbox's tables. `pin` is null until pinning has been tried. */
export const BOARD_PINS = `ALTER TABLE outbox_messages ADD COLUMN pin TEXT CHECK (pin IN ('pinned', 'refused'));`;

type PinState = 'pinned' | 'refused';

const BOARD = ROW_LANES.indexOf('board');

export class BoardTable {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** A message that was being created when the connection or the process died. */
  making(channel: string, key: string, at: number): OutgoingMessage | undefined {
    const row = this.#store.get<Row>(
      `SELECT * FROM outbox WHERE channel = ? AND key = ? AND lane = ? AND state = 'sending'`,
      channel,
      key,
      BOARD,
    );
    return row && outgoingMessage([row], at);
  }

  /** Written to disk before it is sent, so that it can be found again. */
  begin(channel: string, key: string, body: Body, at: number): OutgoingMessage {
    const row = this.#store.get<Row>(
      `INSERT INTO outbox (channel, lane, key, body, created_at) VALUES (?, ?, ?, ?, ?) RETURNING *`,
      channel,
      BOARD,
      key,
      JSON.stringify(body),
      at,
    );
    const message = outgoingMessage(row ? [row] : [], at);
    if (!message) throw new Error('a row that was just written is not there');
    this.#store.run(`UPDATE outbox SET state = 'sending', parcel = id, sending_at = ? WHERE id = ?`, at, message.id);
    return message;
  }

  /** Keeps the message from being discarded as unused. */
  used(channel: string, key: string, at: number): void {
    this.#store.run('UPDATE outbox_messages SET used_at = ? WHERE channel = ? AND key = ?', at, channel, key);
  }

  pinState(channel: string, key: string): PinState | undefined {
    const found = this.#store.get<{ pin: PinState | null }>(
      'SELECT pin FROM outbox_messages WHERE channel = ? AND key = ?',
      channel,
      key,
    );
    return found?.pin ?? undefined;
  }

  setPinState(channel: string, key: string, state: PinState): void {
    this.#store.run('UPDATE outbox_messages SET pin = ? WHERE channel = ? AND key = ?', state, channel, key);
  }
}
