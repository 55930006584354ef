/** Which channel gets which posts, and which of them wait while everybody can read the channel. */
import type { Channels } from './channelSettings.ts';
import { type ChannelName, isForOfficials, type Notice, type NoticeTable, QUIET } from './notices.ts';

/** Only this room decides who may read a post: by its kind and its channel, whoever posts it. */
export interface Place {
  readonly channel: string;
  /**
   * For officials only. In a channel of its own, such a post waits while everybody can read that channel. In the main
   * channel, which was never meant for it, it is dropped.
   */
  readonly confidential: 'waits' | 'dropped' | undefined;
}

export interface Routing {
  /** Undefined if it is not posted. */
  placeOf(notice: Notice): Place | undefined;
  /** Whether posts must name their server. */
  readonly namesServers: boolean;
}

interface Wishes {
  /** The differences from the defaults. */
  readonly notices?: Partial<NoticeTable> | undefined;
  /** How many game servers share these channels. */
  readonly servers?: number | undefined;
}

/**
 * Notices without a channel of their own go to the main channel, except those for the log, which are then not posted.
 */
export function routingOf(channels: Channels, { notices = {}, servers = 1 }: Wishes = {}): Routing {
  const table: NoticeTable = { ...QUIET, ...notices };
  return {
    placeOf(notice) {
      const name = table[notice];
      if (name === 'off') return undefined;
      const own = ownOf(channels, name);
      const isConfidential = isForOfficials(notice) || name === 'stewards';
      if (own === undefined && name === 'log' && !isConfidential) return undefined;
      const channel = own ?? channels.channelId;
      return { channel, confidential: isConfidential ? waitingIn(channel, channels) : undefined };
    },
    namesServers: servers > 1,
  };
}

function ownOf(channels: Channels, name: ChannelName): string | undefined {
  const ids: Readonly<Record<ChannelName, string | undefined>> = {
    race: channels.channelId,
    chat: channels.chatChannelId,
    stewards: channels.stewardChannelId,
    log: channels.logChannelId,
    board: channels.boardChannelId,
    documents: channels.documentsChannelId,
  };
  return ids[name];
}

const waitingIn = (channel: string, { channelId: main }: Channels): Place['confidential'] =>
  channel === main ? 'dropped' : 'waits';
