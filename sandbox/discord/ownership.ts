import type { PermissionName } from './codes.ts';
import { refusal } from './refusal.ts';

/** https://discord.com/developers/docs/topics/permissions: those with an asterisk that the local Discord knows. */
const TWO_FACTOR: ReadonlySet<PermissionName> = new Set([
  'ManageChannels',
  'ManageMessages',
  'ManageRoles',
  'ManageThreads',
  'ManageWebhooks',
]);

/** What the owners of the guild and of the bot have switched on. */
export class Ownership {
  /** The guild demands two-factor authentication of moderators. */
  demandsTwoFactor = false;
  /** The account that owns the bot has it: what its bot may moderate depends on that. */
  hasTwoFactor = false;
  /** Whoever invites the bot must go through a code grant, which no plain invitation does. */
  requiresCodeGrant = false;

  /** 60003, for what the documentation marks as needing it. */
  mustHaveTwoFactor(needed: readonly PermissionName[]): void {
    if (this.demandsTwoFactor && !this.hasTwoFactor && needed.some((name) => TWO_FACTOR.has(name)))
      throw refusal(60003);
  }
}
