import { AT, DAY_MS, withData, withDiscord, withGuild, withSettings } from '../changes.ts';
import { discord, GUILD } from '../fine.ts';
import type { Mistake } from './mistake.ts';

export const discordMistakes: readonly Mistake[] = [
  [6, withDiscord({ token: 'refused' }), 'Discord does not accept DISCORD_TOKEN.'],
  [
    6,
    { ...withSettings({ token: 'ab'.repeat(32) }), discord: { ...discord, token: 'refused' } },
    'Discord does not accept DISCORD_TOKEN: that is the public key of the application.',
  ],
  [6, withDiscord({ token: 'unknown', unreachable: 'ENOTFOUND' }), 'Discord cannot be reached: ENOTFOUND.'],
  [7, withData({ notes: [{ key: 'token refused', at: AT }] }), 'Discord refused the token at 19:14; posts waited.'],
  [
    7,
    withData({ notes: [{ key: 'token refused', at: AT - DAY_MS }] }),
    'Discord refused the token at 19:14 on 20 November; posts waited.',
  ],
  [
    8,
    withDiscord({
      guild: undefined,
      guilds: [
        { id: '1', name: 'A' },
        { id: '2', name: 'B' },
      ],
    }),
    `The bot is on A and B, not on the Discord server ${GUILD} (DISCORD_GUILD_ID).`,
  ],
  [9, withDiscord({ commands: 'not allowed' }), 'The bot may not have commands on "League".'],
  [
    10,
    withDiscord({ commands: 'none' }),
    'Discord has none of Pitwall’s commands: it deletes them when a bot is removed from the server.',
  ],
  [10, withDiscord({ commands: 'different' }), 'Discord has other commands than these.'],
  [11, withDiscord({ hasMessageContent: false }), 'Discord refuses to let this bot read messages.'],
  [
    12,
    withDiscord({ logins: { left: 41, resetAt: AT } }),
    'Only 41 log-ins left until 19:14; Pitwall waits, or Discord resets the token.',
  ],
  [
    12,
    withDiscord({ logins: { left: 41, resetAt: AT + DAY_MS } }),
    'Only 41 log-ins left until 19:14 on 22 November; Pitwall waits, or Discord resets the token.',
  ],
  [
    21,
    withGuild({ needsTwoFactor: true }),
    'This server demands two-factor authentication of moderators, so of this bot’s owner.',
  ],
  [36, withDiscord({ clockAheadMs: -93_000 }), "This clock is 93 s behind Discord's; posts may be late."],
  [
    41,
    withData({ notes: [{ key: 'rival', at: AT }] }),
    "Another program answers with this bot's token, last at 19:14.",
  ],
];
