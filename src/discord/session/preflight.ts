/** All checks possible before a log-in. Discord counts log-ins, and resets the token of a bot with none left. */
import type { Command } from '../../command/command.ts';
import { type Checked, checkAll } from '../../doctor/checks.ts';
import type { DiscordFacts, Facts } from '../../doctor/facts.ts';
import { FEW_LOGINS, mistakenFor } from '../../doctor/rows/discord.ts';
import { channelsIn } from '../../doctor/rows/place.ts';
import type { Clock } from '../../kit/clock.ts';
import { UserError } from '../../kit/errors.ts';
import { timeOf } from '../../kit/timeOfDay.ts';
import { sleep } from '../../kit/wait.ts';
import type { DiscordLog } from '../common/failures.ts';
import { slashSchema } from '../interactions/schema.ts';
import type { DiscordConfig } from './config.ts';
import { inspect } from './inspect.ts';
import { isTokenRefused, ownRest, WRONG_TOKEN } from './login.ts';
import type { SteadyRest } from './steadyRest.ts';

export interface PreflightOptions {
  readonly config: DiscordConfig;
  readonly commands: readonly Command[];
  /** The ids of all game servers. */
  readonly servers: readonly string[];
  readonly clock: Clock;
  readonly log: DiscordLog;
}

/** The results, once Pitwall may log in. */
export interface Preflight {
  readonly facts: DiscordFacts;
  /** Problems that do not keep Pitwall from running, one sentence each. */
  readonly warnings: readonly string[];
}

/** The checks about Discord. Which channels everybody can read (18, 19) is reported later, once the outbox knows it. */
const ASKED: ReadonlySet<number> = new Set([8, 9, 11, 13, 14, 15, 16, 20, 21, 36]);

/** Without these, running makes no sense: the server, the commands, the intents, and the main channel. */
const NEEDED: ReadonlySet<number> = new Set([8, 9, 11, 14, 15, 16]);

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
/** The interval while only a few log-ins are left. */
const ASKED_AGAIN_MS = 10 * 60_000;

/**
 * Asks until Discord has answered.
 *
 * @throws UserError with one sentence per line for everything that keeps Pitwall from running
 */
export async function preflight(options: PreflightOptions): Promise<Preflight> {
  const rest = ownRest(options.config);
  try {
    return await asked(rest, options);
  } finally {
    rest.clearHandlerSweeper();
    rest.clearHashSweeper();
  }
}

async function asked(rest: SteadyRest, options: PreflightOptions): Promise<Preflight> {
  const { config, commands, servers, clock, log } = options;
  const told = slashSchema(commands, servers);
  const channelIds = channelsIn(settingsOf(config)).map(({ id }) => id);
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    const facts = await inspect({ rest, clock, guildId: config.guildId, channelIds, commands: told });
    if (facts.token === 'refused' && (await isTokenRefused(rest))) throw new UserError(wrongToken(config.token));
    if (facts.token !== 'accepted') {
      log.warn({ reason: facts.unreachable, waitMs }, 'Discord cannot be reached yet');
      await sleep(clock, waitMs);
    } else if (facts.logins && facts.logins.left < FEW_LOGINS) {
      log.warn({}, fewLogins(facts.logins, clock.now()));
      await sleep(clock, Math.max(1000, Math.min(facts.logins.resetAt - clock.now(), ASKED_AGAIN_MS)));
    } else {
      return { facts, warnings: warningsOf(config, facts, clock) };
    }
  }
}

const settingsOf = (config: DiscordConfig) => ({ discord: config, servers: config.gameServers ?? [] });

function wrongToken(token: string): string {
  const what = mistakenFor(token);
  return what === undefined ? WRONG_TOKEN : `${WRONG_TOKEN} What is set is the ${what}.`;
}

const fewLogins = ({ left, resetAt }: { readonly left: number; readonly resetAt: number }, now: number): string =>
  `Discord allows this bot ${left} more log-ins until ${timeOf(resetAt, now)}; Pitwall waits, because Discord resets the token of a bot that goes over.`;

/** @throws UserError */
function warningsOf(config: DiscordConfig, discord: DiscordFacts, clock: Clock): readonly string[] {
  const facts: Facts = {
    now: clock.now(),
    machine: { node: process.versions.node },
    settings: { isConfigured: true, problems: [], config: settingsOf(config) },
    discord,
    servers: [],
  };
  const found = checkAll(facts).filter(({ number }) => ASKED.has(number));
  const needed = sentencesOf(found, (number, level) => NEEDED.has(number) && level === 'fault');
  if (needed.length > 0) throw new UserError(needed.join('\n'));
  return sentencesOf(found, () => true);
}

const sentencesOf = (found: readonly Checked[], isMeant: (number: number, level: string) => boolean): string[] =>
  found.flatMap(({ number, findings }) =>
    findings.filter(({ level }) => isMeant(number, level)).map(({ sentence, fix }) => `${sentence} ${fix}`),
  );
