/** Messages that stay in a channel and are edited: their content, their place, and what links to them. */
import type { Store } from '../../store/store.ts';
import { linkTo, PUT_BACK } from '../common/cardLinks.ts';
import type { Body } from './post.ts';

/** A migration step of the outbox's tables. */
export const KEPT_BY_KEY = `CREATE INDEX outbox_by_key ON outbox (channel, key, id) WHERE key IS NOT NULL;
     CREATE INDEX outbox_messages_by_key ON outbox_messages (key);`;

/** The last state of messages that are posted again when deleted. It does not expire as long as the message exists. */
export const PUT_BACK_STATES = `(state = 'sent' AND (${PUT_BACK.map((prefix) => `key GLOB '${prefix}*'`).join(' OR ')})
     AND id = (SELECT max(id) FROM outbox AS newest
                 WHERE newest.channel = outbox.channel AND newest.key = outbox.key AND newest.key IS NOT NULL
                   AND newest.state = 'sent')
     AND EXISTS (SELECT 1 FROM outbox_messages AS message
                   WHERE message.channel = outbox.channel AND message.key = outbox.key))`;

export interface PlaceOfMessage {
  readonly channel: string;
  readonly messageId: string;
}

export class KeptMessages {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Where the message of a key is, in any channel. */
  placeOf(key: string): PlaceOfMessage | undefined {
    const row = this.#store.get<{ channel: string; message_id: string }>(
      'SELECT channel, message_id FROM outbox_messages WHERE key = ? ORDER BY used_at DESC LIMIT 1',
      key,
    );
    return row && { channel: row.channel, messageId: row.message_id };
  }

  /** Where the message is whose key is this one followed by a server; undefined if there are several. */
  placeBelow(key: string): PlaceOfMessage | undefined {
    const rows = this.#store.all<{ key: string }>(
      // "0" is the character after the slash.
      "SELECT DISTINCT key FROM outbox_messages WHERE key > ?1 || '/' AND key < ?1 || '0'",
      key,
    );
    return rows.length === 1 && rows[0] ? this.placeOf(rows[0].key) : undefined;
  }

  /** The key of a message; undefined if it is not one of these. */
  keyOf(channel: string, messageId: string): string | undefined {
    return this.#store.get<{ key: string }>(
      'SELECT key FROM outbox_messages WHERE channel = ? AND message_id = ?',
      channel,
      messageId,
    )?.key;
  }

  /** Whether the message already shows this, or is about to. */
  isSaid(channel: string, key: string, body: Body): boolean {
    const newest = this.#store.get<{ body: string }>(
      `SELECT body FROM outbox WHERE channel = ? AND key = ? AND key IS NOT NULL AND state <> 'dropped'
       ORDER BY id DESC LIMIT 1`,
      channel,
      key,
    );
    return newest?.body === JSON.stringify(body);
  }

  /** Whether the message is in the channel, or is about to be. */
  isThere(channel: string, key: string): boolean {
    const row = this.#store.get(
      `SELECT 1 FROM outbox_messages WHERE channel = ? AND key = ? UNION ALL
       SELECT 1 FROM outbox WHERE channel = ? AND key = ? AND key IS NOT NULL AND state IN ('queued', 'sending')`,
      channel,
      key,
      channel,
      key,
    );
    return row !== undefined;
  }

  /** Ends the editing of these messages: they stay as they are, and a post with the same key is a new one. */
  forget(isMeant: (key: string) => boolean): void {
    const keys = this.#store.all<{ key: string }>(
      `SELECT key FROM outbox_messages UNION SELECT key FROM outbox WHERE key IS NOT NULL`,
    );
    for (const { key } of keys) {
      if (!isMeant(key)) continue;
      this.#store.run('DELETE FROM outbox_messages WHERE key = ?', key);
      this.#store.run(`UPDATE outbox SET key = NULL WHERE key = ? AND state <> 'sending'`, key);
    }
  }

  /** Messages with links to this one were sent when it was elsewhere or missing, so they are sent again. */
  tellLinksTo(key: string, at: number): void {
    const [link = ''] = JSON.stringify(linkTo(key, '')).slice(1).split('\\u0003');
    this.#sendAgain('key <> ? AND instr(body, ?) > 0', at, key, link);
  }

  /** Somebody has deleted the message: its last state is posted again. */
  postAnew({ channel, key, at }: { readonly channel: string; readonly key: string; readonly at: number }): void {
    this.#sendAgain('channel = ? AND key = ?', at, channel, key);
  }

  /** Does nothing if a newer state is already queued or being sent. A state that Discord refused does not count. */
  #sendAgain(which: string, at: number, ...values: string[]): void {
    this.#store.run(
      `INSERT OR IGNORE INTO outbox (channel, lane, key, author, body, created_at, confidential)
         SELECT channel, lane, key, NULL, body, ?, confidential FROM outbox AS newest
         WHERE key IS NOT NULL AND state = 'sent' AND ${which}
           AND id = (SELECT max(id) FROM outbox
                     WHERE channel = newest.channel AND key = newest.key AND key IS NOT NULL AND state <> 'dropped')`,
      at,
      ...values,
    );
  }
}
