import type { APIMessage } from 'discord-api-types/v10';
import { MessageKind } from '../codes.ts';
import { emojiOf } from '../reactions.ts';
import { refusal } from '../refusal.ts';
import { type Answer, type Call, type Desk, done, type Route } from '../route.ts';
import { theMessage } from './messages.ts';

const MOST_PINS = 250;

const REACTION = '/channels/:channel/messages/:message/reactions/:emoji/@me';
const PIN = '/channels/:channel/messages/pins/:message';

/** What is put on messages: reactions and pins. */
export const markRoutes: readonly Route[] = [
  { method: 'PUT', path: REACTION, run: (desk, call) => react(desk, call, true) },
  { method: 'DELETE', path: REACTION, run: (desk, call) => react(desk, call, false) },
  { method: 'PUT', path: PIN, run: pin },
  { method: 'DELETE', path: PIN, run: unpin },
];

function react(desk: Desk, call: Call, isOn: boolean): Answer {
  const message = theMessage(desk, call);
  const { world } = desk;
  const emoji = call.param('emoji');
  emojiOf(emoji);
  if (isOn) world.botMust(message.channel_id, 'AddReactions');
  world.posts.react(message, emoji, { userId: world.bot.id, isOn });
  return done;
}

function pin(desk: Desk, call: Call): Answer {
  const message = theMessage(desk, call);
  const { world } = desk;
  world.botMust(message.channel_id, 'PinMessages');
  if (message.pinned) return done;
  if (world.messages(message.channel_id).filter(({ pinned }) => pinned).length >= MOST_PINS) throw refusal(30003);
  setPinned(desk, message, true);
  world.posts.post({
    channelId: message.channel_id,
    author: world.bot,
    body: {},
    extra: {
      type: MessageKind.pinned,
      message_reference: { type: 0, guild_id: world.guildId, channel_id: message.channel_id, message_id: message.id },
    },
  });
  return done;
}

function unpin(desk: Desk, call: Call): Answer {
  const message = theMessage(desk, call);
  desk.world.botMust(message.channel_id, 'PinMessages');
  if (message.pinned) setPinned(desk, message, false);
  return done;
}

function setPinned({ world }: Desk, message: APIMessage, pinned: boolean): void {
  world.posts.change({ ...message, pinned });
  const last_pin_timestamp = pinned ? new Date(world.clock.now()).toISOString() : null;
  world.emit({
    t: 'CHANNEL_PINS_UPDATE',
    d: { guild_id: world.guildId, channel_id: message.channel_id, last_pin_timestamp },
  });
}
