import { BUCKETS } from '../limits.ts';
import { emojiKey, emojiOf } from '../reactions.ts';
import { refusal } from '../refusal.ts';
import { type Answer, type Call, type Desk, done, type Route } from '../route.ts';
import { mustBeOpen } from './channels.ts';
import { theMessage } from './messages.ts';

const MOST_REACTIONS = 20;
const REACTION = '/channels/:channel/messages/:message/reactions/:emoji/@me';
const limited = { bucket: BUCKETS.reaction, per: 'channel' } as const;

/** Reactions. */
export const markRoutes: readonly Route[] = [
  { method: 'PUT', path: REACTION, ...limited, run: (desk, call) => react(desk, call, true) },
  { method: 'DELETE', path: REACTION, ...limited, run: (desk, call) => react(desk, call, false) },
];

/** Adding to an existing reaction needs only read permission; a new one needs Add Reactions. */
function react(desk: Desk, call: Call, isOn: boolean): Answer {
  const message = theMessage(desk, call);
  const { world } = desk;
  const emoji = call.param('emoji');
  emojiOf(emoji);
  mustBeOpen(desk, message.channel_id);
  const known = message.reactions ?? [];
  const isNew = !known.some((one) => emojiKey(one.emoji) === emoji);
  if (isOn) world.botMust(message.channel_id, 'ReadMessageHistory');
  if (isOn && isNew) world.botMust(message.channel_id, 'AddReactions');
  if (isOn && isNew && known.length >= MOST_REACTIONS) throw refusal(30010);
  world.posts.react(message, emoji, { userId: world.bot.id, isOn });
  return done;
}
