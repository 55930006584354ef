/** Notices that drivers have not been told yet, by penalty. */
import type { Appeal } from '../../events/appeal.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';
import type { NoticeKind } from './announce.ts';

export const noticeTables: Tables = {
  room: 'notices',
  steps: [
    `CREATE TABLE notices (
       id INTEGER PRIMARY KEY,
       server TEXT NOT NULL,
       guid TEXT NOT NULL,
       penalty INTEGER NOT NULL,
       what TEXT NOT NULL,
       at INTEGER NOT NULL,
       told INTEGER NOT NULL DEFAULT 0,
       mentioned INTEGER NOT NULL DEFAULT 0
     );
     CREATE INDEX notices_due ON notices (server, guid) WHERE told = 0;
     CREATE INDEX notices_unmentioned ON notices (server) WHERE mentioned = 0;`,
    'ALTER TABLE notices ADD COLUMN appeal TEXT;',
  ],
};

/** For the driver who appealed; and for the driver the decision is about, if somebody else appealed. */
export type AppealNotice = 'appeal answered' | 'appealed against' | 'answered for other';

export interface Notice {
  readonly id: number;
  readonly guid: string;
  /** The penalty's number; 0 for a notice about an appeal. */
  readonly penalty: number;
  readonly what: NoticeKind | AppealNotice;
  /** The appeal the notice is about, if any. */
  readonly appeal?: Appeal | undefined;
}

export interface NewNotice extends Omit<Notice, 'id'> {
  /** UTC, milliseconds. */
  readonly at: number;
}

/** The notices of one server. */
export interface NoticeTable {
  add(notice: NewNotice): void;
  /** Notices the driver has not been told in the car, oldest first. */
  due(guid: string): readonly Notice[];
  /** GUIDs of drivers with pending notices. */
  waiting(): readonly string[];
  told(id: number): void;
  /** Marks all notices about this penalty as told. */
  settled(penalty: number): void;
  /** Notices to mention on Discord once nobody races; they count as mentioned from here on. */
  takeUnmentioned(): readonly Notice[];
}

type NoticeRow = Omit<Notice, 'appeal'> & { readonly appeal: string | null };

export const noticeTable = (store: Store, server: string): NoticeTable => {
  const rows = (where: string, ...values: string[]): Notice[] =>
    store
      .all<NoticeRow>(
        `SELECT id, guid, penalty, what, appeal FROM notices WHERE server = ? AND ${where} ORDER BY id`,
        server,
        ...values,
      )
      .map(({ appeal, ...row }) => (appeal === null ? row : { ...row, appeal: JSON.parse(appeal) as Appeal }));
  return {
    add({ guid, penalty, what, at, appeal }) {
      // Only a new penalty, or a notice about an appeal, is worth a ping.
      store.run(
        'INSERT INTO notices (server, guid, penalty, what, at, mentioned, appeal) VALUES (?, ?, ?, ?, ?, ?, ?)',
        server,
        guid,
        penalty,
        what,
        at,
        what === 'given' || appeal !== undefined ? 0 : 1,
        appeal === undefined ? null : JSON.stringify(appeal),
      );
    },
    due: (guid) => rows('guid = ? AND told = 0', guid),
    waiting: () => [...new Set(rows('told = 0').map(({ guid }) => guid))],
    told: (id) => void store.run('UPDATE notices SET told = 1 WHERE id = ?', id),
    settled: (penalty) =>
      void store.run('UPDATE notices SET told = 1 WHERE server = ? AND penalty = ?', server, penalty),
    takeUnmentioned: () =>
      store.transaction(() => {
        const taken = rows('mentioned = 0');
        store.run('UPDATE notices SET mentioned = 1 WHERE server = ? AND mentioned = 0', server);
        return taken;
      }),
  };
};
