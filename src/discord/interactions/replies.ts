import type { Clock } from '../../kit/clock.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';

/** A token edits its reply for this long. */
const TOKEN_LIFE_MS = 15 * 60_000;

export const repliesTables: Tables = {
  room: 'discordReplies',
  steps: [
    `CREATE TABLE discord_replies (
       interaction_id TEXT PRIMARY KEY,
       application_id TEXT NOT NULL,
       token TEXT NOT NULL,
       until INTEGER NOT NULL
     );`,
  ],
};

export interface Deferred {
  readonly id: string;
  readonly applicationId: string;
  /** Whoever has it can edit the reply: never logged. */
  readonly token: string;
}

/** Replies that were promised ("Pitwall is thinking…") and not given yet; a crash leaves them here. */
export interface Replies {
  deferred(reply: Deferred): void;
  answered(id: string): void;
  /** What an earlier life of the program left here and can still be edited. Asked at the start, before anything else. */
  orphans(): Deferred[];
  /** Resolves once nothing promised in this life is left to be answered. */
  settled(): Promise<void>;
}

export function repliesIn(store: Store, clock: Clock): Replies {
  const open = new Set<string>();
  let wake = () => {};
  return {
    deferred({ id, applicationId, token }) {
      const until = clock.now() + TOKEN_LIFE_MS;
      open.add(id);
      store.run('INSERT OR REPLACE INTO discord_replies VALUES (?, ?, ?, ?)', id, applicationId, token, until);
    },
    answered(id) {
      open.delete(id);
      if (open.size === 0) wake();
      store.run('DELETE FROM discord_replies WHERE interaction_id = ?', id);
    },
    orphans() {
      store.run('DELETE FROM discord_replies WHERE until <= ?', clock.now());
      return store.all<Deferred>(
        'SELECT interaction_id AS id, application_id AS applicationId, token FROM discord_replies',
      );
    },
    settled: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (open.size === 0) resolve();
      }),
  };
}
