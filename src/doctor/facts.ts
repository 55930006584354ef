/** What the checks look at: plain data, however it was learnt. What is not known is absent. */
import type { AnyServerConfig, Config } from '../config/environment.ts';
import type { Dialect } from '../kit/dialects.ts';
import type { FleetFacts, HostFacts, NatsFacts } from './natsFacts.ts';
import type { OverwriteFacts, RoleFacts } from './permissions.ts';

export interface Facts {
  /** UTC, milliseconds. */
  readonly now: number;
  readonly machine: MachineFacts;
  readonly settings: SettingsFacts;
  /** Absent where there is no token to ask with. */
  readonly discord?: DiscordFacts | undefined;
  readonly servers: readonly ServerFacts[];
  readonly data?: DataFacts | undefined;
  /** Of one of several hosts; absent where there is one. */
  readonly nats?: NatsFacts | undefined;
  /** Of a hub that runs; absent elsewhere. */
  readonly fleet?: FleetFacts | undefined;
}

export interface MachineFacts {
  /** "20.19.0" */
  readonly node: string;
  /** The game server would end with Pitwall: the whole sentence. */
  readonly lifeWarning?: string | undefined;
  /** systemd started this program, but not directly: npm or a shell stands in between. */
  readonly startedThrough?: string | undefined;
}

export interface SettingsFacts {
  /** Whether any of the required ones is set. */
  readonly isConfigured: boolean;
  /** As it is written, to tell what else was pasted in its place. */
  readonly token?: string | undefined;
  /** What reading them complains of, one sentence each. */
  readonly problems: readonly string[];
  readonly envFile?: EnvFileFacts | undefined;
  /** Absent while there are problems. */
  readonly config?: CheckedConfig | undefined;
}

/** What of the configuration is held against Discord. */
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
  /** Of its permissions; absent on Windows. */
  readonly mode?: number | undefined;
}

export interface DiscordFacts {
  /** Why Discord cannot be reached at all. */
  readonly unreachable?: string | undefined;
  readonly token: 'accepted' | 'refused' | 'unknown';
  /** The application is the bot's own id where Discord did not say. */
  readonly applicationId?: string | undefined;
  readonly botId?: string | undefined;
  readonly hasMessageContent?: boolean | undefined;
  /** The owner of the application has to confirm each invitation in a way that none of our links can. */
  readonly requiresCodeGrant?: boolean | undefined;
  readonly logins?: { readonly left: number; readonly resetAt: number } | undefined;
  /** How much the own clock is ahead of Discord's. */
  readonly clockAheadMs?: number | undefined;
  /** The servers the bot is on. */
  readonly guilds: readonly { readonly id: string; readonly name: string }[];
  /** Absent where the bot is not on it. */
  readonly guild?: GuildFacts | undefined;
  /** Roles to which the owner shows commands that are hidden from them otherwise; undefined where that is not known. */
  readonly commandsShownTo?: readonly string[] | undefined;
  readonly commands?: 'same' | 'none' | 'different' | 'not allowed' | undefined;
}

export interface GuildFacts {
  readonly id: string;
  readonly name: string;
  readonly needsTwoFactor: boolean;
  readonly roles: readonly RoleFacts[];
  readonly botRoleIds: readonly string[];
  /** Those that are configured are asked for one by one: threads are in no list. */
  readonly channels: readonly ChannelFacts[];
}

export interface ChannelFacts {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'thread' | 'forum' | 'other';
  readonly parentId?: string | undefined;
  /** Of a thread: those of its parent. */
  readonly overwrites: readonly OverwriteFacts[];
}

