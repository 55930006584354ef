import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlag } from '../codes.ts';
import { messageBody } from '../messageBody.ts';
import { isLoading } from '../messages.ts';
import { type Call, type Desk, done, ok, type Route } from '../route.ts';
import { check } from '../validate.ts';

/**
 * The first answer, and what follows it by the interaction's token. The latter have the paths of webhooks with the
 * application as the webhook; their own routes are told apart in the webhook routes.
 */
export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/:interaction/:token/callback',
    open: true,
    run({ interactions }, call) {
      const id = call.param('interaction');
      const token = call.param('token');
      const message = interactions.answer({ id, token, body: call.body, uploads: call.uploads });
      return isTrue(call.query.get('with_response')) ? ok(callbackResponse(id, call.body, message)) : done;
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

function callbackResponse(id: string, body: unknown, message: APIMessage | undefined) {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  return {
    interaction: {
      id,
      type,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: isLoading(message),
        response_message_ephemeral: ((message.flags ?? 0) & MessageFlag.ephemeral) !== 0,
      }),
    },
    resource: { type, ...(message && { message }) },
  };
}
