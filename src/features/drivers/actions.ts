/** The actions on drivers. */
import type { Driver, Ordered } from '../../events/events.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { inPieces } from '../../kit/pieces.ts';
import type { Sentence } from '../../kit/sentence.ts';
import { type BanOrder, ban, costOfBan, unban } from './ban.ts';
import type { Ban } from './banTable.ts';
import { pm, say } from './chat.ts';
import { costOfKick, kick } from './kick.ts';
import type { BanSubject, DriverParts } from './parts.ts';

export type { Ban };

/**
 * The actions on drivers. Drivers are identified by GUID, so that somebody else in the same car is never hit. Each
 * action returns the result in sentences. What was done is recorded in the caller's attempt. Refusals are UserErrors.
 */
export interface DriverActions {
  kick(driver: Driver, order: Ordered, attempt?: Attempt): Promise<Sentence>;
  /** What a kick means on this server, as a question. */
  costOfKick(driver: Driver): Sentence;
  /** The hardest kick the server has. */
  forceKick(driver: Driver, order: Ordered, attempt?: Attempt): Promise<Sentence>;
  ban(person: BanSubject, order: BanOrder, attempt?: Attempt): Promise<Sentence>;
  unban(guid: string, order: Ordered, attempt?: Attempt): Promise<string>;
  /** Bans in force, newest first. */
  bans(): readonly Ban[];
  /** The bans in force that match, at most `most`; lets everything else have a turn in between. */
  findBans(isMeant: (ban: Ban) => boolean, most: number): Promise<readonly Ban[]>;
  /** What a ban means on this server, as a question. */
  costOfBan(person: BanSubject, order: Pick<BanOrder, 'durationMs'>): Sentence;
  pm(driver: Driver, message: string, order: Ordered, attempt?: Attempt): Promise<string>;
  say(message: string, attempt?: Attempt): Promise<string>;
}

export const driverActions = (parts: DriverParts): DriverActions => ({
  kick: (driver, order, attempt) => kick(parts, 'kick', driver, order, attempt),
  costOfKick: (driver) => costOfKick(parts, driver),
  forceKick: (driver, order, attempt) => kick(parts, 'force_kick', driver, order, attempt),
  ban: (person, order, attempt) => ban(parts, person, order, attempt),
  unban: (guid, order, attempt) => unban(parts, guid, order, attempt),
  bans: () => parts.bans.standing(),
  findBans: (isMeant, most) => inPieces(parts.bans.find(isMeant, most), 1),
  costOfBan: (person, order) => costOfBan(parts, person, order),
  pm: (driver, message, order, attempt) => pm(parts.live, { driver, message, order, attempt }),
  say: (message, attempt) => say(parts.live, message, attempt),
});