export interface ServerFacts {
  readonly id: string;
  readonly isExternal: boolean;
  readonly dialect: Dialect;
  /** A manager's files name the ports between it and the game server, which are none of ours. */
  readonly isWrittenByManager?: boolean | undefined;
  readonly directory?: string | undefined;
  /** Where cfg/server_cfg.ini is in its place. */
  readonly foundDirectory?: string | undefined;
  /** Why its files cannot be used. */
  readonly problem?: string | undefined;
  /** What its entry list has that nobody can drive, in a sentence. */
  readonly tooLongList?: string | undefined;
  /** Whether the game server's process runs; only of one that Pitwall starts. */
  readonly isUp?: boolean | undefined;
  readonly plugin?: PluginFacts | undefined;
  readonly http?: HttpFacts | undefined;
  /** The pair in server_cfg.ini as it is now, where it is not the one that Pitwall uses. */
  readonly otherPair?: { readonly listen: string; readonly localPort: number } | undefined;
  /** It says nothing to what only the manager's own server understands, although it is heard. */
  readonly isPlain?: boolean | undefined;
  readonly rcon?: 'accepted' | 'refused' | 'unreachable' | undefined;
  /** Of the plugin behind us; from outside it is only known whether anybody listens there. */
  readonly chained?:
    | { readonly address: string; readonly isHeard?: boolean | undefined; readonly isThere?: boolean | undefined }
    | undefined;
  readonly program?: ProgramFacts | undefined;
  readonly log?: LogFacts | undefined;
  /** Its log is another file than the one that was read last. */
  readonly logGap?: LogGapFacts | undefined;
  readonly blacklistProblem?: string | undefined;
  readonly resultsProblem?: string | undefined;
  /** By how many hours the names of results are off the times at which they were written. */
  readonly zoneOffHours?: number | undefined;
}

export interface PluginFacts {
  /** UDP_PLUGIN_ADDRESS: where Pitwall listens. */
  readonly listen: string;
  /** UDP_PLUGIN_LOCAL_PORT. */
  readonly localPort: number;
  readonly serverHost: string;
  readonly isHeard?: boolean | undefined;
  /** Who else has sent something there. */
  readonly foreignFrom?: string | undefined;
  /** Why nothing can be heard: the port is taken. */
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

/** What was written into a log that is gone is unknown, from the time at which it was last read. */
interface LogGapFacts {
  readonly from?: number | undefined;
  readonly to: number;
}

/** How far the log of a server was read when somebody last did. */
export interface ReadLog {
  readonly server: string;
  readonly path: string;
  readonly file?: string | undefined;
  readonly at?: number | undefined;
}

export interface DataFacts {
  readonly directory: string;
  /** Another Pitwall holds the directory: the running one, where it is looked at from outside. */
  readonly isLocked?: boolean | undefined;
  readonly holder?: { readonly pid: number; readonly startedIn: string } | undefined;
  /** Where this look is taken from, to compare; absent from inside. */
  readonly lookedFrom?: string | undefined;
  /** Why the file cannot be used. */
  readonly damage?: string | undefined;
  readonly newestBackup?: string | undefined;
  /** pitwall.db is new although the directory was used before. */
  readonly isNewInOld?: boolean | undefined;
  readonly freeBytes?: number | undefined;
  /** What others on this machine can read, with its permissions. */
  readonly open: readonly string[];
  /** Of one server's run, behind the state that was kept last. */
  readonly eventsToRead?: number | undefined;
  /** Posts that wait because their channel refuses them, by channel. */
  readonly waiting: readonly { readonly channelId: string; readonly posts: number; readonly since: number }[];
  readonly notes: readonly DoctorNote[];
  /** The edges of a hub. */
  readonly hosts?: readonly HostFacts[] | undefined;
  /** Why a hub takes nothing of some Pitwall that says it is one of its edges, a sentence each. */
  readonly refusals?: readonly string[] | undefined;
  readonly readLogs?: readonly ReadLog[] | undefined;
  /** What the Pitwall that runs knows of its servers, by their ids: it holds the ports that a look would need. */
  readonly witnessed?: ReadonlyMap<string, Witnessed> | undefined;
}

/** What of a game server only whoever listens to it knows. */
export type Witnessed = Pick<ServerFacts, 'plugin' | 'http' | 'isPlain' | 'chained' | 'logGap'>;

/** What a running Pitwall has noticed and a later look cannot find out: kept until it is known to be over. */
export interface DoctorNote {
  readonly key: 'token refused' | 'rival';
  readonly at: number;
}
