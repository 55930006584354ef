/** Why something is missing that checks need. */
import type { DataFacts, Facts } from '../facts.ts';
import { NOT_HERE, notRun, type Verdict } from '../row.ts';

/** An edge has no settings for Discord. */
export function withoutConfig({ settings: { isConfigured }, nats }: Facts): Verdict {
  return !isConfigured || nats?.role === 'edge' ? NOT_HERE : notRun('the settings have problems');
}

/** Without Discord's answers, or without the Discord server in them. */
export function withoutDiscord(facts: Facts): Verdict {
  const { discord, settings } = facts;
  if (discord?.token === 'refused') return notRun('Discord does not accept the token');
  if (discord?.unreachable !== undefined) return notRun(UNREACHED);
  if (!settings.config) return withoutConfig(facts);
  return notRun(discord?.token === 'accepted' ? 'the bot is not on the Discord server' : UNREACHED);
}

const UNREACHED = 'Discord could not be reached';

/** Before the first start there is no store. */
export function inStore({ data }: Facts, check: (data: DataFacts) => Verdict): Verdict {
  if (!data) return NOT_HERE;
  return data.isUnread ? notRun('pitwall.db could not be read') : check(data);
}
