/** Edits that were prepared but not saved yet. */
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import { readStoredRow } from '../../store/stored.ts';

export const stagedEditsTables: Tables = {
  room: 'staged edits',
  steps: [
    `CREATE TABLE staged_edits (
       server TEXT NOT NULL,
       topic TEXT NOT NULL,
       at INTEGER NOT NULL,
       author TEXT NOT NULL,
       edit TEXT NOT NULL,
       PRIMARY KEY (server, topic)
     );`,
  ],
};

/** An edit that was prepared but not saved yet. */
export interface Staged<Edit> {
  readonly edit: Edit;
  readonly author: string;
  /** UTC, milliseconds. */
  readonly at: number;
}

/** One edit per server and topic, whoever made it: the next one replaces it. */
export interface StagedEdits<Edit> {
  get(): Staged<Edit> | undefined;
  put(staged: Staged<Edit>): void;
  clear(): void;
}

/** `Edit` is any JSON value. */
export const stagedEdits = <Edit>(store: Store, server: string, topic: string): StagedEdits<Edit> => ({
  get() {
    const row = store.get<{ at: number; author: string; edit: string }>(
      'SELECT at, author, edit FROM staged_edits WHERE server = ? AND topic = ?',
      server,
      topic,
    );
    return readStoredRow(store, row, `staged edit ${topic} of ${server}`, ({ at, author, edit }) => ({
      at,
      author,
      edit: JSON.parse(edit) as Edit,
    }));
  },
  put({ at, author, edit }) {
    store.run(
      'INSERT OR REPLACE INTO staged_edits (server, topic, at, author, edit) VALUES (?, ?, ?, ?, ?)',
      server,
      topic,
      at,
      author,
      JSON.stringify(edit),
    );
  },
  clear() {
    store.run('DELETE FROM staged_edits WHERE server = ? AND topic = ?', server, topic);
  },
});
