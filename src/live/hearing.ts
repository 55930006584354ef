/** Checks whether a game server that should send UDP data does, and if not, why. */
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
  /** The period for which the log's content is unknown. */
  readonly logGap?: () => ServerFacts['logGap'];
  readonly isHeard: () => boolean;
  /** Whether UDP data should arrive: our own process runs, or somebody else's may. */
  readonly isExpected: () => boolean;
}

/** By then the server manager's own server has answered a ping, and the next ping is due. */
const PINGED_MS = 60_000;

/** Compares UDP with HTTP while UDP is silent. */
export class Hearing {
  readonly #config: AnyServerConfig;
  readonly #parts: HearingParts;
  readonly #stop: () => void;
  readonly #changes = new Signal<readonly Checked[]>();
  readonly #stopWatching: () => void;
  #http: HttpInfo | undefined;
  /** Since when UDP data has arrived without a break, by the monotonic clock. */
  #heardSince: number | undefined;
  /** It has sent something that only the server manager's own server sends. */
  #isEnhanced = false;
  #isLooking = false;
  #isClosed = false;
  /** The numbers of the last findings. */
  #known = '';

  constructor(config: AnyServerConfig, parts: HearingParts) {
    this.#config = config;
    this.#parts = parts;
    this.#stop = every(parts.clock, LOOK_MS, () => void this.#look());
    this.#stopWatching = parts.plugin.watch((packet) => {
      if (isEnhanced(packet)) this.#isEnhanced = true;
    });
  }

  /** The facts that the checks need, other than its files. */
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

  /** One sentence with its fix, for the server's summary; undefined if nothing is wrong. */
  trouble(): string | undefined {
    const [finding] = this.#http ? this.#found().flatMap(({ findings }) => findings) : [];
    return finding && `${finding.sentence.slice(this.#config.id.length + 2)} ${finding.fix}`;
  }

  /** Called when the findings change; with an empty list once they are gone. */
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

  /** Only the server manager's own server answers pings, and they do no harm to a server configured as one. */
  #isPlain(): boolean | undefined {
    if (this.#config.dialect !== 'acsm') return undefined;
    if (this.#isEnhanced) return false;
    const heardMs = this.#parts.clock.monotonic() - (this.#heardSince ?? Infinity);
    return heardMs > PINGED_MS ? true : undefined;
  }

  /** A plugin sends the game server a request when it starts; if nothing ever came from it, it has not done so. */
  #chained(): ServerFacts['chained'] {
    const { chain } = this.#config;
    const traffic = this.#parts.plugin.chainedTraffic();
    if (!chain || !traffic) return undefined;
    return { address: `${chain.send.host}:${chain.send.port}`, isHeard: traffic.received > 0 };
  }

  /** server_cfg.ini may have been written since the start, by its owner or by a manager. */
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
