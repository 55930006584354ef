import { toAscii } from '../../acserver/chat/ascii.ts';
import type { Speaker } from '../../acserver/speaker.ts';
import type { AnyServerConfig } from '../../config/environment.ts';
import type { ServerSources, ServerSurroundings } from '../../live/open.ts';
import { type ExtraInfoActions, extraInfoActions } from './actions.ts';
import { broadcastExtraInfo } from './broadcast.ts';
import { openHearing } from './hearing.ts';
import { openOptIns } from './optIns.ts';

/** The lines for programs in the cars of one game server. */
export interface ServerExtraInfo {
  readonly actions: ExtraInfoActions;
  close(): void;
}

export function openExtraInfo(
  { id, drsFromLap }: Pick<AnyServerConfig, 'id' | 'drsFromLap'>,
  { store, clock }: Pick<ServerSurroundings, 'store' | 'clock'>,
  { bus, feed, speaker }: Pick<ServerSources, 'bus' | 'feed'> & { readonly speaker: Pick<Speaker, 'sayUnwrapped'> },
): ServerExtraInfo {
  const state = () => feed.state();
  const optIns = openOptIns({ server: id, store, bus, state });
  const hear = openHearing({
    ...{ clock, state, tellsDrs: drsFromLap !== undefined },
    notice: (body) => feed.notice(body),
  });
  return {
    actions: extraInfoActions({ optIns, state, hear }),
    close: broadcastExtraInfo({
      bus,
      optIns,
      drsFromLap,
      spell: toAscii,
      tell: (to, line) => speaker.sayUnwrapped(to, line),
    }),
  };
}
