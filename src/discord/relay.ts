import type { Bus } from '../race/bus.ts';
import { hear } from '../race/events.ts';
import { cards, type Route } from './cards.ts';
import type { DiscordConfig } from './config.ts';
import type { Outbox } from './outbox/outbox.ts';

/** Posts what happens on a server, in the transaction in which it is journaled. */
export function relayToDiscord(bus: Bus, outbox: Outbox, channelOf: (route: Route) => string): void {
  bus.durable((event, state) => {
    for (const { route, ...post } of hear(cards, event, state) ?? []) outbox.post(channelOf(route), post);
  });
}

/** Every route falls back to the one channel that has to be configured. */
export const channelsOf =
  ({ channelId, chatChannelId, logChannelId }: DiscordConfig & RouteChannels) =>
  (route: Route): string => {
    const channels: Record<Route, string | undefined> = { race: channelId, chat: chatChannelId, log: logChannelId };
    return channels[route] ?? channelId;
  };

interface RouteChannels {
  readonly chatChannelId?: string;
  readonly logChannelId?: string;
}
