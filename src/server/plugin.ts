import type { Configuration } from '../acserver/configuration.ts';
import { silenceMs } from '../acserver/udp/liveness.ts';
import type { FromPlugin } from '../acserver/udp/packets.ts';
import { openPlugin, type Plugin, type PluginOptions } from '../acserver/udp/socket.ts';
import type { Feed } from '../race/feed.ts';

export interface PluginLinkOptions extends Pick<PluginOptions, 'clock' | 'log'> {
  readonly feed: () => Pick<Feed, 'state' | 'packets' | 'notice'>;
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
  /** Asks who and what is there, soon. */
  askAgain(): void;
  close(): Promise<void>;
}

/** What made an answer impossible to keep lasts longer than a moment. */
const ASK_AGAIN_MS = 5000;

export function pluginLink({ clock, log, feed }: PluginLinkOptions): PluginLink {
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

  function turned(heard: boolean): void {
    isSilent = !heard;
    if ((feed().state().heard ?? false) === heard) return;
    feed().notice(heard ? { type: 'serverHeard' } : { type: 'serverSilent', silentMs: silenceMs });
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
        intervalMs: 0,
        clock,
        log,
        onPackets: (packets) => feed().packets(packets),
        onHeard: turned,
      });
    },
    isHeard: () => ports !== undefined && !isSilent,
    send: (packet) => plugin?.send(packet),
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
