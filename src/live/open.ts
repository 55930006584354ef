import type { Logger } from 'pino';
import type { Spelling } from '../acserver/chat/ascii.ts';
import type { Configuration } from '../acserver/configuration.ts';
import type { Dialect } from '../acserver/dialect.ts';
import type { EntryList } from '../acserver/ini/entryList.ts';
import { tooLong } from '../acserver/ini/entryList.ts';
import { pluginProblem } from '../acserver/ini/serverCfg.ts';
import type { Load } from '../acserver/limits.ts';
import type { Speaker } from '../acserver/speaker.ts';
import { type AnyServerConfig, isManaged } from '../config/server.ts';
import type { EventBody } from '../events/events.ts';
import { type Clock, everyAwake } from '../kit/clock.ts';
import type { Hide } from '../kit/texts.ts';
import type { Bus } from '../race/bus.ts';
import { type LogPosition, readLogPosition } from '../race/logPosition.ts';
import type { RaceState } from '../race/state.ts';
import type { Store } from '../store/store.ts';
import { endSession } from './endSession.ts';
import { type EntryListHistory, runningEntries, SavedEntries } from './entries.ts';
import { ExternalProcess } from './external.ts';
import { Hearing } from './hearing.ts';
import type { LiveServer, SharedResources } from './liveServer.ts';
import { openManagedProcess } from './managed.ts';
import { Orders } from './orders.ts';
import type { PluginLink } from './plugin.ts';
import type { LiveProcess, ProcessParts } from './process.ts';
import { processRecords } from './processTable.ts';
import { type Refusals, refusalsOf } from './refusals.ts';
import { loadLimits, type RunningRules, rulesOf } from './rules.ts';
import { openSpeaker } from './speaker.ts';
import { isHeardBefore } from './untilHeard.ts';
import { Witnesses } from './witnesses.ts';

/** How often to check whether UDP data is missing for something the log has reported. */
const OWED_CHECK_MS = 1000;

export interface LiveNeeds {
  readonly entryListHistory: EntryListHistory;
}

/**
 * Puts together everything that reports on one game server and controls it. It does not listen to anything yet.
 *
 * @throws UserError when its directory or its configuration cannot be used
 */
export async function openLive(
  config: AnyServerConfig,
  around: SharedResources,
  { entryListHistory }: LiveNeeds,
): Promise<LiveServer> {
  const refusals = refusalsOf(config);
  const witnesses = new Witnesses(config, around);
  const process = await openProcessOf(config, witnesses, { store: around.store, refusals });
  return new LiveGameServer(config, witnesses, {
    store: around.store,
    refusals,
    process,
    entryListHistory,
    spelling: around.spelling,
  });
}

interface LiveParts extends LiveNeeds {
  readonly store: Store;
  readonly refusals: Refusals;
  readonly process: LiveProcess;
  readonly spelling?: Spelling | undefined;
}

/** Its functions are fields, so that they can be passed on individually. */
class LiveGameServer implements LiveServer {
  readonly #witnesses: Witnesses;
  readonly #history: EntryListHistory;
  #stopChecking = () => {};
  readonly id: string;
  readonly config: AnyServerConfig;
  readonly dialect: Dialect;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly ownDirectory: string;
  readonly bus: Bus;
  readonly traces: LiveServer['traces'];
  readonly traceArchive: LiveServer['traceArchive'];
  readonly logFacts: LiveServer['logFacts'];
  readonly newLives: LiveServer['newLives'];
  readonly typedLines: LiveServer['typedLines'];
  readonly refusals: Refusals;
  readonly process: LiveProcess;
  readonly plugin: PluginLink;
  readonly hearing: Hearing;
  readonly orders: Orders;
  readonly speaker: Speaker;
  readonly redact: (text: string) => string;
  readonly hide: Hide;

  readonly #savedEntries = new SavedEntries();

  constructor(config: AnyServerConfig, witnesses: Witnesses, parts: LiveParts) {
    const { clock, log, plugin, configurations, redact } = witnesses;
    this.#witnesses = witnesses;
    this.#history = parts.entryListHistory;
    this.id = config.id;
    this.config = config;
    this.dialect = config.dialect ?? 'kunos';
    this.store = parts.store;
    this.clock = clock;
    this.log = log;
    this.ownDirectory = witnesses.ownDirectory;
    this.bus = witnesses.bus;
    this.traces = witnesses.traces;
    this.traceArchive = witnesses.traceArchive;
    this.logFacts = witnesses.logFacts;
    this.newLives = witnesses.newLives;
    this.typedLines = witnesses.typedLines;
    this.refusals = parts.refusals;
    this.process = parts.process;
    this.plugin = plugin;
    this.redact = redact;
    this.hide = witnesses.hide;
    this.orders = new Orders(config, { clock, state: this.state, plugin, configurations, redact });
    const { hide } = this;
    this.speaker = openSpeaker(config, { clock, log, state: this.state, plugin, hide, spelling: parts.spelling });
    this.hearing = new Hearing(config, {
      clock,
      log,
      configurations,
      plugin,
      logGap: () => parts.process.status().logGap,
      isHeard: () => this.state().heard === true,
      isExpected: () => !isManaged(config) || parts.process.status().state === 'running',
    });
  }

