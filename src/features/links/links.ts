/** Links Discord accounts to drivers, with codes that drivers use to prove who they are. */
import { randomInt } from 'node:crypto';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import type { Tables } from '../../store/migrations.ts';
import type { Store } from '../../store/store.ts';

export const linkTables: Tables = {
  room: 'links',
  steps: [
    `CREATE TABLE links (
       user_id TEXT PRIMARY KEY,
       guid TEXT NOT NULL UNIQUE,
       at INTEGER NOT NULL
     );`,
    // Links that have ended.
    `CREATE TABLE former_links (
       user_id TEXT NOT NULL,
       guid TEXT NOT NULL,
       until INTEGER NOT NULL,
       PRIMARY KEY (user_id, guid)
     ) WITHOUT ROWID;
     CREATE INDEX former_links_of_driver ON former_links (guid);`,
  ],
};

/** The name the driver had in the car when asking for the code. */
interface LinkedDriver {
  readonly guid: string;
  readonly name: string;
}

/** Which Discord account belongs to which driver. The code is shown only in the driver's car, which proves identity. */
export interface Links {
  /** A code to enter on Discord. It replaces the driver's earlier code. */
  begin(driver: LinkedDriver): string | Promise<string>;
  /** @returns the driver that the account is now linked to. Throws UserError for a code that is not open. */
  redeem(code: string, userId: string): LinkedDriver;
  /** Returns whether there was a link. */
  unlink(userId: string): boolean | Promise<boolean>;
  guidOf(userId: string): string | undefined;
  userOf(guid: string): string | undefined;
}

/** Own links plus those of the league's roster, which drivers cannot change. */
export interface LeagueLinks extends Links {
  /** Whether the roster itself links this account or this driver. */
  isOfRoster(who: { readonly account: string } | { readonly guid: string }): boolean;
}

/** Links that ended recently. Unlinking does not turn a person into somebody else. */
export interface FormerLinks {
  guidsOnceOf(userId: string): readonly string[];
  usersOnceOf(guid: string): readonly string[];
}

/** As long as a decision about a race can still be made. */
const FORMER_MS = 30 * 24 * 60 * 60_000;

export const CODE_MS = 10 * 60_000;
const GUESSES = 5;

/** Letters and digits that are not easily confused. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 6;

/** The links in this installation's own store. */
export interface OwnLinks extends Links, FormerLinks {
  begin(driver: LinkedDriver): string;
  unlink(userId: string): boolean;
  /** Every current link, and every link that ended recently. */
  all(): Record<'links' | 'former', readonly { readonly user: string; readonly guid: string }[]>;
}

export function openLinks(store: Store, clock: Clock): OwnLinks {
  const codes = new Map<string, LinkedDriver & { readonly until: number }>();
  const guesses = new Map<string, number[]>();

  /** Codes are short, so wrong guesses are limited. */
  function countGuess(userId: string): void {
    const recent = (guesses.get(userId) ?? []).filter((at) => at > clock.monotonic() - CODE_MS);
    if (recent.length >= GUESSES) throw new UserError('Too many wrong codes; try again in ten minutes.');
    guesses.set(userId, [...recent, clock.monotonic()]);
  }

  /** Must be called inside a transaction. */
  function end(where: string, ...values: string[]): boolean {
    store.run(
      `INSERT OR REPLACE INTO former_links (user_id, guid, until) SELECT user_id, guid, ? FROM links WHERE ${where}`,
      clock.now(),
      ...values,
    );
    return store.run(`DELETE FROM links WHERE ${where}`, ...values).changes > 0;
  }

  const since = (): number => clock.now() - FORMER_MS;

  return {
    begin({ guid, name }) {
      for (const [code, open] of codes) if (open.guid === guid || open.until < clock.monotonic()) codes.delete(code);
      const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
      codes.set(code, { guid, name, until: clock.monotonic() + CODE_MS });
      return code;
    },
    redeem(code, userId) {
      countGuess(userId);
      const open = codes.get(code.toUpperCase());
      if (!open || open.until < clock.monotonic()) {
        throw new UserError(
          'That code is not valid. Type !link in the game chat for a new one; it works for ten minutes.',
        );
      }
      codes.delete(code.toUpperCase());
      guesses.delete(userId);
      store.transaction(() => {
        end('user_id = ? OR guid = ?', userId, open.guid);
        store.run('INSERT INTO links (user_id, guid, at) VALUES (?, ?, ?)', userId, open.guid, clock.now());
      });
      return { guid: open.guid, name: open.name };
    },
    unlink: (userId) => store.transaction(() => end('user_id = ?', userId)),
    guidOf: (userId) => store.get<{ guid: string }>('SELECT guid FROM links WHERE user_id = ?', userId)?.guid,
    userOf: (guid) => store.get<{ user_id: string }>('SELECT user_id FROM links WHERE guid = ?', guid)?.user_id,
    guidsOnceOf: (userId) =>
      store
        .all<{ guid: string }>('SELECT guid FROM former_links WHERE user_id = ? AND until > ?', userId, since())
        .map(({ guid }) => guid),
    usersOnceOf: (guid) =>
      store
        .all<{ user_id: string }>('SELECT user_id FROM former_links WHERE guid = ? AND until > ?', guid, since())
        .map((row) => row.user_id),
    all: () => ({
      links: store.all('SELECT user_id AS user, guid FROM links ORDER BY user_id'),
      former: store.all(
        'SELECT user_id AS user, guid FROM former_links WHERE until > ? ORDER BY user_id, guid',
        since(),
      ),
    }),
  };
}
