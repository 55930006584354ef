import type { APITextChannel } from 'discord-api-types/v10';
import { z } from 'zod';
import { BUCKETS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import { type Call, type Desk, done, ok, type Route } from '../route.ts';
import { check } from '../validate.ts';

const channelBody = z.object({
  name: z.string().min(1).max(100).optional(),
  topic: z.string().max(1024).nullish(),
});

export const channelRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/:channel', run: (desk, call) => ok(theChannel(desk, call)) },
  {
    method: 'PATCH',
    path: '/channels/:channel',
    bucket: BUCKETS.channelEdit,
    per: 'channel',
    run(desk, call) {
      const channel = theChannel(desk, call);
      desk.world.botMust('ManageChannels');
      return ok(desk.world.editChannel(channel, check(channelBody, call.body)));
    },
  },
  {
    method: 'POST',
    path: '/channels/:channel/typing',
    run(desk, call) {
      theChannel(desk, call);
      return done;
    },
  },
];

export function theChannel({ world }: Desk, call: Call): APITextChannel {
  const channel = world.channel(call.param('channel'));
  if (!channel) throw refusal(10003);
  world.botMust();
  return channel;
}
