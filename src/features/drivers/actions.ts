/** What can be done to a driver. */
import type { Driver, Ordered } from '../../events/events.ts';
import type { Attempt } from '../../kit/attempt.ts';
import { inPieces } from '../../kit/pieces.ts';
import { type BanOrder, ban, costOfBan, unban } from './ban.ts';
import type { Ban } from './banTable.ts';
import { pm, say } from './chat.ts';
import { costOfKick, kick } from './kick.ts';
import type { BanSubject, DriverParts } from './parts.ts';

export type { Ban };

/**
 * What can be done to a driver. Whoever is meant is meant by GUID: somebody else in the same car is never hit. Each
 * answers with what became of it, in sentences. What is done is kept in the attempt of whoever asked. Refusals are
 * UserErrors.
 */
export interface DriverActions {
  kick(driver: Driver, order: Ordered, attempt?: Attempt): Promise<string>;
  /** What a kick means here, for a question. */
  costOfKick(driver: Driver): string;
  /** The hardest way that the server knows. */
  forceKick(driver: Driver, order: Ordered, attempt?: Attempt): Promise<string>;
  ban(person: BanSubject, order: BanOrder, attempt?: Attempt): Promise<string>;
  unban(guid: string, order: Ordered, attempt?: Attempt): Promise<string>;
  /** Bans that stand, the newest first. */
  bans(): readonly Ban[];
  /** Those of them that are meant, no more than `most`; with a turn for everything else in between. */
  findBans(isMeant: (ban: Ban) => boolean, most: number): Promise<readonly Ban[]>;
  /** What a ban means here, for a question. */
  costOfBan(person: BanSubject, order: Pick<BanOrder, 'durationMs'>): string;
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
