import {
  type Client,
  type ClientOptions,
  Events,
  GatewayIntentBits,
  type Guild,
  Partials,
  type REST,
  type RESTOptions,
  Routes,
} from 'discord.js';
import type { Clock } from '../../kit/clock.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { atMost, sleep } from '../../kit/wait.ts';
import { type DiscordLog, loggable } from '../common/failures.ts';
import type { DiscordConfig } from './config.ts';
import { EndableClient, HANDSHAKE_MS } from './endableClient.ts';
import { isTokenRefusal, SteadyRest } from './steadyRest.ts';

/** A logged-in client, and the guild it serves. */
export interface DiscordSession {
  readonly client: Client<true>;
  readonly guild: Guild;
}

export interface LoginOptions {
  readonly config: DiscordConfig;
  readonly clock: Clock;
  readonly log: DiscordLog;
  /** Attaches listeners before the client connects, so that no event is missed. */
  prepare(client: Client): void;
}

/**
 * Logs in, trying as often as needed. discord.js gives up at the first network problem and cannot be used again
 * afterwards, so every attempt uses a new client.
 *
 * @throws UserError if no further attempt would help
 */
export async function login(options: LoginOptions): Promise<DiscordSession> {
  const { clock, log } = options;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
    const client = createClient(options.config);
    options.prepare(client);
    try {
      return await attemptLogin(client, options);
    } catch (error) {
      giveUp(client, clock);
      const reason = finalReason(error) ?? (await refusedToken(error, options));
      if (reason) throw reason;
      log.warn({ ...loggable(error), waitMs }, 'Discord cannot be reached yet');
    }
    await sleep(clock, waitMs);
  }
}

/** Ends a client. Before Discord's greeting, discord.js would wait for it in vain. */
export async function destroy(client: Client, clock: Clock): Promise<void> {
  // discord.js takes the close that it requested itself for a lost connection, and would report a reconnect.
  client.removeAllListeners(Events.ShardReconnecting);
  await atMost(
    clock,
    DESTROY_MS,
    client.destroy().catch(() => {}),
  );
}

/** A single 401 may come from a proxy in between: Discord is asked again before the token counts as refused. */
export async function isTokenRefused(rest: Pick<REST, 'get'>): Promise<boolean> {
  try {
    await rest.get(Routes.gatewayBot());
    return false;
  } catch (error) {
    return isTokenRefusal(error);
  }
}

/** Why a connection closed by Discord with this code will not come back; undefined if it will. */
export function fatalClose(code: number): UserError | undefined {
  const reason = FATAL_CLOSES[code];
  return reason === undefined ? undefined : new UserError(reason);
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const ATTEMPT_MS = 60_000;
const DESTROY_MS = 3000;

export const WRONG_TOKEN =
  'Discord does not accept DISCORD_TOKEN; copy the bot\'s token from "Bot" in the Discord developer portal.';
const INTENTS =
  'Discord refuses to let this bot read messages; switch on "Message Content Intent" under "Bot" in the Discord ' +
  'developer portal, or set DISCORD_CHAT_TO_GAME=no.';

const FATAL_CLOSES: Readonly<Record<number, string>> = {
  4004: WRONG_TOKEN,
  4010: 'Discord closed the connection permanently: it does not accept our shard (4010).',
  4011: 'Discord closed the connection permanently: the bot is in so many servers that it would have to be split (4011).',
  4012: 'Discord closed the connection permanently: this version of Pitwall is too old for it (4012).',
  4013: 'Discord closed the connection permanently: it does not know what we asked to hear (4013).',
  4014: INTENTS,
};

/** Rejections of discord.js's login that are equivalent to a close code. */
const LOGIN_ERRORS: Readonly<Record<string, number>> = {
  'Authentication failed': 4004,
  'Invalid shard': 4010,
  'Sharding is required': 4011,
  'Used an invalid API version': 4012,
  'Used invalid intents': 4013,
  'Used disallowed intents': 4014,
};

function createClient({ apiUrl, chatToGame }: DiscordConfig): EndableClient {
  const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits;
  const options: ClientOptions = {
    // Also reports deletions of messages that were sent before this start.
    partials: [Partials.Message],
    intents: [Guilds, ...(chatToGame ? [GuildMessages, MessageContent] : [])],
    rest: restOptions(apiUrl),
    // Our objects already use Discord's names. The default would search each embed and button for others.
    jsonTransformer: (json) => json,
    allowedMentions: { parse: [] },
  };
  return new EndableClient(options);
}

/** No retries here: only the caller knows whether a request may be repeated. */
const restOptions = (apiUrl: string | undefined): Partial<RESTOptions> =>
  apiUrl === undefined ? { version: '10', retries: 0 } : { version: '10', retries: 0, api: apiUrl };

/** For requests beside a client, or before there is one. The caller must clear its sweepers. */
export const ownRest = ({ apiUrl, token }: Pick<DiscordConfig, 'apiUrl' | 'token'>): SteadyRest =>
  new SteadyRest(restOptions(apiUrl)).setToken(token);

/** A client destroyed while it connects leaves its socket without a listener: an error there ends the process. */
function giveUp(client: EndableClient, clock: Clock): void {
  client.abandon();
  if (client.isReady()) void destroy(client, clock);
  else clock.after(HANDSHAKE_MS + 1000, () => void destroy(client, clock));
}

async function attemptLogin(client: Client, { config, clock }: LoginOptions): Promise<DiscordSession> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  const closed = new Promise<never>((_, reject) => {
    client.once(Events.ShardDisconnect, ({ code }) => reject(fatalClose(code) ?? new Error(`closed with ${code}`)));
  });
  const late = sleep(clock, ATTEMPT_MS).then(() => {
    throw new Error('Discord did not answer within a minute');
  });
  const loggedIn = Promise.all([ready, client.login(config.token)]);
  for (const promise of [closed, late, loggedIn]) promise.catch(() => {});
  const [own] = await Promise.race([loggedIn, closed, late]);
  return { client: own, guild: guildOf(own, config) };
}

function guildOf(client: Client<true>, { guildId }: DiscordConfig): Guild {
  const guild = client.guilds.cache.get(guildId);
  if (!guild) {
    throw new UserError(`The bot is not on the Discord server ${guildId} (DISCORD_GUILD_ID); invite it there first.`);
  }
  if (!guild.available) throw new Error('Discord has an outage where the server is kept');
  return guild;
}

function finalReason(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  const close = LOGIN_ERRORS[messageOf(error)];
  return close === undefined ? undefined : fatalClose(close);
}

/** discord.js takes any 401 for a bad token. */
async function refusedToken(error: unknown, { config }: LoginOptions): Promise<UserError | undefined> {
  if (!(error instanceof Error && 'code' in error && error.code === 'TokenInvalid')) return undefined;
  const rest = ownRest(config);
  const isRefused = await isTokenRefused(rest);
  rest.clearHandlerSweeper();
  rest.clearHashSweeper();
  return isRefused ? new UserError(WRONG_TOKEN) : undefined;
}
