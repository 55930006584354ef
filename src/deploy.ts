import { commands } from '../commands/index.ts';
import { openOwnStore } from './app/tables.ts';
import { type Config, readConfig } from './config/environment.ts';
import { openServersFile } from './config/serversFile.ts';
import { registerCommands } from './discord/interactions/commandsTable.ts';
import { slashSchema } from './discord/interactions/schema.ts';
import { destroy, login } from './discord/session/login.ts';
import { systemClock } from './kit/clock.ts';
import { exitCodeFor, messageOf, UserError } from './kit/errors.ts';

/** For the terminal: what keeps us waiting, without the details that a log has. */
const log = {
  info() {},
  warn: (_: object, message: string) => process.stderr.write(`${message}\n`),
  error: (_: object, message: string) => process.stderr.write(`${message}\n`),
};

// No timer of ours keeps the process alive, not even while it waits for a Discord that is out of reach.
setInterval(() => {}, 2 ** 30);

try {
  console.log(await deploy(readConfig(process.env, openServersFile(process.env.SERVERS_FILE))));
  process.exit(0);
} catch (error) {
  console.error(error instanceof UserError ? error.message : `The commands were not registered: ${messageOf(error)}`);
  process.exit(exitCodeFor(error));
}

/**
 * Tells Discord the slash commands, whatever it has. A start does so only where Discord has others.
 */
async function deploy({ discord, servers, dataDirectory }: Config): Promise<string> {
  const store = openOwnStore(dataDirectory, { warn: (sentence) => log.warn({}, sentence) });
  const slashCommands = slashSchema(
    commands,
    servers.map(({ id }) => id),
  );
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
