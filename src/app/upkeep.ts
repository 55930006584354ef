/** Checks the whole installation from inside, for /doctor and /setup. */
import { resolve } from 'node:path';
import type { Upkeep } from '../command/upkeep.ts';
import type { Config } from '../config/environment.ts';
import type { Outbox } from '../discord/outbox/outbox.ts';
import type { DiscordSetup } from '../discord/session/setup.ts';
import { checkAll } from '../doctor/checks.ts';
import type { DiscordFacts, Facts, ServerFacts } from '../doctor/facts.ts';
import { lookAtData } from '../doctor/look/data.ts';
import { lookAtFiles } from '../doctor/look/files.ts';
import { lookAtMachine } from '../doctor/look/machine.ts';
import { lookAtRcon } from '../doctor/look/server.ts';
import { lookAtEnvFile } from '../doctor/look/settings.ts';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import type { Store } from '../store/store.ts';
import { english } from '../texts/english/index.ts';
import type { OpenServer } from './server.ts';

export interface UpkeepNeeds {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Pick<Outbox, 'post'>;
  readonly servers: ReadonlyMap<string, OpenServer>;
  /** Undefined while Discord is unreachable. */
  readonly discordFacts: () => Promise<DiscordFacts | undefined>;
  readonly setup: () => DiscordSetup | undefined;
  /** What a hub has instead of game servers. */
  readonly fleet?: HubUpkeep | undefined;
}

export interface HubUpkeep {
  facts(): Promise<Pick<Facts, 'nats' | 'fleet' | 'servers'>>;
  /** Says a line in the game of each server. */
  say(line: string): Promise<readonly string[]>;
}

const ENV_FILE = '.env';

export function openUpkeep(needs: UpkeepNeeds): Upkeep {
  const { config, outbox } = needs;
  const setup = (): DiscordSetup => {
    const open = needs.setup();
    if (!open) throw new UserError('Discord is unreachable right now; try again in a moment.');
    return open;
  };
  return {
    checks: async () => checkAll(await factsOf(needs)),
    plan: () => setup().plan(),
    makeChannels: (attempt) => setup().makeChannels(attempt),
    makeRoles: (attempt) => setup().makeRoles(attempt),
    take: (purpose, id) => setup().take(purpose, id),
    undo: (attempt) => setup().undo(attempt),
    testCard() {
      const { channelId } = config.discord;
      outbox.post(channelId, { lane: 'race', body: { embeds: [{ description: english.testCard() }] } });
      return 'Test card sent to the main channel.';
    },
    testLine: needs.fleet?.say,
  };
}

async function factsOf({ config, store, clock, servers, discordFacts, fleet }: UpkeepNeeds): Promise<Facts> {
  const remote = await fleet?.facts();
  return {
    now: clock.now(),
    machine: lookAtMachine(),
    settings: {
      isConfigured: true,
      problems: [],
      token: config.discord.token,
      envFile: lookAtEnvFile(resolve(ENV_FILE)),
      config,
    },
    discord: await discordFacts(),
    servers: remote?.servers ?? (await localFacts({ config, servers, clock })),
    data: lookAtData(config.dataDirectory, store),
    nats: remote?.nats,
    fleet: remote?.fleet,
  };
}

/** Of the game servers of this process. */
export const localFacts = ({
  config,
  servers,
  clock,
}: Pick<UpkeepNeeds, 'servers' | 'clock'> & { readonly config: Pick<Config, 'servers'> }): Promise<ServerFacts[]> =>
  Promise.all(config.servers.map((each) => serverFacts(each, servers, clock)));

async function serverFacts(
  config: Config['servers'][number],
  servers: UpkeepNeeds['servers'],
  clock: Clock,
): Promise<ServerFacts> {
  const files = await lookAtFiles(config, clock.now());
  const heard = servers.get(config.id)?.live.hearing.facts();
  return {
    id: config.id,
    isExternal: config.external !== undefined,
    dialect: config.dialect ?? 'kunos',
    ...heard,
    ...files,
    rcon: await lookAtRcon(config, clock),
  };
}
