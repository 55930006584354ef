import type { Logger } from 'pino';
import type { Spelling } from '../acserver/chat/ascii.ts';
import type { Configuration } from '../acserver/configuration.ts';
import type { Dialect } from '../acserver/dialect.ts';
import type { EntryList } from '../acserver/ini/entryList.ts';
import type { Load } from '../acserver/limits.ts';
import type { Speaker } from '../acserver/speaker.ts';
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import type { WatchFile } from '../acserver/stdout/hints.ts';
import type { AnyServerConfig } from '../config/server.ts';
import type { EventBody } from '../events/events.ts';
import type { Clock } from '../kit/clock.ts';
import type { Signal } from '../kit/signal.ts';
import type { Hide } from '../kit/texts.ts';
import type { Bus } from '../race/bus.ts';
import type { LogPosition } from '../race/logPosition.ts';
import type { RaceState } from '../race/state.ts';
import type { Traces } from '../race/traces.ts';
import type { TraceArchive } from '../race/tracesArchive.ts';
import type { Store } from '../store/store.ts';
import type { ClientAddress } from './addresses.ts';
import type { Hearing } from './hearing.ts';
import type { Orders } from './orders.ts';
import type { PluginLink } from './plugin.ts';
import type { LiveProcess } from './process.ts';
import type { Refusals } from './refusals.ts';
import type { RunningRules } from './rules.ts';
import type { TypedLine } from './typedLines.ts';

/** What all game servers share. */
export interface SharedResources {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dataDirectory: string;
  /** Reports that a file has grown before the next poll does; if absent, logs are only polled. */
  readonly watchFile?: WatchFile | undefined;
  /** How the league's language spells letters that the game's chat cannot show. */
  readonly spelling?: Spelling | undefined;
}

/** One live game server: everything that reports on it and controls it. Features pick the members they need. */
export interface LiveServer {
  readonly id: string;
  readonly config: AnyServerConfig;
  readonly dialect: Dialect;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** Pitwall's own directory for this server, absolute: its logs, its backups. */
  readonly ownDirectory: string;

  /** What happens, and the state that follows from it. */
  readonly bus: Bus;
  readonly state: () => RaceState;
  /** Where the cars have been in the last moments. */
  readonly traces: Pick<Traces, 'of' | 'placesOf'>;
  /** Where they were in races whose results are not final yet. */
  readonly traceArchive: Pick<TraceArchive, 'within'>;
  /** How far its log has been read; undefined before the first reading. */
  readonly logPosition: () => LogPosition | undefined;
  /** Reports events that Pitwall itself notices. Never throws. */
  readonly notice: (...bodies: EventBody[]) => void;
  /** For decisions: `work` writes its tables and returns the resulting events, all in one transaction. */
  readonly decide: (work: () => readonly EventBody[]) => void;
  /** For follow-up work on an event: a transaction of its own, before anything received later is handled. */
  readonly goOn: (work: () => readonly EventBody[]) => void;
  /** Resolves when everything received has been handled; undefined if it already has. Non-urgent work waits for it. */
  readonly free: () => Promise<void> | undefined;
  /** Facts from the log, in addition to race events, once they are stored. */
  readonly logFacts: Pick<Signal<StdoutFact>, 'listen'>;
  /** Told when a new process is about to begin. */
  readonly newLives: Pick<Signal<void>, 'listen'>;
  /** Lines as drivers type them, only for the in-game front end. */
  readonly typedLines: Pick<Signal<TypedLine>, 'listen'>;
  /** In that car, if given. */
  readonly addressOf: (guid: string, carId?: number) => ClientAddress | undefined;

  /** Reads the configuration as it is now. Throws UserError. */
  readonly read: () => Configuration;
  /** What the game server was started with, as far as known: its files may have been edited since. */
  readonly running: () => Configuration;
  /** Finishes what belongs to the last process, and opens the plugin interface with this configuration. */
  readonly use: (configuration: Configuration) => Promise<void>;
  readonly rules: () => RunningRules;
  /** The maximum ballast and restrictor that the running game server accepts. */
  readonly limits: () => Load;
  /** The entry list whose car ids the game server uses; the file may have been reordered since the start. */
  readonly entries: () => EntryList;
  /** What Pitwall cannot do with it, and why. */
  readonly refusals: Refusals;

  readonly process: LiveProcess;
  /** Whether UDP data arrives, and if it should but does not, why. */
  readonly hearing: Pick<Hearing, 'facts' | 'trouble' | 'listen'>;
  /** Whether it is up, whoever started it. */
  readonly isRunning: () => boolean;
  readonly plugin: Pick<PluginLink, 'watch' | 'followPositions' | 'tellFollowed' | 'askAgain' | 'traffic'>;
  readonly orders: Pick<Orders, 'give'>;
  readonly speaker: Speaker;
  /** Removes its passwords from what people type, and everything after a login command. */
  readonly redact: (text: string) => string;
  /** Removes its passwords from a text that is about to be sent out. */
  readonly hide: Hide;

  /** Reports what happened while Pitwall was not running. */
  readonly catchUp: () => Promise<void>;
  /**
   * Starts listening to it.
   *
   * @throws UserError when the plugin's port is not available
   */
  readonly listen: () => Promise<void>;
  /** Stops listening. The game server keeps running. */
  readonly close: () => Promise<void>;
}
