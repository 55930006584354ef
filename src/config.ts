import { resolve } from 'node:path';
import { z } from 'zod';
import { UserError } from './errors.ts';

/** Everything the owner decides. Read once, at start; `.env.example` lists the same variables in the same order. */
export interface Config {
  readonly discord: {
    readonly token: string;
    readonly guildId: string;
    readonly channelId: string;
    readonly chatChannelId?: string;
    readonly stewardChannelId?: string;
    readonly logChannelId?: string;
    readonly roleIds: Readonly<Record<'admin' | 'steward' | 'driver', readonly string[]>>;
    readonly administratorsAreAdmins: boolean;
    readonly chatToGame: boolean;
    readonly apiUrl?: string;
  };
  readonly servers: readonly ServerConfig[];
  readonly websocket?: {
    readonly host: string;
    readonly port: number;
    readonly tokens: Readonly<Partial<Record<'admin' | 'steward' | 'driver', string>>>;
  };
  readonly dataDirectory: string;
  readonly logLevel: string;
}

export interface ServerConfig {
  /** Names it in commands, tables and events. */
  readonly id: string;
  /** Absolute: where acServer, cfg/ and results/ are. */
  readonly directory: string;
  /** The words of the command that starts it; acServer in its directory when absent. */
  readonly command?: readonly string[];
}

const snowflake = z.string().regex(/^\d{17,20}$/, 'a Discord id of 17 to 20 digits');
const snowflakes = z
  .string()
  .transform((value) => value.split(/[\s,;]+/).filter(Boolean))
  .pipe(z.array(snowflake));
const flag = z.enum(['yes', 'no'], 'yes or no').transform((value) => value === 'yes');
const port = z.coerce
  .number('a port from 1 to 65535')
  .int()
  .min(1, 'a port from 1 to 65535')
  .max(65535, 'a port from 1 to 65535');
const secret = z.string().min(8, 'at least 8 characters');

const environment = z.object({
  DISCORD_TOKEN: z.string('the token of your bot').min(1, 'the token of your bot'),
  DISCORD_GUILD_ID: z.string('the id of your Discord server').pipe(snowflake),
  DISCORD_CHANNEL_ID: z.string('the id of the channel to post to').pipe(snowflake),
  DISCORD_CHAT_CHANNEL_ID: snowflake.optional(),
  DISCORD_STEWARD_CHANNEL_ID: snowflake.optional(),
  DISCORD_LOG_CHANNEL_ID: snowflake.optional(),
  DISCORD_ADMIN_ROLES: snowflakes.optional(),
  DISCORD_STEWARD_ROLES: snowflakes.optional(),
  DISCORD_DRIVER_ROLES: snowflakes.optional(),
  DISCORD_ADMINISTRATORS_ARE_ADMINS: flag.optional(),
  DISCORD_CHAT_TO_GAME: flag.optional(),
  DISCORD_API_URL: z.url('an address such as http://127.0.0.1:4000/api').optional(),
  SERVER_DIR: z.string('the directory of your acServer').min(1, 'the directory of your acServer'),
  SERVER_ID: z
    .string()
    .regex(/^[a-z0-9_-]{1,32}$/, 'up to 32 lower-case letters, digits, - or _')
    .optional(),
  ACSERVER_COMMAND: z.string().optional(),
  WEBSOCKET_HOST: z.string().optional(),
  WEBSOCKET_PORT: port.optional(),
  WEBSOCKET_ADMIN_TOKEN: secret.optional(),
  WEBSOCKET_STEWARD_TOKEN: secret.optional(),
  WEBSOCKET_DRIVER_TOKEN: secret.optional(),
  DATA_DIR: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error').optional(),
});

/** The names of our own variables that hold secrets: no child process inherits them. */
export const SECRET_VARIABLES = [
  'DISCORD_TOKEN',
  'WEBSOCKET_ADMIN_TOKEN',
  'WEBSOCKET_STEWARD_TOKEN',
  'WEBSOCKET_DRIVER_TOKEN',
] as const;

/**
 * Reads the configuration out of environment variables; an empty one counts as not set.
 *
 * @throws UserError with one sentence a problem, all at once
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  if (!Object.keys(environment.shape).some((name) => name in set)) throw new UserError(NOT_CONFIGURED);
  const parsed = environment.safeParse(set);
  if (!parsed.success) throw new UserError(parsed.error.issues.map(problemInWords(set)).join('\n'));
  return configFrom(parsed.data);
}

const NOT_CONFIGURED =
  'Pitwall is not configured yet: copy .env.example to .env and fill it in, or look around first with "npm run demo".';

const problemInWords =
  (set: Readonly<Record<string, unknown>>) =>
  ({ path, message }: z.core.$ZodIssue): string => {
    const name = String(path[0]);
    return name in set ? `${name} must be ${message}.` : `${name} is missing: it must be ${message}.`;
  };

function configFrom(set: z.infer<typeof environment>): Config {
  return {
    discord: {
      token: set.DISCORD_TOKEN,
      guildId: set.DISCORD_GUILD_ID,
      channelId: set.DISCORD_CHANNEL_ID,
      ...given('chatChannelId', set.DISCORD_CHAT_CHANNEL_ID),
      ...given('stewardChannelId', set.DISCORD_STEWARD_CHANNEL_ID),
      ...given('logChannelId', set.DISCORD_LOG_CHANNEL_ID),
      roleIds: {
        admin: set.DISCORD_ADMIN_ROLES ?? [],
        steward: set.DISCORD_STEWARD_ROLES ?? [],
        driver: set.DISCORD_DRIVER_ROLES ?? [],
      },
      administratorsAreAdmins: set.DISCORD_ADMINISTRATORS_ARE_ADMINS ?? true,
      chatToGame: set.DISCORD_CHAT_TO_GAME ?? false,
      ...given('apiUrl', set.DISCORD_API_URL),
    },
    servers: [
      {
        id: set.SERVER_ID ?? 'main',
        directory: resolve(set.SERVER_DIR),
        ...given('command', set.ACSERVER_COMMAND && wordsOf(set.ACSERVER_COMMAND)),
      },
    ],
    ...given('websocket', set.WEBSOCKET_PORT && websocketFrom(set, set.WEBSOCKET_PORT)),
    dataDirectory: resolve(set.DATA_DIR ?? 'data'),
    logLevel: set.LOG_LEVEL ?? 'info',
  };
}

function websocketFrom(set: z.infer<typeof environment>, port: number): NonNullable<Config['websocket']> {
  return {
    host: set.WEBSOCKET_HOST ?? '127.0.0.1',
    port,
    tokens: {
      ...given('admin', set.WEBSOCKET_ADMIN_TOKEN),
      ...given('steward', set.WEBSOCKET_STEWARD_TOKEN),
      ...given('driver', set.WEBSOCKET_DRIVER_TOKEN),
    },
  };
}

/** One property when there is a value, none when there is not. */
function given<K extends string, V>(key: K, value: V | undefined | '' | 0): { [P in K]?: V } {
  return value === undefined || value === '' || value === 0 ? {} : ({ [key]: value } as { [P in K]?: V });
}

/** Splits a command line at blanks, double quotes respected. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|\S+/g)].map((match) => match[1] ?? match[0]);
}
