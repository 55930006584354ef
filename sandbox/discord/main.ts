import { parseArgs } from 'node:util';
import { messageOf, UserError } from '../../src/errors.ts';
import { type LocalDiscord, openLocalDiscord } from './server.ts';

const HELP = `A Discord on this machine, for trying the bot without a token.

  npm run sandbox:discord -- --port 4000 [--host 127.0.0.1]

It prints the variables that point a bot at it, and runs until it is interrupted.`;

const LEAGUE = {
  guildName: 'Local league',
  channels: [
    { name: 'race-control', topic: 'Incidents and decisions' },
    { name: 'game-chat', topic: 'What is said in the game' },
  ],
  roles: [{ name: 'Admin' }, { name: 'Steward' }, { name: 'Driver' }],
  people: [
    { name: 'Alex', roles: ['Admin'] },
    { name: 'Sam', roles: ['Steward'] },
    { name: 'Dora', roles: ['Driver'] },
  ],
} as const;

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function run(words: readonly string[]): Promise<void> {
  const { port, host, help } = readWords(words);
  if (help) return console.log(HELP);
  const discord = await open(port, host);
  console.log(environmentOf(discord));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void discord.close());
}

function readWords(words: readonly string[]): { port: number; host: string; help: boolean } {
  try {
    const options = { port: { type: 'string' }, host: { type: 'string' }, help: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args: [...words], options });
    const { port = '4000', host = '127.0.0.1', help = false } = values;
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
      throw new UserError(`--port takes 0 to 65535, not "${port}".`);
    return { port: Number(port), host, help };
  } catch (error) {
    throw new UserError(messageOf(error));
  }
}

async function open(port: number, host: string): Promise<LocalDiscord> {
  try {
    return await openLocalDiscord({ port, host, ...LEAGUE, log: console.error });
  } catch (error) {
    throw new UserError(`The local Discord cannot open port ${port} on ${host}: ${messageOf(error)}.`);
  }
}

/** The lines of a bot's `.env`. */
function environmentOf(discord: LocalDiscord): string {
  const channels = discord.world.channels().map(({ name, id }) => `# channel #${name}: ${id}`);
  const roles = LEAGUE.roles.map(({ name }) => `# role ${name}: ${discord.role(name)}`);
  return [
    `DISCORD_TOKEN=${discord.token}`,
    `DISCORD_API_URL=${discord.api}`,
    `DISCORD_GUILD_ID=${discord.guildId}`,
    ...channels,
    ...roles,
  ].join('\n');
}
