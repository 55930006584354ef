import type { APITextChannel } from 'discord-api-types/v10';
import { refusal } from '../refusal.ts';
import { type Call, type Desk, ok, type Route } from '../route.ts';

export const channelRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/:channel', run: (desk, call) => ok(theChannel(desk, call)) },
];

export function theChannel({ world }: Desk, call: Call): APITextChannel {
  const channel = world.channel(call.param('channel'));
  if (!channel) throw refusal(10003);
  world.botMust();
  return channel;
}
