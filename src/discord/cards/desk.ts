/** The stewards' desk in their channel: the queue of a server, and the cards shared by several contacts. */
import type { Routing } from '../../config/routing.ts';
import type { DeskNews } from '../../features/desk/board.ts';
import { queueKey, sharedKey } from '../common/cardLinks.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Body, Post } from '../outbox/post.ts';
import { type Named, queueMessage, sharedCardMessage } from '../renderings/queue.ts';
import { ofServer } from './relay.ts';

export interface Desk {
  listen(listener: (news: DeskNews) => void): unknown;
}

/**
 * One message per server and one per shared card, each edited in place so that it shows the current state. `named` puts
 * the drivers' names into what is shown.
 */
export function relayDesk(
  desk: Desk,
  outbox: Pick<Outbox, 'keep'>,
  routing: Routing,
  named: Named = (data) => data,
): void {
  desk.listen(({ queue, shared, isStart }) => {
    const place = routing.placeOf('incident');
    if (!place) return;
    const { channel, confidential } = place;
    const keep = (key: string, body: Body, as: Parameters<Outbox['keep']>[3]): void => {
      const post: Post = { lane: 'incident', body, confidential };
      outbox.keep(channel, key, routing.namesServers ? ofServer(queue.server, post) : post, as);
    };
    // Cards go out before the message that links to them.
    for (const card of shared) keep(sharedKey(card), sharedCardMessage(named(card)), 'news');
    const isEmpty = queue.open.length === 0 && queue.shared.length === 0;
    keep(queueKey(queue.server), queueMessage(queue, named), isEmpty ? 'rest' : isStart ? 'start' : 'news');
  });
}
