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

/** What game servers share. */
export interface SharedResources {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dataDirectory: string;
  /** What tells that a file has grown, before it is polled; logs are polled alone when absent. */
  readonly watchFile?: WatchFile | undefined;
  /** How the league's language spells letters that the game's chat does not show. */
  readonly spelling?: Spelling | undefined;
}

/** One live game server: all that tells of it, and all that reaches it. Features take of it what they name. */
export interface LiveServer {
  readonly id: string;
  readonly config: AnyServerConfig;
  readonly dialect: Dialect;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** Pitwall's own directory for this server, absolute: its logs, its backups. */
  readonly ownDirectory: string;

  /** What happens, and what is known by that. */
  readonly bus: Bus;
  readonly state: () => RaceState;
  /** Where the cars have just been. */
  readonly traces: Pick<Traces, 'of'>;
  /** Where they were in the races whose results are not final. */
  readonly traceArchive: Pick<TraceArchive, 'within'>;
  /** How far its log has been read; undefined before any of it was. */
  readonly logPosition: () => LogPosition | undefined;
  /** What Pitwall itself notices. Never throws. */
  readonly notice: (...bodies: EventBody[]) => void;
  /** What somebody decided: `work` writes its tables and says what has happened by that, all in one transaction. */
  readonly decide: (work: () => readonly EventBody[]) => void;
  /** What is left to do of something that has happened: a transaction of its own, before anything that is heard next. */
  readonly goOn: (work: () => readonly EventBody[]) => void;
  /** Resolves when all that has come has had its turn, undefined where it has: what is not urgent waits for it. */
  readonly free: () => Promise<void> | undefined;
  /** Facts of the log beside the race, once they are kept. */
  readonly logFacts: Pick<Signal<StdoutFact>, 'listen'>;
  /** A new process is about to begin. */
  readonly newLives: Pick<Signal<void>, 'listen'>;
  /** Lines as drivers type them, for the in-game front end alone. */
  readonly typedLines: Pick<Signal<TypedLine>, 'listen'>;
  /** In that car, where it is named. */
  readonly addressOf: (guid: string, carId?: number) => ClientAddress | undefined;

  /** Reads the configuration as it is now. Throws UserError. */
  readonly read: () => Configuration;
  /** What the game server was started with, as far as we know: its files may have been edited since. */
  readonly running: () => Configuration;
  /** Ends what belongs to the last life, and makes the plugin listen where this configuration says. */
  readonly use: (configuration: Configuration) => Promise<void>;
  readonly rules: () => RunningRules;
  /** The most ballast and restrictor that the running game server takes. */
  readonly limits: () => Load;
  /** The list whose car ids the game server uses: the file may have been ordered since its start. */
  readonly entries: () => EntryList;
  /** What Pitwall cannot do with it, and why. */
  readonly refusals: Refusals;

  readonly process: LiveProcess;
  /** Whether it is heard, and who is to blame where it should be and is not. */
  readonly hearing: Pick<Hearing, 'facts' | 'trouble' | 'listen'>;
  /** Whether it is up, whoever started it. */
  readonly isRunning: () => boolean;
  readonly plugin: Pick<PluginLink, 'watch' | 'followPositions' | 'tellFollowed' | 'askAgain' | 'traffic'>;
  readonly orders: Pick<Orders, 'give'>;
  readonly speaker: Speaker;
  /** Takes its password out of what people type, and whatever stands behind a login. */
  readonly redact: (text: string) => string;
  /** Takes its password out of a text that is about to leave. */
  readonly hide: Hide;

  /** Tells what happened while nobody looked. */
  readonly catchUp: () => Promise<void>;
  /**
   * Listens to it from here on.
   *
   * @throws UserError when the plugin's port cannot be had
   */
  readonly listen: () => Promise<void>;
  /** Stops listening. The game server goes on. */
  readonly close: () => Promise<void>;
}
