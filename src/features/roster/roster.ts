/** The league's drivers: who is called what, and which account is whose. */
import { atOnce, inPieces } from '../../kit/pieces.ts';
import type { LeagueLinks, Links } from '../links/links.ts';
import { type ReadRoster, type RosterEntry, readingRoster } from './entries.ts';

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
  reload(): Promise<ReadAnew>;
}

/** Of 1 MB with 25,000 drivers that is 2 ms. */
const ROWS_IN_A_TURN = 500;

export class Roster implements RosterActions {
  readonly #read: ReadRosterFile;
  #byGuid: ReadonlyMap<string, RosterEntry> = new Map();
  #byAccount: ReadonlyMap<string, RosterEntry> = new Map();
  #revision = 0;
  /** Counts readings as they begin: one that took longer than a later one changes nothing any more. */
  #begun = 0;
  #latest = 0;

  constructor(read: ReadRosterFile = () => undefined) {
    this.#read = read;
  }

  /** As `reload`, without a turn for anything else: while Pitwall starts. */
  load(): ReadAnew {
    const file = this.#read();
    const number = ++this.#begun;
    return this.#take(number, file?.name, file && atOnce(readingRoster(file.text, file.name)));
  }

  async reload(): Promise<ReadAnew> {
    const file = this.#read();
    const number = ++this.#begun;
    return this.#take(
      number,
      file?.name,
      file && (await inPieces(readingRoster(file.text, file.name), ROWS_IN_A_TURN)),
    );
  }

  #take(number: number, file: string | undefined, read: ReadRoster | undefined): ReadAnew {
    if (number > this.#latest) {
      this.#latest = number;
      this.#byGuid = read?.byGuid ?? new Map();
      this.#byAccount = read?.byAccount ?? new Map();
      this.#revision += 1;
    }
    return { file, drivers: read?.byGuid.size ?? 0, problems: read?.problems ?? [] };
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
export const linksWith = (links: Links, roster: Pick<Roster, 'of' | 'ofAccount'>): LeagueLinks => ({
  begin: (driver) => links.begin(driver),
  redeem: (code, userId) => links.redeem(code, userId),
  unlink: (userId) => links.unlink(userId),
  guidOf: (userId) => links.guidOf(userId) ?? roster.ofAccount(userId)?.guid,
  userOf: (guid) => links.userOf(guid) ?? roster.of(guid)?.discordId,
  isOfRoster: (who) => ('guid' in who ? roster.of(who.guid)?.discordId : roster.ofAccount(who.account)) !== undefined,
});
