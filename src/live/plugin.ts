import type { Configuration } from '../acserver/configuration.ts';
import { createChain } from '../acserver/udp/chain.ts';
import { silenceMs } from '../acserver/udp/liveness.ts';
import type { FromPlugin, FromServer } from '../acserver/udp/packets.ts';
import { openPlugin, type Plugin, type PluginOptions } from '../acserver/udp/socket.ts';
import type { ChainConfig } from '../config/server.ts';
import type { Feed } from '../race/feed.ts';

export interface PluginLinkOptions extends Pick<PluginOptions, 'clock' | 'log'> {
  readonly feed: () => Pick<Feed, 'state' | 'packets' | 'notice'>;
  /** How often the positions of the cars are asked for; 0 for never. */
  readonly intervalMs: number;
  /** The plugin behind Pitwall. */
  readonly chain: ChainConfig | undefined;
  /** Told of every batch once the feed has taken it. */
  readonly onTaken: (packets: readonly FromServer[]) => void;
}

/** The plugin interface of one game server, whose ports can change between two lives of it. */
export interface PluginLink {
  /**
   * Listens where this configuration says, anew: a server that begins has not been heard yet, however lately the one
   * before it was.
   *
   * @throws UserError for a port that cannot be had
   */
  open(configuration: Configuration): Promise<void>;
  /** Whether it speaks: not when it is switched off, nor when it has been silent for a while. */
  isHeard(): boolean;
  /** Lost where there is no plugin interface. */
  send(packet: FromPlugin): void;
  /** Hears every datagram before it becomes an event; the returned function stops that. */
  watch(listener: (packet: FromServer) => void): () => void;
  /** Asks who and what is there, soon. */
  askAgain(): void;
  close(): Promise<void>;
}

/** What made an answer impossible to keep lasts longer than a moment. */
const ASK_AGAIN_MS = 5000;

export function pluginLink({ clock, log, feed, intervalMs, chain, onTaken }: PluginLinkOptions): PluginLink {
  const chained = chain && { ...chain, chain: createChain({ clock, intervalMs }) };
  const watchers = new Set<(packet: FromServer) => void>();
  let plugin: Plugin | undefined;
  let ports: Configuration['cfg']['plugin'];
  let slots = 0;
  let isSilent = false;
  let isAskingAgain = false;

  async function close(): Promise<void> {
    const open = plugin;
    plugin = undefined;
    await open?.close();
  }

  function turned(isHeard: boolean): void {
    isSilent = !isHeard;
    if ((feed().state().heard ?? false) === isHeard) return;
    feed().notice(isHeard ? { type: 'serverHeard' } : { type: 'serverSilent', silentMs: silenceMs });
  }

  return {
    async open({ cfg, entries }) {
      slots = entries.slots.length;
      await close();
      ports = cfg.plugin;
      isSilent = false;
      if (!ports) return;
      plugin = await openPlugin({
        listen: ports.listen,
        server: { host: ports.serverHost ?? ports.listen.host, port: ports.serverPort },
        slots: () => slots,
        intervalMs,
        chained,
        clock,
        log,
        onPackets(packets) {
          for (const packet of packets) for (const watch of watchers) watch(packet);
          feed().packets(packets);
          onTaken(packets);
        },
        onHeard: turned,
      });
    },
    isHeard: () => ports !== undefined && !isSilent,
    send: (packet) => plugin?.send(packet),
    watch(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    askAgain() {
      if (isAskingAgain) return;
      isAskingAgain = true;
      clock.after(ASK_AGAIN_MS, () => {
        isAskingAgain = false;
        plugin?.ask();
      });
    },
    close,
  };
}
