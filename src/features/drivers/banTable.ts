/** The bans of one server, in force and lifted. */
import { atOnce, type Steps } from '../../kit/pieces.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';

export const banTables: Tables = {
  room: 'bans',
  steps: [
    `CREATE TABLE bans (
       id INTEGER PRIMARY KEY,
       server TEXT NOT NULL,
       guid TEXT NOT NULL,
       name TEXT,
       reason TEXT,
       by TEXT NOT NULL,
       at INTEGER NOT NULL,
       until INTEGER,
       lifted_at INTEGER,
       lifted_by TEXT,
       cleared INTEGER NOT NULL DEFAULT 0
     );
     CREATE INDEX bans_of_guid ON bans (server, guid);`,
  ],
};

export interface Ban {
  readonly guid: string;
  /** The driver's name at the time; unknown for somebody banned by GUID alone. */
  readonly name?: string;
  readonly reason?: string;
  readonly by: string;
  /** UTC, milliseconds. */
  readonly at: number;
  /** UTC, milliseconds; absent if permanent. */
  readonly until?: number;
}

interface Row {
  readonly guid: string;
  readonly name: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly at: number;
  readonly until: number | null;
}

const COLUMNS = 'guid, name, reason, by, at, until';

/** A row takes 2 to 3 µs. */
const PORTION = 500;

/** The bans of one server. A GUID has at most one ban in force; earlier ones are kept. */
export class BanTable {
  readonly #store: Store;
  readonly #server: string;

  constructor(store: Store, server: string) {
    this.#store = store;
    this.#server = server;
  }

  of(guid: string): Ban | undefined {
    const row = this.#store.get<Row>(
      `SELECT ${COLUMNS} FROM bans WHERE server = ? AND guid = ? AND lifted_at IS NULL`,
      this.#server,
      guid,
    );
    return row && banOf(row);
  }

  /** All bans in force, newest first. */
  standing(): readonly Ban[] {
    return atOnce(this.find(() => true, Infinity));
  }

  /** Whose bans are in force, newest first: for thousands of them, in a third of the time. */
  standingGuids(): readonly string[] {
    return this.#store
      .all<Pick<Row, 'guid'>>(
        'SELECT guid FROM bans WHERE +server = ? AND lifted_at IS NULL ORDER BY id DESC',
        this.#server,
      )
      .map(({ guid }) => guid);
  }

  /** The bans in force that match, newest first, at most `most`; each step reads some hundred rows. */
  *find(isMeant: (ban: Ban) => boolean, most: number): Steps<readonly Ban[]> {
    const found: Ban[] = [];
    for (let before = Number.MAX_SAFE_INTEGER; ; ) {
      // Backwards through the table: with the index of servers, each portion would look at all rows.
      const rows = this.#store.all<Row & { readonly id: number }>(
        `SELECT id, ${COLUMNS} FROM bans WHERE +server = ? AND lifted_at IS NULL AND id < ? ORDER BY id DESC LIMIT ${PORTION}`,
        this.#server,
        before,
      );
      for (const row of rows) {
        const ban = banOf(row);
        if (isMeant(ban)) found.push(ban);
        if (found.length === most) return found;
      }
      const last = rows.at(-1);
      if (!last || rows.length < PORTION) return found;
      before = last.id;
      yield;
    }
  }

  /** Bans still in force although their time is over, newest first. */
  expired(now: number): readonly Ban[] {
    return this.#store
      .all<Row>(
        `SELECT ${COLUMNS} FROM bans WHERE server = ? AND lifted_at IS NULL AND until <= ? ORDER BY id DESC`,
        this.#server,
        now,
      )
      .map(banOf);
  }

  /** Replaces a ban already in force. */
  add({ guid, name, reason, by, at, until }: Ban): void {
    this.#store.transaction(() => {
      this.lift(guid, { by, at });
      this.#store.run('UPDATE bans SET cleared = 1 WHERE server = ? AND guid = ?', this.#server, guid);
      this.#store.run(
        `INSERT INTO bans (server, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
        this.#server,
        guid,
        name ?? null,
        reason ?? null,
        by,
        at,
        until ?? null,
      );
    });
  }

  /** Returns the lifted ban; undefined if there was none. The game server still has to be told: see `uncleared`. */
  lift(guid: string, { by, at }: { readonly by: string; readonly at: number }): Ban | undefined {
    const standing = this.of(guid);
    this.#store.run(
      'UPDATE bans SET lifted_at = ?, lifted_by = ? WHERE server = ? AND guid = ? AND lifted_at IS NULL',
      at,
      by,
      this.#server,
      guid,
    );
    return standing;
  }

  /** GUIDs whose ban was lifted, but whom the game server may still keep out. */
  uncleared(): readonly string[] {
    return this.#store
      .all<{ guid: string }>(
        'SELECT DISTINCT guid FROM bans WHERE server = ? AND lifted_at IS NOT NULL AND cleared = 0',
        this.#server,
      )
      .map(({ guid }) => guid);
  }

  clear(guid: string): void {
    this.#store.run(
      'UPDATE bans SET cleared = 1 WHERE server = ? AND guid = ? AND lifted_at IS NOT NULL',
      this.#server,
      guid,
    );
  }
}

const banOf = ({ guid, name, reason, by, at, until }: Row): Ban => ({
  guid,
  name: name ?? undefined,
  reason: reason ?? undefined,
  by,
  at,
  until: until ?? undefined,
});
