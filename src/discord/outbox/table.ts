/** The outbox on disk. */
import type { Store } from '../../store/store.ts';
import { installationOf, numberAnew } from './installation.ts';
import { KeptMessages, PUT_BACK_STATES } from './kept.ts';
import {
  type DigestWords,
  digestOf,
  isFlood,
  MOST_CHAT_LINES,
  type OutgoingMessage,
  outgoingMessage,
  type Row,
  rowsOfNextMessage,
} from './message.ts';
import { PictureTable } from './pictures.ts';
import { LANES, type Post, ROW_LANES } from './post.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long sent and dropped rows are kept for inspection. */
const DONE_KEPT_MS = DAY_MS;
/** How long after its last edit a message can still be edited. */
const MESSAGE_KEPT_MS = 90 * DAY_MS;

const CHAT = LANES.indexOf('chat');
const BOARD = ROW_LANES.indexOf('board');

/** Whether everybody can read a channel; undefined if unknown. */
export type IsPublic = (channel: string) => boolean | undefined;

export interface Taking {
  /** Whether everybody can read the channel; undefined if unknown. */
  readonly isPublic?: boolean | undefined;
  /** The keys whose message was sent a moment ago: its next state waits briefly. */
  readonly resting?: ReadonlySet<string> | undefined;
  /** Servers with so many incoming events that their cards are held back. */
  readonly held?: readonly string[] | undefined;
}

/** The rows of the outbox and the operations on them. */
export class OutboxTable {
  /** A random id of this installation: two installations in one channel must not share a nonce. */
  readonly installation: string;
  readonly pictures: PictureTable;
  readonly kept: KeptMessages;
  readonly #store: Store;
  readonly #words: DigestWords;

  /** @param begun when this process started, UTC milliseconds */
  constructor(store: Store, words: DigestWords, begun: number) {
    this.#store = store;
    this.#words = words;
    numberAnew(store, begun);
    this.installation = installationOf(store);
    this.pictures = new PictureTable(store);
    this.kept = new KeptMessages(store);
  }

