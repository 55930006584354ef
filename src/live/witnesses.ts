import { join } from 'node:path';
import type { Logger } from 'pino';
import type { StdoutFact } from '../acserver/stdout/facts.ts';
import { createHider, createRedactor, createTextRedactor } from '../acserver/stdout/redact.ts';
import type { ChainedInterval } from '../acserver/udp/chain.ts';
import type { Telling } from '../acserver/udp/packets.ts';
import { type AnyServerConfig, hasFiles } from '../config/server.ts';
import type { Clock } from '../kit/clock.ts';
import { Signal } from '../kit/signal.ts';
import type { Hide } from '../kit/texts.ts';
import { createBus, type Publisher } from '../race/bus.ts';
import { type Feed, openFeed } from '../race/feed.ts';
import { type Journal, openJournal } from '../race/journal.ts';
import { keepTraces, type Traces } from '../race/traces.ts';
import { TraceArchive } from '../race/tracesArchive.ts';
import { AddressBook } from './addresses.ts';
import { Configurations } from './configuration.ts';
import type { SharedResources } from './liveServer.ts';
import { type PacketReceiver, PluginLink } from './plugin.ts';
import { ServerLog } from './process.ts';
import { type TypedLine, typedLinesIn } from './typedLines.ts';

/**
 * Polled four times a second, a car at 300 km/h is seen every 20 m. A client sends its position to the server 18 times
 * a second. 250 ms are four and a half of its periods, so all positions would have one of two ages; with 245 ms all
 * ages occur, and their mean is known.
 */
const POSITION_INTERVAL_MS = 245;

/** The interval at which the plugin behind Pitwall wants car positions: the next Pitwall is not told again. */
const chainedInterval = (journal: Journal, log: Logger): ChainedInterval => ({
  load: () => {
    const stored = journal.cursor('chained interval');
    return typeof stored === 'number' ? stored : undefined;
  },
  save(intervalMs) {
    try {
      journal.moveCursor('chained interval', intervalMs);
    } catch (err) {
      log.warn({ err }, 'how often the chained plugin wants the cars could not be kept');
    }
  },
});

/** Everything that the game server itself reports, brought together. Each part uses those before it. */
export class Witnesses {
  readonly clock: Clock;
  readonly log: Logger;
  readonly ownDirectory: string;
  readonly configurations: Configurations;
  /** For lines of the game server's log. */
  readonly redactLine: (line: string) => string;
  /** For what people type. */
  readonly redact: (text: string) => string;
  /** For texts that are sent out. */
  readonly hide: Hide;
  readonly journal: Journal;
  readonly bus: Publisher;
  readonly plugin: PluginLink;
  readonly serverLog: ServerLog;
  readonly #traces = keepTraces();
  readonly traces: Pick<Traces, 'of' | 'placesOf'> = {
    of: (carId, from, to) => {
      this.plugin.tellFollowed();
      return this.#traces.of(carId, from, to);
    },
    placesOf: (carId, from, to) => {
      this.plugin.tellFollowed();
      return this.#traces.placesOf(carId, from, to);
    },
  };
  readonly traceArchive: TraceArchive;
  readonly feed: Feed;
  readonly logFacts = new Signal<StdoutFact>();
  readonly newLives = new Signal<void>();
  readonly typedLines = new Signal<TypedLine>();
  readonly addresses: AddressBook;
  readonly receiver: PacketReceiver;

  /** @throws UserError when its directory or its configuration cannot be used */
  constructor(config: AnyServerConfig, { store, clock, log, dataDirectory, watchFile }: SharedResources) {
    this.serverLog = new ServerLog(watchFile);
    const { id, chain, positionIntervalMs: intervalMs = POSITION_INTERVAL_MS } = config;
    this.clock = clock;
    this.log = log.child({ server: id });
    this.ownDirectory = join(dataDirectory, 'servers', id);
    this.configurations = new Configurations(config);
    const secrets = () =>
      [
        this.configurations.running().cfg.adminPassword,
        config.spectatorPassword ?? '',
        config.rconPassword ?? '',
      ].filter((each) => each !== '');
    this.redactLine = createRedactor(secrets);
    this.redact = createTextRedactor(secrets);
    this.hide = createHider(secrets);
    this.journal = openJournal(store, id);
    this.bus = createBus((err, event) => this.log.error({ err, event: event.type }, 'a listener failed'));
    this.plugin = new PluginLink({
      clock,
      log: this.log,
      chain,
      intervalMs,
      answersForEmptySlots: config.dialect !== 'assettoserver',
      enhanced: config.dialect === 'acsm',
      chainedInterval: chainedInterval(this.journal, this.log),
    });
    this.plugin.watch((packet) => this.#traces.note(packet, clock.now()));
    this.plugin.followPositions((packet, { now }) => this.#traces.position(packet, now));
    // All listeners get the cars' positions from before an event first, then the event.
    this.bus.live(() => this.plugin.tellFollowed());
    this.feed = openFeed({
      server: id,
      store,
      journal: this.journal,
      bus: this.bus,
      clock,
      log: this.log,
      redact: this.redact,
      chatFilter: config.chatFilter,
      traces: this.traces,
      dialect: config.dialect,
      askAbout: (carId) => this.plugin.send({ type: 'getCarInfo', carId }),
      askAgain: () => this.plugin.askAgain(),
      isHeard: () => this.plugin.isHeard(),
      isLogged: () => this.serverLog.isFollowed(),
    });
    this.traceArchive = new TraceArchive({
      directory: join(this.ownDirectory, 'traces'),
      bus: this.bus,
      state: () => this.feed.state(),
      clock,
      log: this.log,
    });
    this.plugin.watch((packet) => this.traceArchive.note(packet, clock.now()));
    this.plugin.followPositions((packet, { now }) => this.traceArchive.position(packet, now));
    if (config.external && hasFiles(config)) this.plugin.watch((packet) => this.#readAnew(packet));
    const addresses = new AddressBook(this.journal);
    this.logFacts.listen((fact) => addresses.note(fact));
    this.newLives.listen(() => addresses.clear());
    this.addresses = addresses;
    this.receiver = {
      feed: this.feed,
      onTaken: (packets) => typedLinesIn(packets).forEach(this.typedLines.tell),
    };
  }

  /** A server sends its version once, when it starts: a manager has written its files just before. */
  #readAnew({ type }: Telling): void {
    if (type !== 'version') return;
    try {
      this.configurations.startedAnew();
    } catch (err) {
      this.log.warn({ err }, 'the files of the game server that has started cannot be read');
    }
  }

  /** Listens where the game server runs, as if it had not been heard yet. Throws UserError. */
  listen(): Promise<void> {
    return this.plugin.open(this.configurations.running(), this.receiver);
  }
}
