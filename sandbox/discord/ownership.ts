import type { PermissionName } from './codes.ts';
import { refusal } from './refusal.ts';

/** https://discord.com/developers/docs/topics/permissions: those with an asterisk that the local Discord has. */
const TWO_FACTOR: ReadonlySet<PermissionName> = new Set([
  'ManageChannels',
  'ManageMessages',
  'ManageRoles',
  'ManageThreads',
  'ManageWebhooks',
]);

/** Settings of the guild's owner and of the bot's owner. */
export class Ownership {
  /** The guild requires two-factor authentication for moderators. */
  demandsTwoFactor = false;
  /** The account that owns the bot has two-factor authentication, which the bot needs for moderation. */
  hasTwoFactor = false;
  /** Inviting the bot requires a code grant, which no plain invitation has. */
  requiresCodeGrant = false;

  /** 60003 for permissions that need it according to the documentation. */
  mustHaveTwoFactor(needed: readonly PermissionName[]): void {
    if (this.demandsTwoFactor && !this.hasTwoFactor && needed.some((name) => TWO_FACTOR.has(name)))
      throw refusal(60003);
  }
}
