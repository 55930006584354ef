/** The content of entry_list.ini before and after each time Pitwall wrote it. */
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';

export const gridTables: Tables = {
  room: 'grid',
  steps: [
    `CREATE TABLE grid_saves (
       id INTEGER PRIMARY KEY,
       server TEXT NOT NULL,
       at INTEGER NOT NULL,
       before TEXT NOT NULL,
       after TEXT NOT NULL,
       backup TEXT NOT NULL
     );
     CREATE INDEX grid_saves_of_server ON grid_saves (server, at);`,
  ],
};

/** One save of entry_list.ini. */
interface GridSave {
  readonly id: number;
  readonly at: number;
  readonly before: Buffer;
  readonly after: Buffer;
  /** Name of the numbered backup of the version before. */
  readonly backup: string;
}

/** The saves of one server that can be undone, newest first. */
export interface GridSaves {
  last(): GridSave | undefined;
  add(save: Omit<GridSave, 'id'>): void;
  remove(id: number): void;
  /** The content of the file at that time, if it has been saved since. */
  fileAt(at: number): Buffer | undefined;
}

const KEPT = 20;

export function gridSaves(store: Store, server: string): GridSaves {
  const newest = 'SELECT id, at, before, after, backup FROM grid_saves WHERE server = ? ORDER BY id DESC LIMIT 1';
  const firstSince = 'SELECT before FROM grid_saves WHERE server = ? AND at >= ? ORDER BY id LIMIT 1';
  const outdated = 'SELECT id FROM grid_saves WHERE server = ? ORDER BY id DESC LIMIT -1 OFFSET ?';
  return {
    last() {
      const row = store.get<Row>(newest, server);
      return row && { ...row, before: bytesOf(row.before), after: bytesOf(row.after) };
    },
    add({ at, before, after, backup }) {
      const insert = 'INSERT INTO grid_saves (server, at, before, after, backup) VALUES (?, ?, ?, ?, ?)';
      store.transaction(() => {
        store.run(insert, server, at, textOf(before), textOf(after), backup);
        store.run(`DELETE FROM grid_saves WHERE id IN (${outdated})`, server, KEPT);
      });
    },
    remove(id) {
      store.run('DELETE FROM grid_saves WHERE server = ? AND id = ?', server, id);
    },
    fileAt(at) {
      const row = store.get<Pick<Row, 'before'>>(firstSince, server, at);
      return row && bytesOf(row.before);
    },
  };
}

interface Row {
  readonly id: number;
  readonly at: number;
  readonly before: string;
  readonly after: string;
  readonly backup: string;
}

/** The file need not be UTF-8, so its bytes are stored as base64. */
const textOf = (bytes: Buffer): string => bytes.toString('base64');
const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');
