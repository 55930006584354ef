/** Which channel hears of what, and what of that waits until not everybody can read the channel. */
import type { Channels } from './channelSettings.ts';
import { type ChannelName, isForOfficials, type Notice, type NoticeTable, QUIET } from './notices.ts';

/** Only here it is decided who may read a post: by its kind and its channel, whoever posts it. */
export interface Place {
  readonly channel: string;
  /**
   * Not for everybody's eyes. In a channel of its own it waits while everybody can read that; in the main one, which was
   * never meant for it, it is dropped.
   */
  readonly confidential: 'waits' | 'dropped' | undefined;
}

export interface Routing {
  /** Undefined for what is posted nowhere. */
  placeOf(notice: Notice): Place | undefined;
  /** Whether it has to be told which server is meant. */
  readonly namesServers: boolean;
}

interface Wishes {
  /** What differs from the usual. */
  readonly notices?: Partial<NoticeTable> | undefined;
  /** How many game servers share these channels. */
  readonly servers?: number | undefined;
}

/** What has no channel of its own goes to the main one; only what would go into a log is posted nowhere without one. */
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
