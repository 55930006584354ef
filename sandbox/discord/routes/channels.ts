import type { PermissionName } from '../codes.ts';
import type { MessageBody } from '../messageBody.ts';
import type { Channel, Thread } from '../place.ts';
import { isArchived, isCategory, isForum, isLocked, isThread } from '../place.ts';
import { refusal } from '../refusal.ts';
import { type Call, type Desk, done, ok, type Route } from '../route.ts';

export const channelRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/:channel', run: (desk, call) => ok(theChannel(desk, call)) },
  {
    method: 'POST',
    path: '/channels/:channel/typing',
    run(desk, call) {
      const place = theChannel(desk, call);
      if (isForum(place) || isCategory(place)) throw refusal(50024);
      desk.world.botMust(place.id, isThread(place) ? 'SendMessagesInThreads' : 'SendMessages');
      return done;
    },
  },
];

export function theChannel({ world }: Desk, call: Call): Channel | Thread {
  const channel = world.channel(call.param('channel'));
  if (!channel) throw refusal(10003);
  world.botMust(channel.id);
  return channel;
}

/** Refuses a message that the bot may not send there, or with that content. */
export function mustBeAllowed({ world }: Desk, place: Channel | Thread, body: MessageBody, uploads: number): void {
  if (isForum(place) || isCategory(place)) throw refusal(50008);
  const needed: PermissionName[] = [isThread(place) ? 'SendMessagesInThreads' : 'SendMessages'];
  if (body.embeds?.length) needed.push('EmbedLinks');
  if (uploads > 0) needed.push('AttachFiles');
  world.botMust(place.id, ...needed);
  if (!isThread(place) || !isArchived(place) || !isLocked(place)) return;
  if (!world.may(world.bot.id, place.id, 'ManageThreads')) throw refusal(50083);
}

/** An archived thread accepts only new messages, which unarchive it. */
export function mustBeOpen({ world }: Desk, channelId: string): void {
  const place = world.channel(channelId);
  if (place && isThread(place) && isArchived(place)) throw refusal(50083);
}
