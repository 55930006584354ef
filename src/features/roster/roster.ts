/** The league's drivers: who is called what, and which account is whose. */
import type { Links } from '../links/links.ts';
import { type RosterEntry, readRoster } from './entries.ts';

/** The file as it is now; undefined where there is none. */
export type ReadRosterFile = () => { readonly name: string; readonly text: string } | undefined;

/** What a reading of the file has led to. */
export interface ReadAnew {
  /** How sentences call it; undefined where there is none. */
  readonly file: string | undefined;
  readonly drivers: number;
  /** One sentence a row that is wrong. */
  readonly problems: readonly string[];
}

export interface RosterActions {
  /** Reads it anew. Where it cannot be read the drivers stay as they were, and UserError says why. */
  reload(): ReadAnew;
}

export class Roster implements RosterActions {
  readonly #read: ReadRosterFile;
  #byGuid: ReadonlyMap<string, RosterEntry> = new Map();
  #byAccount: ReadonlyMap<string, RosterEntry> = new Map();
  #revision = 0;

  constructor(read: ReadRosterFile = () => undefined) {
    this.#read = read;
  }

  reload(): ReadAnew {
    const file = this.#read();
    const { entries, problems } = file ? readRoster(file.text, file.name) : { entries: [], problems: [] };
    this.#byGuid = new Map(entries.map((entry) => [entry.guid, entry]));
    this.#byAccount = new Map(entries.flatMap((entry) => (entry.discordId ? [[entry.discordId, entry]] : [])));
    this.#revision += 1;
    return { file: file?.name, drivers: entries.length, problems };
  }

  /** Counts how often it was read. */
  get revision(): number {
    return this.#revision;
  }

  get size(): number {
    return this.#byGuid.size;
  }

  of(guid: string): RosterEntry | undefined {
    return this.#byGuid.get(guid);
  }

  ofAccount(discordId: string): RosterEntry | undefined {
    return this.#byAccount.get(discordId);
  }
}

/** What a driver has proved in the car counts before what the roster says. */
export const linksWith = (links: Links, roster: Pick<Roster, 'of' | 'ofAccount'>): Links => ({
  begin: (driver) => links.begin(driver),
  redeem: (code, userId) => links.redeem(code, userId),
  unlink: (userId) => links.unlink(userId),
  guidOf: (userId) => links.guidOf(userId) ?? roster.ofAccount(userId)?.guid,
  userOf: (guid) => links.userOf(guid) ?? roster.of(guid)?.discordId,
});
