import { randomBytes } from 'node:crypto';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import { digestOf, nextTogether, type Parcel, parcelOf, type Row } from './parcel.ts';
import { LANES, type Post } from './post.ts';

/** SQLite uses a partial index only for queries that spell its condition the same way. */
export const outboxTables: Tables = {
  room: 'outbox',
  steps: [
    `CREATE TABLE outbox (
       id INTEGER PRIMARY KEY AUTOINCREMENT,
       channel TEXT NOT NULL,
       lane INTEGER NOT NULL,
       key TEXT,
       author TEXT,
       body TEXT NOT NULL,
       state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'dropped')),
       stands_for INTEGER,
       parcel INTEGER,
       created_at INTEGER NOT NULL,
       sending_at INTEGER,
       message_id TEXT
     );
     CREATE INDEX outbox_waiting ON outbox (channel, lane, id) WHERE state IN ('queued', 'sending');
     CREATE UNIQUE INDEX outbox_keys ON outbox (channel, key) WHERE state = 'queued' AND key IS NOT NULL;
     CREATE INDEX outbox_parcels ON outbox (parcel) WHERE state = 'sending';
     CREATE INDEX outbox_sent ON outbox (message_id) WHERE state = 'sent';
     CREATE INDEX outbox_done ON outbox (created_at) WHERE state IN ('sent', 'dropped');
     CREATE TABLE outbox_messages (
       channel TEXT NOT NULL,
       key TEXT NOT NULL,
       message_id TEXT NOT NULL,
       used_at INTEGER NOT NULL,
       PRIMARY KEY (channel, key)
     ) WITHOUT ROWID;
     CREATE TABLE installation (id TEXT PRIMARY KEY);`,
  ],
};

/** More lines of chat than these are told as a number, when the oldest has waited for longer than this. */
const MOST_CHAT_LINES = 50;
const CHAT_IS_OLD_MS = 5 * 60_000;

const DAY_MS = 24 * 60 * 60_000;
/** How long rows that went out, or could not, are kept to look at. */
const DONE_KEPT_MS = DAY_MS;
/** How long after its last edit a message is still the one to edit. */
const MESSAGE_KEPT_MS = 90 * DAY_MS;

const CHAT = LANES.indexOf('chat');

/** The rows of the outbox, and what may be done to them. */
export interface OutboxTable {
  /** A random id of this installation: two of them in one channel must not share a nonce. */
  readonly installation: string;
  /** A keyed post that still waits is replaced by its newer state. */
  add(channel: string, post: Post, at: number): void;
  channelsWaiting(): string[];
  /** What goes out next, marked on disk as being sent; what was marked before is in doubt. */
  takeNext(channel: string, at: number): Parcel | undefined;
  /** A parcel in doubt was not in its channel and is sent anew. */
  takenAgain(parcel: Parcel, at: number): void;
  sent(parcel: Parcel, messageId: string, at: number): void;
  /** Refused for good. */
  dropped(parcel: Parcel): void;
  /** Nobody knows whether this chat was said; the line that counts it takes its place. */
  lost(parcel: Parcel): void;
  /** The message that holds the latest state of a key. */
  messageOf(channel: string, key: string): string | undefined;
  forgetMessage(channel: string, key: string): void;
  /** Whether a message is one that is known to have gone out. */
  isOurs(messageId: string): boolean;
  discardOld(now: number): void;
}

export function openOutboxTable(store: Store): OutboxTable {
  return { installation: installationOf(store), ...waitingIn(store), ...fatesIn(store), ...messagesIn(store) };
}

function waitingIn(store: Store): Pick<OutboxTable, 'add' | 'channelsWaiting' | 'takeNext' | 'takenAgain'> {
  return {
    add(channel, { body, lane, key, author }, at) {
      store.run(
        `INSERT INTO outbox (channel, lane, key, author, body, created_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (channel, key) WHERE state = 'queued' AND key IS NOT NULL DO UPDATE SET body = excluded.body`,
        channel,
        LANES.indexOf(lane),
        key ?? null,
        author === undefined ? null : JSON.stringify(author),
        JSON.stringify(body),
        at,
      );
    },
    channelsWaiting: () =>
      store
        .all<{ channel: string }>(`SELECT DISTINCT channel FROM outbox WHERE state IN ('queued', 'sending')`)
        .map(({ channel }) => channel),
    takeNext: (channel, at) =>
      store.transaction(() => {
        const waiting = rowsWaiting(store, channel);
        const rows = nextTogether(isFlood(waiting, at) ? summarised(store, waiting) : waiting);
        const parcel = parcelOf(rows, at);
        if (!parcel || parcel.doubtful) return parcel;
        for (const { id } of rows) {
          store.run(`UPDATE outbox SET state = 'sending', parcel = ?, sending_at = ? WHERE id = ?`, parcel.id, at, id);
        }
        return parcel;
      }),
    takenAgain({ id }, at) {
      store.run(`UPDATE outbox SET sending_at = ? WHERE parcel = ? AND state = 'sending'`, at, id);
    },
  };
}

