import { resolve } from 'node:path';
import { commands } from '../commands/index.ts';
import { dataDirectoryIn } from './config/dataDirectory.ts';
import { tellSlashCommands } from './discord/interactions/commandsTable.ts';
import { slashSchema } from './discord/interactions/schema.ts';
import { inspect } from './discord/session/inspect.ts';
import { ownRest } from './discord/session/login.ts';
import { checkAll, exitCodeOf } from './doctor/checks.ts';
import type { DataFacts, DiscordFacts, Facts } from './doctor/facts.ts';
import { lookAtData } from './doctor/look/data.ts';
import { lookAtMachine } from './doctor/look/machine.ts';
import { lookAtServer } from './doctor/look/server.ts';
import { lookAtSettings } from './doctor/look/settings.ts';
import { linesOf } from './doctor/print.ts';
import { repair } from './doctor/repair.ts';
import type { Repair } from './doctor/row.ts';
import { channelsIn } from './doctor/rows/place.ts';
import { lookAtNats } from './fleet/nats/look.ts';
import { systemClock } from './kit/clock.ts';
import { messageOf, UserError } from './kit/errors.ts';

const ENV_FILE = resolve('.env');

/** Gathers all facts, including a look at Discord and ten seconds of listening to each game server. */
async function factsNow(): Promise<Facts> {
  const settings = lookAtSettings(process.env, ENV_FILE);
  const data = settings.isConfigured ? lookAtData(dataDirectoryIn(process.env)) : undefined;
  const isListenedTo = data?.isLocked === true;
  const { fleet } = settings;
  const [discord, nats, servers] = await Promise.all([
    discordFacts(settings, serverIds(settings, data)),
    fleet && lookAtNats(fleet.nats, 'edge' in fleet ? fleet.edge : undefined),
    Promise.all(
      settings.servers.map((server) =>
        lookAtServer(server, {
          clock: systemClock,
          isListenedTo,
          witnessed: data?.witnessed?.get(server.id),
          readLog: data?.readLogs?.find((each) => each.server === server.id),
        }),
      ),
    ),
  ]);
  return { now: Date.now(), machine: lookAtMachine(), settings, discord, servers, data, nats };
}

type Settings = ReturnType<typeof lookAtSettings>;

/** A hub's servers are those that its edges have reported. */
function serverIds({ fleet, config }: Settings, data: DataFacts | undefined): readonly string[] {
  const isHub = fleet !== undefined && !('edge' in fleet);
  if (isHub) return [...new Set(data?.hosts?.flatMap(({ servers }) => servers))];
  return (config?.servers ?? []).map(({ id }) => id);
}

/** The token can be tried even while other settings are wrong. */
async function discordFacts({ config, token }: Settings, ids: readonly string[]): Promise<DiscordFacts | undefined> {
  if (token === undefined || !/^[\w.-]+$/.test(token)) return undefined;
  const apiUrl = config?.discord.apiUrl ?? (process.env.DISCORD_API_URL || undefined);
  const rest = ownRest({ token, apiUrl });
  const channelIds = config && channelsIn(config).map(({ id }) => id);
  return inspect({
    rest,
    clock: systemClock,
    guildId: config?.discord.guildId,
    channelIds,
    commands: slashSchema(commands, ids),
  });
}

async function fix(facts: Facts, repairs: readonly Repair[]): Promise<void> {
  for (const what of repairs) {
    try {
      console.log(`Fixed: ${what.kind === 'commands' ? await tellAgain(facts) : repair(what)}`);
    } catch (error) {
      console.log(`Not fixed: ${messageOf(error)}`);
    }
  }
}

async function tellAgain({ settings: { config }, discord, servers, data, nats }: Facts): Promise<string> {
  const { applicationId } = discord ?? {};
  if (!config || applicationId === undefined) throw new UserError('Discord is not set up, or cannot be reached.');
  const ids = nats?.role === 'hub' ? (data?.hosts ?? []).flatMap((host) => host.servers) : servers.map(({ id }) => id);
  const told = slashSchema(commands, [...new Set(ids)]);
  await tellSlashCommands(ownRest(config.discord), { applicationId, guildId: config.discord.guildId, commands: told });
  return 'Discord knows the commands again.';
}

interface Asked {
  readonly fix?: boolean;
  readonly json?: boolean;
  readonly all?: boolean;
}

/** @returns the exit code */
export async function examine(asked: Asked): Promise<number> {
  let facts = await factsNow();
  let checked = checkAll(facts);
  const repairs = checked.flatMap(({ findings }) => findings.flatMap((finding) => finding.repair ?? []));
  if (asked.fix && repairs.length > 0) {
    await fix(facts, repairs);
    facts = await factsNow();
    checked = checkAll(facts);
  }
  if (asked.json) console.log(JSON.stringify(checked, undefined, 2));
  else console.log(linesOf(checked, { isTerminal: process.stdout.isTTY, all: asked.all }).join('\n'));
  return exitCodeOf(checked);
}
