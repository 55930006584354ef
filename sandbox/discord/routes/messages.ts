import type { APIMessage } from 'discord-api-types/v10';
import { Intent } from '../codes.ts';
import { BUCKETS } from '../limits.ts';
import { messageBody } from '../messageBody.ts';
import { invalidField, refusal } from '../refusal.ts';
import { asReply, repliedTo } from '../replies.ts';
import { type Call, type Desk, done, ok, type Route } from '../route.ts';
import { blanked } from '../session.ts';
import { timeOf } from '../snowflake.ts';
import { check } from '../validate.ts';
import { mustBeAllowed, mustBeOpen, theChannel } from './channels.ts';

const MOST_LISTED = 100;
const HOUR_MS = 3_600_000;

export const messageRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/channels/:channel/messages',
    bucket: BUCKETS.messageCreate,
    per: 'channel',
    run(desk, call) {
      const place = theChannel(desk, call);
      const { world } = desk;
      const channelId = place.id;
      const body = check(messageBody, call.body);
      mustBeAllowed(desk, place, body, call.uploads.length);
      if (body.enforce_nonce && body.nonce != null) {
        const same = world.posts.withNonce(world.bot.id, body.nonce);
        if (same) return ok(same);
      }
      const replied = repliedTo(world.posts, channelId, body);
      if (replied) world.botMust(channelId, 'ReadMessageHistory');
      const extra = replied && asReply(world, replied);
      return ok(
        world.posts.post({ channelId, author: world.bot, body, uploads: call.uploads, extra, pings: replied?.author }),
      );
    },
  },
  { method: 'GET', path: '/channels/:channel/messages', run: listMessages },
  {
    method: 'GET',
    path: '/channels/:channel/messages/:message',
    run: (desk, call) => ok(readable(desk, theMessage(desk, call))),
  },
  {
    method: 'PATCH',
    path: '/channels/:channel/messages/:message',
    bucket: ({ world }, call) => (isOld(world.clock.now(), call) ? BUCKETS.oldMessageEdit : BUCKETS.messageEdit),
    per: 'channel',
    run(desk, call) {
      const message = theMessage(desk, call);
      if (message.author.id !== desk.world.bot.id) throw refusal(50005);
      mustBeOpen(desk, message.channel_id);
      if (call.uploads.length > 0) desk.world.botMust(message.channel_id, 'AttachFiles');
      return ok(desk.world.posts.edit(message, check(messageBody, call.body), call.uploads));
    },
  },
  {
    method: 'DELETE',
    path: '/channels/:channel/messages/:message',
    run(desk, call) {
      const message = theMessage(desk, call);
      if (message.author.id !== desk.world.bot.id) desk.world.botMust(message.channel_id, 'ManageMessages');
      desk.world.posts.remove(message);
      return done;
    },
  },
];

const isOld = (now: number, call: Call): boolean => now - timeOf(call.param('message')) > HOUR_MS;

/** Newest first, between `after` and `before`. */
function listMessages(desk: Desk, call: Call) {
  const { id } = theChannel(desk, call);
  desk.world.botMust(id, 'ReadMessageHistory');
  const limit = Number(call.query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
    throw invalidField(['limit'], 'NUMBER_TYPE_MAX', `int value should be between 1 and ${MOST_LISTED}.`);
  }
  const after = call.query.get('after');
  const before = call.query.get('before');
  const listed = desk.world
    .messages(id)
    .filter((message) => after === null || BigInt(message.id) > BigInt(after))
    .filter((message) => before === null || BigInt(message.id) < BigInt(before));
  // Discord counts from the given side: right after `after`, otherwise from the newest.
  const page = after === null ? listed.slice(-limit) : listed.slice(0, limit);
  return ok(page.reverse().map((message) => readable(desk, message)));
}

/** If the bot's message content intent is disabled, its routes also hide the content of others' messages. */
const readable = ({ world, withheldIntents }: Desk, message: APIMessage): APIMessage =>
  (withheldIntents & Intent.messageContent) === 0 ? message : blanked(message, world.bot.id);

export function theMessage(desk: Desk, call: Call): APIMessage {
  const { id } = theChannel(desk, call);
  const message = desk.world.posts.find(call.param('message'));
  if (message?.channel_id !== id || !desk.world.posts.isVisible(message.id)) throw refusal(10008);
  return message;
}
