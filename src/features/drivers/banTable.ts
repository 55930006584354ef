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
  /** As the driver was called then; unknown for somebody banned by GUID alone. */
  readonly name?: string;
  readonly reason?: string;
  readonly by: string;
  /** UTC, milliseconds. */
  readonly at: number;
  /** UTC, milliseconds; absent for good. */
  readonly until?: number;
}

/** Who may not come to one server. At most one ban of a GUID stands at a time; those before are kept. */
export interface BanTable {
  /** One that stands already gives way. */
  add(ban: Ban): void;
  /** Returns what was lifted; undefined when nothing stood. The game server still has to be told: see `uncleared`. */
  lift(guid: string, how: { readonly by: string; readonly at: number }): Ban | undefined;
  of(guid: string): Ban | undefined;
  /** All that stand, the newest first. */
  standing(): readonly Ban[];
  /** GUIDs whose ban was lifted while the game server may still keep them out. */
  uncleared(): readonly string[];
  clear(guid: string): void;
}

interface Row {
  readonly guid: string;
  readonly name: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly at: number;
  readonly until: number | null;
}

export function banTable(store: Store, server: string): BanTable {
  const COLUMNS = 'guid, name, reason, by, at, until';

  const of = (guid: string): Ban | undefined => {
    const row = store.get<Row>(
      `SELECT ${COLUMNS} FROM bans WHERE server = ? AND guid = ? AND lifted_at IS NULL`,
      server,
      guid,
    );
    return row && banOf(row);
  };

  function lift(guid: string, { by, at }: { readonly by: string; readonly at: number }): Ban | undefined {
    const standing = of(guid);
    store.run(
      'UPDATE bans SET lifted_at = ?, lifted_by = ? WHERE server = ? AND guid = ? AND lifted_at IS NULL',
      at,
      by,
      server,
      guid,
    );
    return standing;
  }

  return {
    of,
    lift,
    add: (ban) =>
      store.transaction(() => {
        const { guid, name = null, reason = null, by, at, until = null } = ban;
        lift(guid, { by, at });
        store.run('UPDATE bans SET cleared = 1 WHERE server = ? AND guid = ?', server, guid);
        store.run(
          `INSERT INTO bans (server, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
          ...[server, guid, name, reason, by, at, until],
        );
      }),
    standing: () =>
      store
        .all<Row>(`SELECT ${COLUMNS} FROM bans WHERE server = ? AND lifted_at IS NULL ORDER BY id DESC`, server)
        .map(banOf),
    uncleared: () =>
      store
        .all<{ guid: string }>(
          'SELECT DISTINCT guid FROM bans WHERE server = ? AND lifted_at IS NOT NULL AND cleared = 0',
          server,
        )
        .map(({ guid }) => guid),
    clear(guid) {
      store.run('UPDATE bans SET cleared = 1 WHERE server = ? AND guid = ? AND lifted_at IS NOT NULL', server, guid);
    },
  };
}

const banOf = ({ guid, name, reason, by, at, until }: Row): Ban => ({
  guid,
  ...(name === null ? {} : { name }),
  ...(reason === null ? {} : { reason }),
  by,
  at,
  ...(until === null ? {} : { until }),
});
