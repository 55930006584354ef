import { commands } from '../commands/index.ts';
import { serversOfHub } from './app/hub/config.ts';
import { openOwnStore } from './app/tables.ts';
import { readConfig } from './config/environment.ts';
import { openServersFile } from './config/serversFile.ts';
import { registerCommands } from './discord/interactions/commandsTable.ts';
import { slashSchema } from './discord/interactions/schema.ts';
import { destroy, login } from './discord/session/login.ts';
import { systemClock } from './kit/clock.ts';

/** For the terminal: what we are waiting for, without the details of the log. */
const log = {
  info() {},
  warn: (_: object, message: string) => process.stderr.write(`${message}\n`),
  error: (_: object, message: string) => process.stderr.write(`${message}\n`),
};

/**
 * Registers the slash commands with Discord, whatever it has. A start does so only if Discord's differ.
 *
 * @returns what was done, in a sentence
 */
export async function deploy(): Promise<string> {
  const { discord, servers, dataDirectory, fleet } = readConfig(process.env, openServersFile(process.env.SERVERS_FILE));
  const store = openOwnStore(dataDirectory, { warn: (sentence) => log.warn({}, sentence) });
  // A hub's servers are those that its edges have reported.
  const ids = fleet ? serversOfHub(store, systemClock) : servers.map(({ id }) => id);
  const slashCommands = slashSchema(commands, ids);
  const { client, guild } = await login({ config: discord, clock: systemClock, log, prepare() {} });
  try {
    await registerCommands({
      rest: client.rest,
      store,
      applicationId: client.application.id,
      guildId: guild.id,
      commands: slashCommands,
    });
    return `Registered ${slashCommands.length} commands for ${guild.name}.`;
  } finally {
    await destroy(client, systemClock);
    store.close();
  }
}
