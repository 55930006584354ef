import { randomBytes } from 'node:crypto';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import type { Author, Body, Lane, Parcel, Post } from './post.ts';
import { LANES } from './post.ts';

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
       parcel INTEGER,
       created_at INTEGER NOT NULL,
       sending_at INTEGER,
       message_id TEXT
     );
     CREATE INDEX outbox_waiting ON outbox (channel, lane, id) WHERE state IN ('queued', 'sending');
     CREATE TABLE outbox_messages (
       channel TEXT NOT NULL,
       key TEXT NOT NULL,
       message_id TEXT NOT NULL,
       PRIMARY KEY (channel, key)
     );
     CREATE TABLE installation (id TEXT PRIMARY KEY);`,
  ],
};

/** Plain lines that wait together travel together, up to Discord's 2000 characters a message. */
const MESSAGE_LENGTH = 2000;

/** How long rows that went out, or could not, are kept to look at. */
const KEPT_MS = 24 * 60 * 60 * 1000;

interface Row {
  readonly id: number;
  readonly channel: string;
  readonly lane: number;
  readonly key: string | null;
  readonly author: string | null;
  readonly body: string;
  readonly parcel: number | null;
  readonly sending_at: number | null;
}

/** The rows of the outbox, and what may be done to them. */
export interface OutboxTable {
  /** A random id of this installation: two of them in one channel must not share a nonce. */
  readonly installation: string;
  /** A keyed post that still waits is replaced by its newer state. */
  add(channel: string, post: Post, at: number): void;
  channelsWaiting(): string[];
  /** What was being sent when a process or a connection died. */
  inDoubt(channel: string): Parcel | undefined;
  /** Takes what goes out next and marks it as being sent. */
  takeNext(channel: string, at: number): Parcel | undefined;
  /** The message that holds the latest state of a key. */
  messageOf(channel: string, key: string): string | undefined;
  forgetMessage(channel: string, key: string): void;
  sent(parcel: Parcel, messageId: string): void;
  dropped(parcel: Parcel): void;
  discardOld(before: number): void;
}

export function openOutboxTable(store: Store): OutboxTable {
  const finish = (parcel: Parcel, state: 'sent' | 'dropped', messageId: string | null): void => {
    store.run('UPDATE outbox SET state = ?, message_id = ? WHERE parcel = ?', state, messageId, parcel.id);
  };
  return {
    installation: installationOf(store),
    add(channel, { body, lane, key, author }, at) {
      const replaced =
        key !== undefined &&
        store.run(
          `UPDATE outbox SET body = ? WHERE channel = ? AND key = ? AND state = 'queued'`,
          JSON.stringify(body),
          channel,
          key,
        ).changes > 0;
      if (replaced) return;
      store.run(
        'INSERT INTO outbox (channel, lane, key, author, body, created_at) VALUES (?, ?, ?, ?, ?, ?)',
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
    inDoubt(channel) {
      const rows = store.all<Row>(
        `SELECT * FROM outbox WHERE channel = ? AND state = 'sending'
         AND parcel = (SELECT min(parcel) FROM outbox WHERE channel = ? AND state = 'sending') ORDER BY id`,
        channel,
        channel,
      );
      return parcelOf(rows);
    },
    takeNext: (channel, at) =>
      store.transaction(() => {
        const waiting = store.all<Row>(
          `SELECT * FROM outbox WHERE channel = ? AND state = 'queued' ORDER BY lane, id LIMIT 50`,
          channel,
        );
        const rows = travellingTogether(waiting);
        const [first] = rows;
        for (const row of rows) {
          store.run(
            `UPDATE outbox SET state = 'sending', parcel = ?, sending_at = ? WHERE id = ?`,
            first?.id ?? null,
            at,
            row.id,
          );
        }
        return parcelOf(rows.map((row) => ({ ...row, parcel: first?.id ?? null, sending_at: at })));
      }),
    messageOf: (channel, key) =>
      store.get<{ message_id: string }>(
        'SELECT message_id FROM outbox_messages WHERE channel = ? AND key = ?',
        channel,
        key,
      )?.message_id,
    forgetMessage(channel, key) {
      store.run('DELETE FROM outbox_messages WHERE channel = ? AND key = ?', channel, key);
    },
    sent: (parcel, messageId) =>
      store.transaction(() => {
        finish(parcel, 'sent', messageId);
        if (parcel.key === undefined) return;
        store.run(
          `INSERT INTO outbox_messages (channel, key, message_id) VALUES (?, ?, ?)
           ON CONFLICT (channel, key) DO UPDATE SET message_id = excluded.message_id`,
          parcel.channel,
          parcel.key,
          messageId,
        );
      }),
    dropped: (parcel) => finish(parcel, 'dropped', null),
    discardOld(now) {
      store.run(`DELETE FROM outbox WHERE state IN ('sent', 'dropped') AND created_at < ?`, now - KEPT_MS);
    },
  };
}

/** The first row, and those right behind it that can share its message: plain lines of one author. */
function travellingTogether(rows: readonly Row[]): readonly Row[] {
  const [first, ...others] = rows;
  if (!first) return [];
  let length = lineOf(first)?.length;
  const together = [first];
  for (const row of others) {
    const line = lineOf(row);
    if (length === undefined || line === undefined || row.lane !== first.lane || row.author !== first.author) break;
    length += 1 + line.length;
    if (length > MESSAGE_LENGTH) break;
    together.push(row);
  }
  return together;
}

/** The text of a row that is nothing but a line; undefined for embeds and messages that are edited later. */
function lineOf({ key, body }: Row): string | undefined {
  const { content, ...more } = JSON.parse(body) as Body;
  return key === null && Object.keys(more).length === 0 ? content : undefined;
}

function parcelOf(rows: readonly Row[]): Parcel | undefined {
  const [first] = rows;
  if (!first) return undefined;
  const bodies = rows.map(({ body }) => JSON.parse(body) as Body);
  return {
    id: first.parcel ?? first.id,
    channel: first.channel,
    lane: LANES[first.lane] as Lane,
    body: bodies.length === 1 ? (bodies[0] as Body) : { content: bodies.map(({ content }) => content).join('\n') },
    sendingAt: first.sending_at ?? 0,
    ...(first.key === null ? {} : { key: first.key }),
    ...(first.author === null ? {} : { author: JSON.parse(first.author) as Author }),
  };
}

function installationOf(store: Store): string {
  const known = store.get<{ id: string }>('SELECT id FROM installation')?.id;
  if (known !== undefined) return known;
  const id = randomBytes(4).toString('hex');
  store.run('INSERT INTO installation (id) VALUES (?)', id);
  return id;
}
