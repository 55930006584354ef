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

const SNOWFLAKE = /^\d{17,20}$/;
const snowflake = z.string().regex(SNOWFLAKE, 'a Discord id of 17 to 20 digits');
const snowflakes = z
  .string()
  .transform((value) => value.split(/[\s,;]+/).filter(Boolean))
  .refine((ids) => ids.every((id) => SNOWFLAKE.test(id)), 'Discord ids of 17 to 20 digits, separated by commas');
const flag = z.enum(['yes', 'no'], 'yes or no').transform((value) => value === 'yes');
const port = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535, 'a port from 1 to 65535')
  .transform(Number);
const secret = z.string().min(8, 'at least 8 characters long');
const token = 'the token of your bot, without quotes or blanks';
const words = z
  .string()
  .refine((value) => value.split('"').length % 2 === 1, 'a command whose double quotes come in pairs')
  .transform((value) => [...value.matchAll(/"([^"]*)"|\S+/g)].map((match) => match[1] ?? match[0]));

const environment = z.object({
  DISCORD_TOKEN: z.string(token).regex(/^[\w.-]+$/, token),
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
  DISCORD_API_URL: z.url({ protocol: /^https?$/, error: 'an address such as http://127.0.0.1:4000/api' }).optional(),
  SERVER_DIR: z.string('the directory of your acServer'),
  SERVER_ID: z
    .string()
    .regex(/^[a-z0-9_-]{1,32}$/, 'up to 32 lower-case letters, digits, - or _')
    .optional(),
  ACSERVER_COMMAND: words.optional(),
  WEBSOCKET_PORT: port.optional(),
  WEBSOCKET_HOST: z.string().optional(),
  WEBSOCKET_ADMIN_TOKEN: secret.optional(),
  WEBSOCKET_STEWARD_TOKEN: secret.optional(),
  WEBSOCKET_DRIVER_TOKEN: secret.optional(),
  DATA_DIR: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'debug, info, warn or error').optional(),
});

type Values = z.infer<typeof environment>;
/** What is set, by name, as it was written. */
type Written = Readonly<Record<string, string>>;

/** Every variable that is read, in the order of `.env.example`. */
export const VARIABLES: readonly string[] = Object.keys(environment.shape);

/** Without these there is nothing to do. */
export const REQUIRED = ['DISCORD_TOKEN', 'DISCORD_GUILD_ID', 'DISCORD_CHANNEL_ID', 'SERVER_DIR'] as const;

const WEBSOCKET_TOKENS = ['WEBSOCKET_ADMIN_TOKEN', 'WEBSOCKET_STEWARD_TOKEN', 'WEBSOCKET_DRIVER_TOKEN'] as const;

/** The names of our own variables that hold secrets: no child process inherits them, and no sentence repeats them. */
export const SECRET_VARIABLES: readonly string[] = ['DISCORD_TOKEN', ...WEBSOCKET_TOKENS];

/**
 * Reads the configuration out of environment variables; an empty one counts as not set.
 *
 * @throws UserError with one sentence a problem, one a line, all at once
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const written = writtenIn(variables);
  const misspelt = misspellings(written);
  const meant = Object.fromEntries(Object.entries(written).map(([name, value]) => [misspelt.get(name) ?? name, value]));
  if (!REQUIRED.some((name) => name in meant)) throw new UserError(NOT_CONFIGURED);
  const parsed = environment.safeParse(meant);
  const sentences = [
    ...[...misspelt].map(([name, known]) => `There is no setting ${name}; did you mean ${known}?`),
    ...(parsed.error?.issues ?? []).map((issue) => problemInWords(issue, meant)),
    ...contradictions(meant),
  ];
  if (!parsed.success || sentences.length > 0) throw new UserError(sentences.join('\n'));
  return configFrom(parsed.data);
}

const NOT_CONFIGURED =
  'Pitwall is not configured yet: copy .env.example to .env and fill it in, or look around first with "npm run demo".';

function writtenIn(variables: Readonly<Record<string, string | undefined>>): Written {
  const trimmed = Object.entries(variables).map(([name, value = '']) => [name, value.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

/** SERVER_ is left out: hosting panels set variables such as SERVER_IP for programs of all kinds. */
const OURS = /^(DISCORD|WEBSOCKET|ACSERVER)_/;
const FEW_LETTERS = 3;

/** The variables that are none of ours, but nearly, each with the one that was probably meant. */
function misspellings(written: Written): ReadonlyMap<string, string> {
  const unknown = Object.keys(written).filter((name) => OURS.test(name) && !VARIABLES.includes(name));
  return new Map(
    unknown.flatMap((name) => {
      const free = VARIABLES.filter((known) => !(known in written));
      const near = free.map((known) => ({ known, distance: editDistance(name, known) }));
      const [best] = near.sort((a, b) => a.distance - b.distance);
      return best && best.distance <= FEW_LETTERS ? [[name, best.known] as const] : [];
    }),
  );
}

/** How many letters must be put in, taken out or exchanged to make `b` of `a` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...a].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...b].entries()) {
      const [diagonal = 0, above = 0] = row.slice(column, column + 2);
      next.push(Math.min(above + 1, (next[column] ?? 0) + 1, diagonal + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function problemInWords({ path, message }: z.core.$ZodIssue, written: Written): string {
  const name = String(path[0]);
  return name in written ? `${name} must be ${message}.` : `${name} is missing: it must be ${message}.`;
}

/** What is wrong only together. */
function contradictions(written: Written): string[] {
  const stray = ['WEBSOCKET_HOST', ...WEBSOCKET_TOKENS].find((name) => name in written);
  const tokens = WEBSOCKET_TOKENS.filter((name) => name in written);
  const twice = tokens.find((name, index) => tokens.slice(0, index).some((other) => written[other] === written[name]));
  return [
    ...(stray && !('WEBSOCKET_PORT' in written)
      ? [`${stray} has no effect without WEBSOCKET_PORT; set that, too.`]
      : []),
    ...(twice ? [`${twice} is also the token of another role; each role needs its own.`] : []),
  ];
}

function configFrom(set: Values): Config {
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
        ...given('command', set.ACSERVER_COMMAND),
      },
    ],
    ...given('websocket', set.WEBSOCKET_PORT ? websocketFrom(set, set.WEBSOCKET_PORT) : undefined),
    dataDirectory: resolve(set.DATA_DIR ?? 'data'),
    logLevel: set.LOG_LEVEL ?? 'info',
  };
}

function websocketFrom(set: Values, port: number): NonNullable<Config['websocket']> {
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
function given<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
