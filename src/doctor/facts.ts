/** The facts for the checks: plain data, however it was gathered. Unknown facts are absent. */
import type { AnyServerConfig, Config } from '../config/environment.ts';
import type { Dialect } from '../kit/dialects.ts';
import type { FleetFacts, HostFacts, NatsFacts } from './natsFacts.ts';
import type { OverwriteFacts, RoleFacts } from './permissions.ts';

export interface Facts {
  /** UTC, milliseconds. */
  readonly now: number;
  readonly machine: MachineFacts;
  readonly settings: SettingsFacts;
  /** Absent if there is no token. */
  readonly discord?: DiscordFacts | undefined;
  readonly servers: readonly ServerFacts[];
  readonly data?: DataFacts | undefined;
  /** Only for one of several hosts; absent for a single one. */
  readonly nats?: NatsFacts | undefined;
  /** Only for a running hub. */
  readonly fleet?: FleetFacts | undefined;
}

export interface MachineFacts {
  /** "20.19.0" */
  readonly node: string;
  /** The sentence that the game server would end together with Pitwall. */
  readonly lifeWarning?: string | undefined;
  /** systemd started this program indirectly: its parent is npm or a shell. */
  readonly startedThrough?: string | undefined;
}

export interface SettingsFacts {
  /** Whether any of the required settings is set. */
  readonly isConfigured: boolean;
  /** As written, to recognise something else that was pasted instead. */
  readonly token?: string | undefined;
  /** Problems found while reading them, one sentence each. */
  readonly problems: readonly string[];
  readonly envFile?: EnvFileFacts | undefined;
  /** Absent if there are problems. */
  readonly config?: CheckedConfig | undefined;
}

/** The part of the configuration that is checked against Discord. */
export interface CheckedConfig {
  readonly discord: Omit<Config['discord'], 'linksCountInGame'>;
  readonly servers: readonly AnyServerConfig[];
}

export interface EnvFileFacts {
  readonly path: string;
  readonly hasByteOrderMark: boolean;
  /** UTF-16 has a NUL in every other byte. */
  readonly hasNul: boolean;
  readonly lines: readonly string[];
  /** The permission bits; absent on Windows. */
  readonly mode?: number | undefined;
}

export interface DiscordFacts {
  /** Why Discord is unreachable. */
  readonly unreachable?: string | undefined;
  readonly token: 'accepted' | 'refused' | 'unknown';
  /** The bot's own id if Discord did not name the application. */
  readonly applicationId?: string | undefined;
  readonly botId?: string | undefined;
  readonly hasMessageContent?: boolean | undefined;
  /** The application requires an OAuth2 code grant for each invitation, which our links do not support. */
  readonly requiresCodeGrant?: boolean | undefined;
  readonly logins?: { readonly left: number; readonly resetAt: number } | undefined;
  /** How far our clock is ahead of Discord's. */
  readonly clockAheadMs?: number | undefined;
  /** The servers the bot is on. */
  readonly guilds: readonly { readonly id: string; readonly name: string }[];
  /** Absent if the bot is not on it. */
  readonly guild?: GuildFacts | undefined;
  /** Roles that the owner has shown commands to that they would not see otherwise; undefined if unknown. */
  readonly commandsShownTo?: readonly string[] | undefined;
  readonly commands?: 'same' | 'none' | 'different' | 'not allowed' | undefined;
}

export interface GuildFacts {
  readonly id: string;
  readonly name: string;
  readonly needsTwoFactor: boolean;
  readonly roles: readonly RoleFacts[];
  readonly botRoleIds: readonly string[];
  /** Configured channels are requested one by one, because threads are in no list. */
  readonly channels: readonly ChannelFacts[];
}

export interface ChannelFacts {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'thread' | 'forum' | 'other';
  readonly parentId?: string | undefined;
  /** For a thread, those of its parent. */
  readonly overwrites: readonly OverwriteFacts[];
}

