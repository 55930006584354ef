import { toAscii } from '../../acserver/chat/ascii.ts';
import type { Speaker } from '../../acserver/speaker.ts';
import type { LiveServer } from '../../live/liveServer.ts';
import { type ExtraInfoActions, extraInfoActions } from './actions.ts';
import { broadcastExtraInfo } from './broadcast.ts';
import { type OwnPenalties, openHearing } from './hearing.ts';
import { openOptIns } from './optIns.ts';
import { OwnLines } from './ownLines.ts';

/** Extra information on one game server. */
export interface ServerExtraInfo {
  readonly actions: ExtraInfoActions;
  close(): void;
}

export type ExtraInfoLive = Pick<LiveServer, 'id' | 'dialect' | 'store' | 'clock' | 'bus' | 'state' | 'notice'> & {
  readonly config: Pick<LiveServer['config'], 'drsFromLap'>;
  readonly speaker: Pick<Speaker, 'sayUnwrapped'>;
};

export interface ExtraInfoNeeds {
  readonly penalties: OwnPenalties;
}

export function openExtraInfo(
  { id, dialect, config, store, clock, bus, state, notice, speaker }: ExtraInfoLive,
  { penalties }: ExtraInfoNeeds,
): ServerExtraInfo {
  const { drsFromLap } = config;
  const optIns = openOptIns({ server: id, store, bus, state });
  const ownLines = new OwnLines(clock);
  const hear = openHearing({ dialect, clock, state, notice, ownLines, penalties, tellsDrs: drsFromLap !== undefined });
  return {
    actions: extraInfoActions({ optIns, state, hear }),
    close: broadcastExtraInfo({
      bus,
      optIns,
      drsFromLap,
      spell: toAscii,
      onSaid: (carId, line) => ownLines.said(carId, line),
      tell: (seat, line) => speaker.sayUnwrapped(seat, line),
    }),
  };
}
