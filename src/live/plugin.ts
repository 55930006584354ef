/** The socket to one game server's plugin interface; it outlives restarts of the server. */
import type { Configuration } from '../acserver/configuration.ts';
import { type ChainedInterval, createChain } from '../acserver/udp/chain.ts';
import { silenceMs } from '../acserver/udp/liveness.ts';
import type { FromPlugin, FromServer, PacketOf, Telling } from '../acserver/udp/packets.ts';
import { openPlugin, type Plugin, type PluginOptions } from '../acserver/udp/socket.ts';
import type { ChainConfig } from '../config/server.ts';
import { Signal } from '../kit/signal.ts';
import type { Feed } from '../race/feed.ts';
import { FollowedPositions, type PositionListener } from './positions.ts';

export interface PluginLinkOptions extends Pick<PluginOptions, 'clock' | 'log'> {
  /** How often car positions are requested, ms; 0 for never. */
  readonly intervalMs: number;
  /** The plugin behind Pitwall. */
  readonly chain: ChainConfig | undefined;
  /** Whether GET_CAR_INFO is answered for an empty slot; true if absent. */
  readonly answersForEmptySlots?: boolean;
  readonly chainedInterval?: ChainedInterval;
  readonly enhanced?: PluginOptions['enhanced'];
}

/** Receives what the plugin interface sends. */
export interface PacketReceiver {
  readonly feed: Pick<Feed, 'state' | 'packets' | 'notice'>;
  /** Called with every batch once the feed has taken it. */
  readonly onTaken: (packets: readonly FromServer[]) => void;
}

/** What has come through the plugin interface since it was last opened. */
export interface Traffic {
  /** Where Pitwall listens; undefined if the plugin interface is switched off. */
  readonly listen: { readonly host: string; readonly port: number } | undefined;
  readonly received: number;
  /** Datagrams from anybody but the game server. */
  readonly foreign: number;
  /** The sender of the first of them. */
  readonly foreignFrom?: string | undefined;
  /** Datagrams that could not be decoded. */
  readonly dropped: number;
  /** Since the last datagram; undefined before the first. */
  readonly silentMs: number | undefined;
  /** Since Pitwall has been listening; undefined if it does not. */
  readonly openMs: number | undefined;
}

/** Whatever prevented storing an answer lasts longer than a moment. */
const ASK_AGAIN_MS = 5000;

/** The plugin interface of one game server, whose ports may change when it restarts. Silent until opened. */
export class PluginLink {
  readonly #options: PluginLinkOptions;
  readonly #chained: PluginOptions['chained'];
  readonly #packets = new Signal<Telling>();
  readonly #positions: FollowedPositions;
  /** When the latest position came. */
  readonly #positionHeard = { now: 0, monotonic: 0 };
  #plugin: Plugin | undefined;
  #ports: Configuration['cfg']['plugin'];
  #openedAt = 0;
  #isSilent = false;
  #isAskingAgain = false;