  readonly state = (): RaceState => this.#witnesses.feed.state();
  readonly logPosition = (): LogPosition | undefined => readLogPosition(this.#witnesses.journal.cursor('log'));
  readonly notice = (...bodies: EventBody[]): void => this.#witnesses.feed.notice(...bodies);
  readonly decide = (work: () => readonly EventBody[]): void => this.#witnesses.feed.decide(work);
  readonly goOn = (work: () => readonly EventBody[]): void => this.#witnesses.feed.goOn(work);
  readonly free = (): Promise<void> | undefined => this.#witnesses.feed.free();
  readonly addressOf = (guid: string, carId?: number) => this.#witnesses.addresses.of(guid, carId);

  readonly read = (): Configuration => this.#witnesses.configurations.read();
  readonly running = (): Configuration => this.#witnesses.configurations.running();
  readonly rules = (): RunningRules => rulesOf(this.config, this.running());
  readonly limits = (): Load => loadLimits(this.config, this.running());
  readonly isRunning = (): boolean => this.process.status().state !== 'stopped' || this.state().heard === true;

  readonly entries = (): EntryList => {
    const { configurations } = this.#witnesses;
    const status = this.process.status();
    return runningEntries({
      configurations,
      refusals: this.refusals,
      status,
      history: this.#history,
      saved: this.#savedEntries,
    });
  };

  readonly use = async (configuration: Configuration): Promise<void> => {
    await this.process.toldToItsEnd();
    this.#witnesses.configurations.runWith(configuration);
    await this.#witnesses.listen();
  };

  readonly catchUp = async (): Promise<void> => {
    const { cfg, entries } = this.running();
    for (const problem of [pluginProblem(cfg), tooLong(entries)]) if (problem) this.log.warn(problem);
    // Not earlier: what an earlier Pitwall left is reported only once everybody listens.
    const { clock, feed } = this.#witnesses;
    this.#stopChecking = everyAwake(clock, OWED_CHECK_MS, () => feed.giveUpWaiting());
    await this.process.catchUp();
  };

  readonly listen = async (): Promise<void> => {
    await this.#witnesses.listen();
    await this.process.present();
  };

  readonly close = async (): Promise<void> => {
    this.#stopChecking();
    this.hearing.close();
    this.speaker.close();
    this.orders.close();
    await this.plugin.close();
    await this.process.close();
    await this.#witnesses.traceArchive.close();
  };
}

/** Opens a process that Pitwall starts and stops, or one that somebody else runs. */
async function openProcessOf(
  config: AnyServerConfig,
  witnesses: Witnesses,
  { store, refusals }: Pick<LiveParts, 'store' | 'refusals'>,
): Promise<LiveProcess> {
  const { clock, bus, feed, plugin, configurations } = witnesses;
  const parts: ProcessParts = {
    journal: witnesses.journal,
    feed,
    clock,
    log: witnesses.log,
    redact: witnesses.redact,
    redactLine: witnesses.redactLine,
    ownDirectory: witnesses.ownDirectory,
    serverLog: witnesses.serverLog,
    onFact: witnesses.logFacts.tell,
    onBegin: () => witnesses.newLives.tell(),
  };
  if (!isManaged(config)) {
    const hasPlugin = (): boolean => configurations.running().cfg.plugin !== undefined;
    return new ExternalProcess(config, { ...parts, refusals, hasPlugin, listen: () => witnesses.listen() });
  }
  // AssettoServer prints nothing when it is up, but then it sends UDP data.
  const speaks = async (signal: AbortSignal): Promise<void> => void (await isHeardBefore(signal, { feed, clock }));
  return openManagedProcess(config, {
    ...parts,
    record: processRecords(store, config.id),
    ready: config.dialect === 'assettoserver' ? speaks : undefined,
    // AssettoServer writes no results.
    beforeKill:
      config.dialect === 'assettoserver'
        ? undefined
        : () => endSession({ bus, plugin, clock, state: () => feed.state() }),
  });
}
