import { Client, type ClientOptions, Events, GatewayIntentBits, SlashCommandBuilder } from 'discord.js';
import { type LocalDiscord, type LocalDiscordOptions, openLocalDiscord } from '../../../sandbox/discord/server.ts';

/** The same league for all tests of the local Discord. */
export const openLeague = (options: Partial<LocalDiscordOptions> = {}): Promise<LocalDiscord> =>
  openLocalDiscord({
    port: 0,
    guildName: 'Test league',
    channels: [{ name: 'race-control', topic: 'Incidents' }, { name: 'chat' }],
    roles: [{ name: 'Admins', permissions: 8n }, { name: 'Stewards' }],
    people: [
      { name: 'Ada', roles: ['Admins'] },
      { name: 'Sam', roles: ['Stewards'] },
      { name: 'Dora', roles: [] },
    ],
    ...options,
  });

export const INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.MessageContent,
  GatewayIntentBits.GuildMembers,
];

/** The unmodified client of discord.js, pointed at the local Discord. */
export const newClient = (discord: LocalDiscord, options: Partial<ClientOptions> = {}): Client =>
  new Client({ intents: INTENTS, ...options, rest: { api: discord.api, retries: 0, ...options.rest } });

/** Logged in and ready. */
export async function login(discord: LocalDiscord, options: Partial<ClientOptions> = {}): Promise<Client<true>> {
  const client = newClient(discord, options);
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  return ready;
}

/** A request as the bot would send it, without discord.js in between. */
export async function request(discord: Pick<LocalDiscord, 'api' | 'token'>, line: string, body?: unknown) {
  const [method, path] = line.split(' ');
  const response = await fetch(`${discord.api}/v10${path}`, {
    method: method ?? 'GET',
    headers: {
      authorization: `Bot ${discord.token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answered: { readonly id?: string; readonly code?: number } | undefined =
    text === '' ? undefined : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: answered };
}

/** One command of every shape: subcommands, options with choices, limits and autocomplete, one that is hidden. */
export const COMMANDS = [
  new SlashCommandBuilder()
    .setName('server')
    .setDescription('The server')
    .addSubcommand((sub) => sub.setName('info').setDescription('What runs'))
    .addSubcommand((sub) =>
      sub
        .setName('set')
        .setDescription('Change a session')
        .addStringOption((option) =>
          option.setName('session').setDescription('Which').setRequired(true).setAutocomplete(true),
        )
        .addIntegerOption((option) => option.setName('laps').setDescription('How many').setMinValue(1).setMaxValue(99)),
    ),
  new SlashCommandBuilder()
    .setName('verdict')
    .setDescription('Decide')
    .addStringOption((option) =>
      option.setName('type').setDescription('Which').setRequired(true).addChoices({ name: 'Time', value: 'time' }),
    )
    .addUserOption((option) => option.setName('who').setDescription('Whom')),
  new SlashCommandBuilder().setName('ban').setDescription('Ban').setDefaultMemberPermissions(0),
].map((command) => command.toJSON());
