import type { APIMessage, APIUser } from 'discord-api-types/v10';
import { MessageKind } from './codes.ts';
import type { MessageBody } from './messageBody.ts';
import { invalidField } from './refusal.ts';

type Reply = Pick<APIMessage, 'type' | 'message_reference' | 'referenced_message'>;

interface Posts {
  find(id: string): APIMessage | undefined;
  isVisible(id: string): boolean;
}

/** The fields that make a message a reply: its kind, the reference, and the other message as it was. */
export function asReply({ guildId }: { readonly guildId: string }, message: APIMessage): Reply {
  const { referenced_message: _, ...shown } = message;
  return {
    type: MessageKind.reply,
    message_reference: { type: 0, message_id: message.id, channel_id: message.channel_id, guild_id: guildId },
    referenced_message: shown,
  };
}

/** The message that a body replies to, in the same channel; refuses an unknown one unless the sender allows it. */
export function repliedTo(posts: Posts, channelId: string, body: MessageBody): APIMessage | undefined {
  const { message_reference: reference } = body;
  if (!reference) return undefined;
  const found = posts.find(reference.message_id);
  if (found?.channel_id === channelId && posts.isVisible(found.id)) return found;
  if (reference.fail_if_not_exists === false) return undefined;
  throw invalidField(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message');
}

/** The author is pinged, unless the sender says otherwise or sets any mentions. */
export function withPing(users: readonly APIUser[], author: APIUser, body: MessageBody): APIUser[] {
  const isPinged = body.allowed_mentions?.replied_user ?? !body.allowed_mentions;
  return isPinged && !users.some(({ id }) => id === author.id) ? [...users, author] : [...users];
}
