import { parseArgs } from 'node:util';
import { messageOf, UserError } from '../../src/kit/errors.ts';
import { openPage } from './page.ts';
import { type LocalDiscord, openLocalDiscord } from './server.ts';

const HELP = `A Discord on this machine, for trying the bot without a token.

  npm run sandbox:discord -- --port 4000 [--host 127.0.0.1]

It prints the variables that point a bot at it, shows its channels at http://<host>:<port>/, and runs until it is
interrupted.`;

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
  /** Pitwall's link for an owner who lets it make the channels and roles; nobody can invite it again here. */
  invitation: {
    permissions: [
      'ViewChannel',
      'SendMessages',
      'EmbedLinks',
      'ReadMessageHistory',
      'ManageWebhooks',
      'AttachFiles',
      'AddReactions',
      'CreatePublicThreads',
      'SendMessagesInThreads',
      'PinMessages',
      'ManageChannels',
      'ManageRoles',
    ],
  },
} as const;

/** What to print, and how to close everything. */
export interface Standalone {
  readonly text: string;
  close(): Promise<void>;
}

/** The local Discord on its own, with its command line options; throws a UserError for unknown ones. */
export async function openStandalone(words: readonly string[], log: (line: string) => void): Promise<Standalone> {
  const { port, host, help } = readWords(words);
  if (help) return { text: HELP, close: async () => {} };
  const discord = await open({ port, host, log });
  return { text: `# The channels: ${discord.url}/\n${environmentOf(discord)}`, close: () => discord.close() };
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

async function open({ port, host, log }: { port: number; host: string; log: (line: string) => void }) {
  try {
    return await openLocalDiscord({ port, host, ...LEAGUE, log, page: openPage });
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (isTaken) throw new UserError(`Port ${port} on ${host} is already taken; choose another with --port.`);
    throw new UserError(`The local Discord cannot open port ${port} on ${host}: ${messageOf(error)}.`);
  }
}

/** The lines for a bot's `.env`, with the names that the bot reads. */
function environmentOf(discord: LocalDiscord): string {
  return [
    `DISCORD_TOKEN=${discord.token}`,
    `DISCORD_API_URL=${discord.api}`,
    `DISCORD_GUILD_ID=${discord.guildId}`,
    `DISCORD_CHANNEL_ID=${discord.channel('race-control')}`,
    `DISCORD_CHAT_CHANNEL_ID=${discord.channel('game-chat')}`,
    `DISCORD_ADMIN_ROLES=${discord.role('Admin')}`,
    `DISCORD_STEWARD_ROLES=${discord.role('Steward')}`,
    `DISCORD_DRIVER_ROLES=${discord.role('Driver')}`,
  ].join('\n');
}