export interface ServerFacts {
  readonly id: string;
  readonly isExternal: boolean;
  readonly dialect: Dialect;
  /** The ports in a manager's files are those between the manager and the game server, not ours. */
  readonly isWrittenByManager?: boolean | undefined;
  readonly directory?: string | undefined;
  /** The directory in which cfg/server_cfg.ini was found instead. */
  readonly foundDirectory?: string | undefined;
  /** Why its files cannot be used. */
  readonly problem?: string | undefined;
  /** Entries of its entry list that nobody can drive, in a sentence. */
  readonly tooLongList?: string | undefined;
  /** Whether the game server's process runs; only for one that Pitwall starts. */
  readonly isUp?: boolean | undefined;
  readonly plugin?: PluginFacts | undefined;
  readonly http?: HttpFacts | undefined;
  /** The current ports in server_cfg.ini, if they differ from those that Pitwall uses. */
  readonly otherPair?: { readonly listen: string; readonly localPort: number } | undefined;
  /** It sends UDP data, but does not answer what only the manager's own server understands. */
  readonly isPlain?: boolean | undefined;
  readonly rcon?: 'accepted' | 'refused' | 'unreachable' | undefined;
  /** The plugin chained behind Pitwall; from outside, only whether anybody listens there is known. */
  readonly chained?:
    | { readonly address: string; readonly isHeard?: boolean | undefined; readonly isThere?: boolean | undefined }
    | undefined;
  readonly program?: ProgramFacts | undefined;
  readonly log?: LogFacts | undefined;
  /** Its log is a different file from the one that was last read. */
  readonly logGap?: LogGapFacts | undefined;
  readonly blacklistProblem?: string | undefined;
  readonly resultsProblem?: string | undefined;
  /** How many hours the names of results files differ from the times at which they were written. */
  readonly zoneOffHours?: number | undefined;
}

export interface PluginFacts {
  /** UDP_PLUGIN_ADDRESS: where Pitwall listens. */
  readonly listen: string;
  /** UDP_PLUGIN_LOCAL_PORT. */
  readonly localPort: number;
  readonly serverHost: string;
  readonly isHeard?: boolean | undefined;
  /** The address of another sender. */
  readonly foreignFrom?: string | undefined;
  /** Why nothing can be received: the port is taken. */
  readonly taken?: string | undefined;
}

export interface HttpFacts {
  readonly port: number;
  readonly state: 'answers' | 'refused' | 'silent';
  readonly name?: string | undefined;
  readonly drivers?: number | undefined;
}

export interface ProgramFacts {
  readonly path: string;
  readonly state: 'fine' | 'missing' | 'not executable' | 'without its loader';
}

export interface LogFacts {
  readonly path: string;
  /** Why it cannot be read. */
  readonly problem?: string | undefined;
  /** How long ago it last grew. */
  readonly quietMs?: number | undefined;
}

/** The content of a log that is gone is unknown, from the time at which it was last read. */
interface LogGapFacts {
  readonly from?: number | undefined;
  readonly to: number;
}

/** How far the log of a server was last read. */
export interface ReadLog {
  readonly server: string;
  readonly path: string;
  readonly file?: string | undefined;
  readonly at?: number | undefined;
}

export interface DataFacts {
  readonly directory: string;
  /** Another Pitwall holds the directory; in a check from outside, the running one. */
  readonly isLocked?: boolean | undefined;
  readonly holder?: { readonly pid: number; readonly startedIn: string } | undefined;
  /** The folder in which this check runs, to compare; absent from inside. */
  readonly lookedFrom?: string | undefined;
  /** Why the file cannot be used. */
  readonly damage?: string | undefined;
  /** What is in the file could not be read: nothing is known of it. */
  readonly isUnread?: boolean | undefined;
  readonly newestBackup?: string | undefined;
  /** pitwall.db is new although the directory was used before. */
  readonly isNewInOld?: boolean | undefined;
  readonly freeBytes?: number | undefined;
  /** The paths that others on this machine can read. */
  readonly open: readonly string[];
  /** The most events of one server's run since its last snapshot. */
  readonly eventsToRead?: number | undefined;
  /** Posts that wait because their channel refuses them, by channel. */
  readonly waiting: readonly { readonly channelId: string; readonly posts: number; readonly since: number }[];
  readonly notes: readonly DoctorNote[];
  /** The edges of a hub. */
  readonly hosts?: readonly HostFacts[] | undefined;
  /** Why a hub refuses a Pitwall that claims to be one of its edges, one sentence each. */
  readonly refusals?: readonly string[] | undefined;
  readonly readLogs?: readonly ReadLog[] | undefined;
  /** What the running Pitwall knows of its servers, by id: it holds the ports that a check would need. */
  readonly witnessed?: ReadonlyMap<string, Witnessed> | undefined;
}

/** Facts about a game server that only a listener knows. */
export type Witnessed = Pick<ServerFacts, 'plugin' | 'http' | 'isPlain' | 'chained' | 'logGap'>;

/** Something a running Pitwall has noticed that a later check cannot find out; stored until it is over. */
export interface DoctorNote {
  readonly key: 'token refused' | 'rival';
  readonly at: number;
}
