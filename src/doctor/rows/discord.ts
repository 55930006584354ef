/** Checks whether Discord accepts the bot, and what it may read there. */
import { timeOf } from '../../kit/timeOfDay.ts';
import type { DiscordFacts, Facts } from '../facts.ts';
import { inviteLink } from '../permissions.ts';
import { FINE, type Finding, fault, NOT_HERE, notRun, type Row, type Verdict, warning } from '../row.ts';
import { inStore, withoutDiscord } from './missing.ts';

/** Out of 1000 in 24 hours. Below this, Pitwall waits, because Discord resets the token of a bot that has none left. */
export const FEW_LOGINS = 50;

const BEHIND_MS = 2000;

export const discordRows: readonly Row[] = [
  {
    number: 6,
    title: 'Discord accepts the token',
    check: (facts) => (facts.discord ? tokenFindings(facts.discord, facts) : withoutDiscord(facts)),
  },
  {
    number: 7,
    title: 'Discord has not refused the token while Pitwall was running',
    check: (facts) =>
      inStore(facts, ({ notes }) => {
        const refused = notes.find(({ key }) => key === 'token refused');
        if (!refused) return FINE;
        return [
          warning(
            `Discord refused the token at ${timeOf(refused.at, facts.now)}; posts waited.`,
            'Nothing, if it is accepted now.',
          ),
        ];
      }),
  },
  {
    number: 8,
    title: 'The bot is on the Discord server',
    check: (facts) => whenAccepted(facts, (discord, guildId) => (discord.guild ? FINE : [notThere(discord, guildId)])),
  },
  {
    number: 9,
    title: 'The bot may have slash commands',
    check: (facts) =>
      whenThere(facts, (discord, guildId) =>
        discord.commands === 'not allowed'
          ? [
              fault(
                `The bot may not have commands on "${discord.guild?.name}".`,
                `Invite it again with the scope applications.commands: ${linkFor(discord, guildId)}`,
              ),
            ]
          : FINE,
      ),
  },
  {
    number: 10,
    title: 'Discord has the current slash commands',
    // The first start registers them.
    check: (facts) =>
      whenThere(facts, ({ commands }) =>
        commands === 'none' && facts.data === undefined ? NOT_HERE : commandFindings(commands),
      ),
  },
  {
    number: 11,
    title: 'The bot can read the Discord chat that goes into the game',
    check: (facts) =>
      whenAccepted(facts, ({ hasMessageContent, applicationId }) =>
        facts.settings.config?.discord.chatToGame && hasMessageContent === false
          ? [
              fault(
                'Discord refuses to let this bot read messages.',
                `Switch on "Message Content Intent" under "Bot" at https://discord.com/developers/applications/${applicationId}/bot, or set DISCORD_CHAT_TO_GAME=no.`,
              ),
            ]
          : FINE,
      ),
  },
  {
    number: 12,
    title: 'Discord still allows logins today',
    check: (facts) =>
      whenAccepted(facts, ({ logins }) =>
        logins && logins.left < FEW_LOGINS
          ? [
              warning(
                `Only ${logins.left} log-ins left until ${timeOf(logins.resetAt, facts.now)}; Pitwall waits, or Discord resets the token.`,
                'Wait, and find out what starts Pitwall again and again.',
              ),
            ]
          : FINE,
      ),
  },
  {
    number: 21,
    title: 'Two-factor authentication is on where Discord requires it',
    check: (facts) =>
      whenThere(facts, ({ guild }) =>
        guild?.needsTwoFactor
          ? [
              warning(
                'This server demands two-factor authentication of moderators, so of this bot’s owner.',
                'Switch it on for the account that owns the bot, or Discord refuses webhooks, channels and roles (60003).',
              ),
            ]
          : FINE,
      ),
  },
  {
    number: 36,
    title: 'This machine’s clock agrees with Discord’s',
    check(facts) {
      const { discord } = facts;
      if (discord?.token !== 'accepted') return withoutDiscord(facts);
      const ahead = discord.clockAheadMs;
      if (ahead === undefined) return notRun('Discord did not say what time it is');
      if (Math.abs(ahead) <= BEHIND_MS) return FINE;
      const by = `${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? 'ahead of' : 'behind'} Discord's`;
      return [warning(`This clock is ${by}; posts may be late.`, 'Have the machine set its clock by NTP.')];
    },
  },
  {
    number: 41,
    title: 'No other program has this bot’s token',
    check: (facts) =>
      inStore(facts, ({ notes }) => {
        const rival = notes.find(({ key }) => key === 'rival');
        if (!rival) return FINE;
        return [
          fault(
            `Another program answers with this bot's token, last at ${timeOf(rival.at, facts.now)}.`,
            'End the other Pitwall, or reset the token under "Bot" in the Discord developer portal and set the new one here.',
          ),
        ];
      }),
  },
];

/** Checks that need only a working token. */
function whenAccepted(facts: Facts, check: (discord: DiscordFacts, guildId: string) => Verdict): Verdict {
  const { discord, settings } = facts;
  const isKnown = discord?.token === 'accepted' && settings.config;
  return isKnown ? check(discord, settings.config.discord.guildId) : withoutDiscord(facts);
}

function whenThere(facts: Facts, check: (discord: DiscordFacts, guildId: string) => Verdict): Verdict {
  return facts.discord?.guild ? whenAccepted(facts, check) : withoutDiscord(facts);
}

function tokenFindings({ token, unreachable }: DiscordFacts, facts: Facts): Verdict {
  if (unreachable !== undefined) {
    return [
      warning(`Discord cannot be reached: ${unreachable}.`, 'Look whether this machine reaches https://discord.com.'),
    ];
  }
  if (token === 'unknown') return withoutDiscord(facts);
  return token === 'refused' ? [refusedToken(facts.settings.token ?? '')] : FINE;
}

function refusedToken(written: string): Finding {
  const what = mistakenFor(written);
  return fault(
    `Discord does not accept DISCORD_TOKEN${what === undefined ? '' : `: that is the ${what}`}.`,
    'Copy the bot\'s token from "Bot" in the Discord developer portal; "Reset Token" makes a new one.',
  );
}

/** Other values from the portal that get pasted instead of the token. */
export function mistakenFor(text: string): string | undefined {
  if (/^[0-9a-f]{64}$/.test(text)) return 'public key of the application';
  if (/^\d{17,20}$/.test(text)) return 'id of the application';
  if (/^[\w-]{32}$/.test(text)) return 'client secret of the application';
  return undefined;
}

const linkFor = ({ applicationId = '' }: DiscordFacts, guildId: string): string =>
  inviteLink(applicationId, 'running', guildId);

function notThere(discord: DiscordFacts, guildId: string): Finding {
  const names = discord.guilds.map(({ name }) => name);
  const where = names.length === 0 ? 'on no server yet' : `on ${names.join(' and ')}`;
  return fault(
    `The bot is ${where}, not on the Discord server ${guildId} (DISCORD_GUILD_ID).`,
    `Invite it there: ${linkFor(discord, guildId)}`,
  );
}

function commandFindings(commands: DiscordFacts['commands']): Verdict {
  if (commands === undefined) return notRun('Discord did not say which it has');
  if (commands === 'not allowed') return notRun('the bot may not have slash commands');
  if (commands === 'same') return FINE;
  const what =
    commands === 'none'
      ? 'Discord has none of Pitwall’s commands: it deletes them when a bot is removed from the server.'
      : 'Discord has other commands than these.';
  return [
    warning(what, 'Start Pitwall again: it registers its commands at every start if they differ.', {
      kind: 'commands',
    }),
  ];
}
