/** The league's drivers: their names and their Discord accounts. */
import { atOnce, inPieces } from '../../kit/pieces.ts';
import type { LeagueLinks, Links } from '../links/links.ts';
import { type ReadRoster, type RosterEntry, readingRoster } from './entries.ts';

/** The file as it is now; undefined if there is none. */
export type ReadRosterFile = () => { readonly name: string; readonly text: string } | undefined;

/** The result of reading the file. */
export interface ReadAnew {
  /** The file name used in messages; undefined if there is no file. */
  readonly file: string | undefined;
  readonly drivers: number;
  /** One sentence per wrong row. */
  readonly problems: readonly string[];
}

export interface RosterActions {
  /** Reads the file again. If it cannot be read, the drivers stay as they were and a UserError says why. */
  reload(): Promise<ReadAnew>;
}

/** They take 2 ms for a file of 1 MB with 25,000 drivers. */
const ROWS_IN_A_TURN = 500;

export class Roster implements RosterActions {
  readonly #read: ReadRosterFile;
  #byGuid: ReadonlyMap<string, RosterEntry> = new Map();
  #byAccount: ReadonlyMap<string, RosterEntry> = new Map();
  #revision = 0;
  /** Numbers readings as they begin: one that finishes after a later one is discarded. */
  #begun = 0;
  #latest = 0;

  constructor(read: ReadRosterFile = () => undefined) {
    this.#read = read;
  }

  /** Like `reload`, but without yielding to the event loop. Used while Pitwall starts. */
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

  /** How often the file was read. */
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

/** A link that a driver proved in the car takes precedence over the roster. */
export const linksWith = (links: Links, roster: Pick<Roster, 'of' | 'ofAccount'>): LeagueLinks => ({
  begin: (driver) => links.begin(driver),
  redeem: (code, userId) => links.redeem(code, userId),
  unlink: (userId) => links.unlink(userId),
  guidOf: (userId) => links.guidOf(userId) ?? roster.ofAccount(userId)?.guid,
  userOf: (guid) => links.userOf(guid) ?? roster.of(guid)?.discordId,
  isOfRoster: (who) => ('guid' in who ? roster.of(who.guid)?.discordId : roster.ofAccount(who.account)) !== undefined,
});