  /** A keyed post that is still waiting is replaced by its newer state. */
  add(channel: string, { body, lane, key, author, confidential, mentions }: Post, at: number): void {
    this.#store.run(
      `INSERT INTO outbox (channel, lane, key, author, body, created_at, confidential, mentions)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (channel, key) WHERE state = 'queued' AND key IS NOT NULL
       DO UPDATE SET body = excluded.body, confidential = excluded.confidential`,
      channel,
      LANES.indexOf(lane),
      key ?? null,
      author === undefined ? null : JSON.stringify(author),
      JSON.stringify(body),
      at,
      confidential ?? null,
      mentions === undefined ? null : JSON.stringify(mentions),
    );
  }

  channelsWaiting(): string[] {
    return this.#store
      .all<{ channel: string }>(
        `SELECT DISTINCT channel FROM outbox WHERE state IN ('queued', 'sending') AND lane <> ${BOARD}`,
      )
      .map(({ channel }) => channel);
  }

  /** The next message, marked on disk as being sent. One that was already marked is in doubt. */
  takeNext(channel: string, at: number, taking: Taking = {}): OutgoingMessage | undefined {
    return this.#store.transaction(() => {
      if (taking.isPublic) this.#dropMisplaced(channel);
      const waiting = rowsWaiting(this.#store, channel, taking);
      const rows = rowsOfNextMessage(isFlood(waiting, at) ? this.#summarised(waiting, taking) : waiting);
      const message = outgoingMessage(rows, at);
      if (!message || message.doubtful) return message;
      for (const { id } of rows) {
        this.#store.run(
          `UPDATE outbox SET state = 'sending', parcel = ?, sending_at = ? WHERE id = ?`,
          message.id,
          at,
          id,
        );
      }
      return message;
    });
  }

  /** A message in doubt was not in its channel and is being sent again. */
  takenAgain({ id }: OutgoingMessage, at: number): void {
    this.#store.run(`UPDATE outbox SET sending_at = ? WHERE parcel = ? AND state = 'sending'`, at, id);
  }

  sent(message: OutgoingMessage, messageId: string, at: number): void {
    this.#store.transaction(() => {
      this.#settle(message, 'sent', messageId);
      if (message.key === undefined) return;
      const isElsewhere = this.messageIdOf(message.channel, message.key) !== messageId;
      this.#store.run(
        `INSERT INTO outbox_messages (channel, key, message_id, used_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (channel, key) DO UPDATE SET message_id = excluded.message_id, used_at = excluded.used_at`,
        message.channel,
        message.key,
        messageId,
        at,
      );
      if (isElsewhere) this.kept.tellLinksTo(message.key, at);
    });
  }

  /** Discord refused it for good. */
  dropped(message: OutgoingMessage): void {
    this.#settle(message, 'dropped', null);
  }

  /** It is unknown whether this chat was posted. A line with its number takes its place. */
  lost(message: OutgoingMessage): void {
    this.#store.transaction(() => {
      this.#settle(message, 'dropped', null);
      this.#makeDigest(message.id, message.posts);
    });
  }

  /** The id of the message that shows the latest state of a key. */
  messageIdOf(channel: string, key: string): string | undefined {
    return this.#store.get<{ message_id: string }>(
      'SELECT message_id FROM outbox_messages WHERE channel = ? AND key = ?',
      channel,
      key,
    )?.message_id;
  }

  forgetMessage(channel: string, key: string): void {
    this.#store.run('DELETE FROM outbox_messages WHERE channel = ? AND key = ?', channel, key);
    this.pictures.forget(channel, key);
  }

  /** Whether a message is known to have been sent by us. */
  isOurs(messageId: string): boolean {
    return this.#store.get(`SELECT 1 FROM outbox WHERE message_id = ? AND state = 'sent'`, messageId) !== undefined;
  }

  discardOld(now: number): void {
    this.#store.run('DELETE FROM outbox_messages WHERE used_at < ?', now - MESSAGE_KEPT_MS);
    this.#store.run(
      `DELETE FROM outbox WHERE state IN ('sent', 'dropped') AND created_at < ? AND NOT ${PUT_BACK_STATES}`,
      now - DONE_KEPT_MS,
    );
    this.pictures.forgetStray();
  }

  #settle({ id }: OutgoingMessage, state: 'sent' | 'dropped', messageId: string | null): void {
    this.#store.run(
      `UPDATE outbox SET state = ?, message_id = ? WHERE parcel = ? AND state = 'sending'`,
      state,
      messageId,
      id,
    );
  }

  /** Replaces all chat waiting in the channel with one line. */
  #summarised([first]: readonly Row[], taking: Taking): readonly Row[] {
    if (!first) return [];
    const waiting = `channel = ? AND lane = ? AND state IN ('queued', 'sending') AND key IS NULL`;
    const told = this.#store.get<{ lines: number }>(
      `SELECT sum(coalesce(stands_for, 1)) AS lines FROM outbox WHERE ${waiting}`,
      first.channel,
      CHAT,
    );
    this.#store.run(`UPDATE outbox SET state = 'dropped' WHERE ${waiting} AND id <> ?`, first.channel, CHAT, first.id);
    this.#makeDigest(first.id, told?.lines ?? 1);
    return rowsWaiting(this.#store, first.channel, taking);
  }

  #dropMisplaced(channel: string): void {
    this.#store.run(
      `UPDATE outbox SET state = 'dropped'
       WHERE channel = ? AND state IN ('queued', 'sending') AND confidential = 'dropped'`,
      channel,
    );
  }

  #makeDigest(id: number, lines: number): void {
    this.#store.run(
      `UPDATE outbox SET state = 'queued', author = NULL, body = ?, stands_for = ?, parcel = NULL, sending_at = NULL
       WHERE id = ?`,
      JSON.stringify(digestOf(lines, this.#words)),
      lines,
      id,
    );
  }
}

/** More need not be looked at: they are not sent with the first, and this many are a flood. */
const MOST_ROWS = MOST_CHAT_LINES + 1;

/** Rows being sent come before queued rows of the same lane: they were taken in this order. */
function rowsWaiting(
  store: Store,
  channel: string,
  { isPublic, resting = new Set(), held = [] }: Taking,
): readonly Row[] {
  const rows = store.all<Row>(
    `SELECT * FROM outbox WHERE channel = ? AND lane <> ${BOARD} AND state IN ('queued', 'sending')${isPublic === false ? '' : ' AND confidential IS NULL'}${held.map(() => NOT_OF).join('')} ORDER BY lane, id LIMIT ?`,
    channel,
    ...held.map((server) => `/${server}/`),
    // At most one row of a key is queued, so enough of the others are among these.
    MOST_ROWS + resting.size,
  );
  return rows.filter(({ state, key }) => state === 'sending' || key === null || !resting.has(key)).slice(0, MOST_ROWS);
}

/** The key of a card contains its server. */
const NOT_OF = ` AND (key IS NULL OR state = 'sending' OR instr(key || '/', ?) = 0)`;
