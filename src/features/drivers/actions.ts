/** What can be done to a driver. */
import type { Driver, Ordered } from '../../events/events.ts';
import { type BanOrder, ban, costOfBan, unban } from './ban.ts';
import type { Ban } from './banTable.ts';
import { pm, say } from './chat.ts';
import { kick } from './kick.ts';
import type { BanSubject, DriverParts } from './parts.ts';

export type { Ban, Ordered };

/**
 * What can be done to a driver. Whoever is meant is meant by GUID: somebody else in the same car is never hit. Each
 * answers with what became of it, in sentences. Refusals are UserErrors.
 */
export interface DriverActions {
  kick(driver: Driver, order: Ordered): Promise<string>;
  /** The hardest way that the server knows. */
  forceKick(driver: Driver, order: Ordered): Promise<string>;
  ban(person: BanSubject, order: BanOrder): Promise<string>;
  unban(guid: string, order: Ordered): Promise<string>;
  /** Bans that stand, the newest first. */
  bans(): readonly Ban[];
  /** What a ban means here, for a question. */
  costOfBan(person: BanSubject, order: Pick<BanOrder, 'durationMs'>): string;
  pm(driver: Driver, message: string, order: Ordered): Promise<string>;
  say(message: string): Promise<string>;
}

export const driverActions = (parts: DriverParts): DriverActions => ({
  kick: (driver, order) => kick(parts, 'kick', driver, order),
  forceKick: (driver, order) => kick(parts, 'force_kick', driver, order),
  ban: (person, order) => ban(parts, person, order),
  unban: (guid, order) => unban(parts, guid, order),
  bans: () => parts.bans.standing(),
  costOfBan: (person, order) => costOfBan(parts, person, order),
  pm: (driver, message, order) => pm(parts.live, { driver, message, order }),
  say: (message) => say(parts.live, message),
});
