import { Callback, MessageFlag } from '../codes.ts';
import type { Answered } from '../interactions.ts';
import { messageBody } from '../messageBody.ts';
import { isLoading } from '../messages.ts';
import { type Call, type Desk, done, ok, type Route } from '../route.ts';
import { check } from '../validate.ts';

/**
 * The first answer, and follow-ups by the interaction's token. Follow-ups use webhook paths with the application as the
 * webhook; the webhook routes distinguish them from real webhooks.
 */
export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/:interaction/:token/callback',
    open: true,
    run({ interactions }, call) {
      const id = call.param('interaction');
      const token = call.param('token');
      const answered = interactions.answer({ id, token, body: call.body, uploads: call.uploads });
      return isTrue(call.query.get('with_response')) ? ok(callbackResponse(id, answered)) : done;
    },
  },
];

export const followUp = ({ interactions }: Desk, call: Call) =>
  ok(interactions.followUp(call.param('token'), check(messageBody, call.body), call.uploads));

export const readReply = ({ interactions }: Desk, call: Call) =>
  ok(interactions.message(call.param('token'), call.param('message')));

export function editReply({ interactions, world }: Desk, call: Call) {
  const message = interactions.message(call.param('token'), call.param('message'));
  return ok(world.posts.edit(message, check(messageBody, call.body), call.uploads));
}

export function deleteReply({ interactions, world }: Desk, call: Call) {
  world.posts.remove(interactions.message(call.param('token'), call.param('message')));
  return done;
}

/** discord.js sends `true`, discord.py `1`. */
export const isTrue = (value: string | null): boolean => value === 'true' || value === '1';

/** A deferral shows no message yet, so it has no resource: only a reply and an update do. */
function callbackResponse(id: string, { kind, type, message }: Answered) {
  const isShown = type === Callback.reply || type === Callback.update;
  return {
    interaction: {
      id,
      type: kind,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: isLoading(message),
        response_message_ephemeral: ((message.flags ?? 0) & MessageFlag.ephemeral) !== 0,
      }),
    },
    ...(isShown && message && { resource: { type, message } }),
  };
}