/** Rows that are being sent come before those of their lane that are queued: they were taken in this order. */
const rowsWaiting = (store: Store, channel: string): Row[] =>
  store.all<Row>(
    `SELECT * FROM outbox WHERE channel = ? AND state IN ('queued', 'sending') ORDER BY lane, id LIMIT ?`,
    channel,
    MOST_CHAT_LINES + 1,
  );

const isFlood = (waiting: readonly Row[], now: number): boolean =>
  waiting.length > MOST_CHAT_LINES &&
  waiting.every(({ lane, key, state }) => lane === CHAT && key === null && state === 'queued') &&
  now - (waiting[0]?.created_at ?? now) > CHAT_IS_OLD_MS;

/** Puts one line in the place of all chat that waits in the channel. */
function summarised(store: Store, [first]: readonly Row[]): Row[] {
  if (!first) return [];
  const waiting = `channel = ? AND lane = ? AND state IN ('queued', 'sending') AND key IS NULL`;
  const told = store.get<{ lines: number }>(
    `SELECT sum(coalesce(stands_for, 1)) AS lines FROM outbox WHERE ${waiting}`,
    first.channel,
    CHAT,
  );
  store.run(`UPDATE outbox SET state = 'dropped' WHERE ${waiting} AND id <> ?`, first.channel, CHAT, first.id);
  makeDigest(store, first.id, told?.lines ?? 1);
  return rowsWaiting(store, first.channel);
}

function makeDigest(store: Store, id: number, lines: number): void {
  store.run(
    `UPDATE outbox SET state = 'queued', author = NULL, body = ?, stands_for = ?, parcel = NULL, sending_at = NULL
     WHERE id = ?`,
    JSON.stringify(digestOf(lines)),
    lines,
    id,
  );
}

function fatesIn(store: Store): Pick<OutboxTable, 'sent' | 'dropped' | 'lost'> {
  const finish = (parcel: Parcel, state: 'sent' | 'dropped', messageId: string | null): void => {
    store.run(
      `UPDATE outbox SET state = ?, message_id = ? WHERE parcel = ? AND state = 'sending'`,
      state,
      messageId,
      parcel.id,
    );
  };
  return {
    sent: (parcel, messageId, at) =>
      store.transaction(() => {
        finish(parcel, 'sent', messageId);
        if (parcel.key === undefined) return;
        store.run(
          `INSERT INTO outbox_messages (channel, key, message_id, used_at) VALUES (?, ?, ?, ?)
           ON CONFLICT (channel, key) DO UPDATE SET message_id = excluded.message_id, used_at = excluded.used_at`,
          parcel.channel,
          parcel.key,
          messageId,
          at,
        );
      }),
    dropped: (parcel) => finish(parcel, 'dropped', null),
    lost: (parcel) =>
      store.transaction(() => {
        finish(parcel, 'dropped', null);
        makeDigest(store, parcel.id, parcel.posts);
      }),
  };
}

function messagesIn(store: Store): Pick<OutboxTable, 'messageOf' | 'forgetMessage' | 'isOurs' | 'discardOld'> {
  return {
    messageOf: (channel, key) =>
      store.get<{ message_id: string }>(
        'SELECT message_id FROM outbox_messages WHERE channel = ? AND key = ?',
        channel,
        key,
      )?.message_id,
    forgetMessage(channel, key) {
      store.run('DELETE FROM outbox_messages WHERE channel = ? AND key = ?', channel, key);
    },
    isOurs: (messageId) =>
      store.get(`SELECT 1 FROM outbox WHERE message_id = ? AND state = 'sent'`, messageId) !== undefined,
    discardOld(now) {
      store.run(`DELETE FROM outbox WHERE state IN ('sent', 'dropped') AND created_at < ?`, now - DONE_KEPT_MS);
      store.run('DELETE FROM outbox_messages WHERE used_at < ?', now - MESSAGE_KEPT_MS);
    },
  };
}

function installationOf(store: Store): string {
  const known = store.get<{ id: string }>('SELECT id FROM installation')?.id;
  if (known !== undefined) return known;
  const id = randomBytes(4).toString('hex');
  store.run('INSERT INTO installation (id) VALUES (?)', id);
  return id;
}
