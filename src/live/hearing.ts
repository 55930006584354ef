/** Whether a game server that should be heard is heard; where it is not, who is to blame. */
import type { Logger } from 'pino';
import { askInfo, type HttpInfo } from '../acserver/info.ts';
import { isEnhanced } from '../acserver/udp/packets.ts';
import { isWrittenByManager } from '../config/filesBy.ts';
import type { AnyServerConfig } from '../config/server.ts';
import { type Checked, checkAll } from '../doctor/checks.ts';
import type { ServerFacts } from '../doctor/facts.ts';
import { hearingRows } from '../doctor/rows/hearing.ts';
import { type Clock, every } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { Signal } from '../kit/signal.ts';
import type { Configurations } from './configuration.ts';
import type { PluginLink } from './plugin.ts';

/** An empty server answers within two seconds. */
const LOOK_MS = 10_000;

export interface HearingParts {
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
  readonly configurations: Pick<Configurations, 'read' | 'running'>;
  readonly plugin: Pick<PluginLink, 'traffic' | 'chainedTraffic' | 'watch'>;
  /** The time for which nobody knows what the log said. */
  readonly logGap?: () => ServerFacts['logGap'];
  readonly isHeard: () => boolean;
  /** Whether there should be something to hear: our own process runs, or somebody else's may. */
  readonly isExpected: () => boolean;
}

/** The manager's own server has answered a ping by then: the next one would be on its way. */
const PINGED_MS = 60_000;

/** UDP held against HTTP, as long as UDP is silent. */
export class Hearing {
  readonly #config: AnyServerConfig;
  readonly #parts: HearingParts;
  readonly #stop: () => void;
  readonly #changes = new Signal<readonly Checked[]>();
  readonly #stopWatching: () => void;
  #http: HttpInfo | undefined;
  /** Since when it is heard without a break, by the monotonic clock. */
  #heardSince: number | undefined;
  /** It has said something that only the manager's own server says. */
  #isEnhanced = false;
  #isLooking = false;
  #isClosed = false;
  /** The numbers of what was found last. */
  #known = '';

  constructor(config: AnyServerConfig, parts: HearingParts) {
    this.#config = config;
    this.#parts = parts;
    this.#stop = every(parts.clock, LOOK_MS, () => void this.#look());
    this.#stopWatching = parts.plugin.watch((packet) => {
      if (isEnhanced(packet)) this.#isEnhanced = true;
    });
  }

  /** What the checks want to know of it, without its files. */
  facts(): ServerFacts {
    const { id, directory, external, dialect = 'kunos' } = this.#config;
    const { configurations, isExpected } = this.#parts;
    const { httpPort } = configurations.running().cfg;
    return {
      id,
      isExternal: external !== undefined,
      dialect,
      isWrittenByManager: isWrittenByManager(this.#config),
      directory,
      isUp: isExpected(),
      plugin: this.#plugin(),
      http: this.#http && httpPort > 0 ? { port: httpPort, ...this.#http } : undefined,
      otherPair: this.#otherPair(),
      chained: this.#chained(),
      isPlain: this.#isPlain(),
      logGap: this.#parts.logGap?.(),
    };
  }

  /** One sentence with its fix, for whoever asks what runs; undefined while there is nothing to say. */
  trouble(): string | undefined {
    const [finding] = this.#http ? this.#found().flatMap(({ findings }) => findings) : [];
    return finding && `${finding.sentence.slice(this.#config.id.length + 2)} ${finding.fix}`;
  }

  /** Told when something else is found than before: nothing, once it is over. */
  listen(listener: (found: readonly Checked[]) => void): () => void {
    return this.#changes.listen(listener);
  }

  close(): void {
    this.#isClosed = true;
    this.#stop();
    this.#stopWatching();
  }

  async #look(): Promise<void> {
    const { clock, configurations, isHeard, isExpected } = this.#parts;
    this.#heardSince = isHeard() ? (this.#heardSince ?? clock.monotonic()) : undefined;
    if (this.#isLooking) return;
    const { plugin, httpPort } = configurations.running().cfg;
    if (isHeard() || !isExpected()) this.#http = undefined;
    else {
      this.#isLooking = true;
      const host = plugin?.serverHost ?? plugin?.listen.host ?? '127.0.0.1';
      this.#http = httpPort > 0 ? await askInfo(host, httpPort, clock) : { state: 'silent' };
      this.#isLooking = false;
    }
    if (!this.#isClosed) this.#compare();
  }

  #compare(): void {
    const found = this.#http ? this.#found() : [];
    const numbers = found.map(({ number }) => number).join(' ');
    if (numbers === this.#known) return;
    this.#known = numbers;
    for (const { findings } of found)
      for (const { sentence, fix } of findings) this.#parts.log.warn(`${sentence} ${fix}`);
    this.#changes.tell(found);
  }

  #found(): readonly Checked[] {
    const settings = { isConfigured: true, problems: [] };
    const machine = { node: process.versions.node };
    const facts = { now: this.#parts.clock.now(), machine, settings, servers: [this.facts()] };
    return checkAll(facts, hearingRows).filter(({ state }) => state === 'found');
  }

  #plugin(): ServerFacts['plugin'] {
    const { configurations, plugin, isHeard } = this.#parts;
    const pair = configurations.running().cfg.plugin;
    if (!pair) return undefined;
    return {
      listen: `${pair.listen.host}:${pair.listen.port}`,
      localPort: pair.serverPort,
      serverHost: pair.serverHost ?? pair.listen.host,
      isHeard: isHeard() ? true : this.#http === undefined ? undefined : false,
      foreignFrom: plugin.traffic().foreignFrom,
    };
  }

  /** A ping is answered by no other server, and costs none that is told to be the manager's. */
  #isPlain(): boolean | undefined {
    if (this.#config.dialect !== 'acsm') return undefined;
    if (this.#isEnhanced) return false;
    const heardMs = this.#parts.clock.monotonic() - (this.#heardSince ?? Infinity);
    return heardMs > PINGED_MS ? true : undefined;
  }

  /** A plugin asks the game server something at its start, and has not if nothing ever came from it. */
  #chained(): ServerFacts['chained'] {
    const { chain } = this.#config;
    const traffic = this.#parts.plugin.chainedTraffic();
    if (!chain || !traffic) return undefined;
    return { address: `${chain.send.host}:${chain.send.port}`, isHeard: traffic.received > 0 };
  }

  /** server_cfg.ini may have been written since: by its owner, or by a manager at its start. */
  #otherPair(): ServerFacts['otherPair'] {
    const { configurations, isHeard } = this.#parts;
    const used = configurations.running().cfg.plugin;
    try {
      const { plugin } = configurations.read().cfg;
      const isSame = plugin?.listen.port === used?.listen.port && plugin?.serverPort === used?.serverPort;
      if (isSame || !plugin || isHeard()) return undefined;
      return { listen: `${plugin.listen.host}:${plugin.listen.port}`, localPort: plugin.serverPort };
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }
}
