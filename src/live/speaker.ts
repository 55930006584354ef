/** Sends Pitwall's chat messages on one game server. */
import type { Spelling } from '../acserver/chat/ascii.ts';
import { orderFor } from '../acserver/dialect.ts';
import { createSpeaker, type Speaker } from '../acserver/speaker.ts';
import type { AnyServerConfig } from '../config/server.ts';
import type { Clock } from '../kit/clock.ts';
import type { RaceState } from '../race/state.ts';
import type { PluginLink } from './plugin.ts';

export interface SpeakerParts {
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
  readonly state: () => RaceState;
  readonly plugin: Pick<PluginLink, 'send'>;
  readonly hide: (text: string) => string;
  readonly spelling?: Spelling | undefined;
}

/** Opens Pitwall's chat on one game server. */
export function openSpeaker({ dialect = 'kunos', chatWidth }: AnyServerConfig, parts: SpeakerParts): Speaker {
  const { clock, log, state, plugin, hide, spelling } = parts;
  return createSpeaker({
    clock,
    hide,
    spelling,
    send(to, line) {
      const order =
        to === 'all'
          ? orderFor(dialect, 'say', { line })
          : orderFor(dialect, 'pm', { carId: to.carId, guid: to.guid, line });
      if (order.by === 'udp') plugin.send(order.packet);
    },
    width: chatWidth,
    holds: ({ carId, guid }) => state().drivers.get(carId)?.guid === guid,
    onDropped: (to, count) =>
      log.warn({ to: to === 'all' ? to : to.carId, count }, 'too much was to be said in the game: lines were dropped'),
  });
}