  constructor(options: PluginLinkOptions) {
    const { clock, log, intervalMs, chain, chainedInterval } = options;
    this.#options = options;
    this.#positions = new FollowedPositions(clock, (err) => log.warn({ err }, 'positions were not handled'));
    this.#chained = chain && {
      listen: chain.listen,
      send: chain.send,
      chain: createChain({ clock, intervalMs, memory: chainedInterval }),
    };
  }

  /**
   * Listens where this configuration says, as a fresh start: a server that starts has not been heard yet, however
   * recently its last process was.
   *
   * @throws UserError for a port that is not available
   */
  async open({ cfg, entries }: Configuration, receiver: PacketReceiver): Promise<void> {
    const { clock, log, intervalMs, answersForEmptySlots, enhanced } = this.#options;
    // The old socket's packets may still trigger requests while it closes.
    await this.close();
    const ports = cfg.plugin;
    this.#ports = ports;
    this.#isSilent = false;
    if (!ports) return;
    this.#openedAt = clock.monotonic();
    this.#plugin = await openPlugin({
      listen: ports.listen,
      server: { host: ports.serverHost ?? ports.listen.host, port: ports.serverPort },
      slots: () => Math.max(entries.slots.length, ...[...receiver.feed.state().drivers.keys()].map((id) => id + 1)),
      answersForEmptySlots,
      intervalMs,
      enhanced,
      chained: this.#chained,
      clock,
      log,
      onPackets: (packets) => this.#take(packets, receiver),
      onPosition: (packet, at) => this.#position(packet, at),
      onHeard: (isHeard) => this.#turned(isHeard, receiver),
    });
  }

  /** Whether it sends data: false when it is switched off or has been silent for a while. */
  isHeard(): boolean {
    return this.#ports !== undefined && !this.#isSilent;
  }

  /** Counters of the plugin behind Pitwall; undefined if there is none. */
  chainedTraffic(): NonNullable<Plugin['chained']>['counters'] | undefined {
    return this.#plugin?.chained?.counters;
  }

  traffic(): Traffic {
    const counters = this.#plugin?.counters;
    const sinceMs = (then: number | undefined): number | undefined =>
      then === undefined ? undefined : this.#options.clock.monotonic() - then;
    return {
      listen: this.#ports?.listen,
      received: counters?.received ?? 0,
      foreign: counters?.foreign ?? 0,
      foreignFrom: counters?.foreignFrom,
      dropped: [...(counters?.dropped.values() ?? [])].reduce((sum, count) => sum + count, 0),
      silentMs: sinceMs(counters?.heardAt),
      openMs: sinceMs(this.#plugin && this.#openedAt),
    };
  }

  /** Dropped if there is no plugin interface. */
  send(packet: FromPlugin): void {
    this.#plugin?.send(packet);
  }

  /** Calls the listener with every datagram but positions before it becomes an event. Returns a function to stop it. */
  watch(listener: (packet: Telling) => void): () => void {
    return this.#packets.listen(listener);
  }

  /**
   * Calls the listener with car positions, some hundred per second. They come in batches, within a second and before
   * any other datagram, so that looking up a thousand cars happens once per batch and not with every position. Returns
   * a function that stops it.
   */
  followPositions(listener: PositionListener): () => void {
    return this.#positions.listen(listener);
  }

  /** Delivers all waiting positions to the listeners before it returns. */
  tellFollowed(): void {
    this.#positions.tell();
  }

  /** Soon asks the server again who is connected and what it runs. */
  askAgain(): void {
    if (this.#isAskingAgain) return;
    this.#isAskingAgain = true;
    this.#options.clock.after(ASK_AGAIN_MS, () => {
      this.#isAskingAgain = false;
      this.#plugin?.ask();
    });
  }

  async close(): Promise<void> {
    const open = this.#plugin;
    this.#plugin = undefined;
    await open?.close();
    this.#positions.tell();
  }

  #take(packets: readonly FromServer[], { feed, onTaken }: PacketReceiver): void {
    const telling: Telling[] = [];
    for (const packet of packets) {
      if (packet.type === 'carUpdate') {
        this.#position(packet, this.#options.clock.monotonic());
        continue;
      }
      this.#positions.tell();
      this.#packets.tell(packet);
      telling.push(packet);
    }
    if (telling.length === 0) return;
    feed.packets(telling);
    onTaken(telling);
  }

  /** The clocks are read once for all listeners: that costs more than most of them do. */
  #position(packet: PacketOf<'carUpdate'>, monotonic: number): void {
    this.#positionHeard.now = this.#options.clock.now();
    this.#positionHeard.monotonic = monotonic;
    this.#positions.add(packet, this.#positionHeard);
  }

  #turned(isHeard: boolean, { feed }: PacketReceiver): void {
    this.#isSilent = !isHeard;
    if ((feed.state().heard ?? false) === isHeard) return;
    feed.notice(isHeard ? { type: 'serverHeard' } : { type: 'serverSilent', silentMs: silenceMs });
  }
}
