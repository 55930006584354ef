import { z } from 'zod';
import { MessageFlag, MessageKind } from '../codes.ts';
import { messageBody } from '../messageBody.ts';
import { type Channel, isArchived, isCategory, isForum, isThread, type Thread, withMetadata } from '../place.ts';
import { invalidField, refusal } from '../refusal.ts';
import { type Answer, type Call, type Desk, ok, type Route } from '../route.ts';
import { check } from '../validate.ts';
import { mustBeAllowed, theChannel } from './channels.ts';
import { theMessage } from './messages.ts';

const fields = {
  name: z.string().min(1).max(100),
  auto_archive_duration: z.literal([60, 1440, 4320, 10080]).nullish(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
};
const tags = z.array(z.string()).max(5);

/** A thread on a message has no type: it is public. */
const messageThreadBody = z.object(fields);
const threadBody = messageThreadBody.extend({ type: z.literal(11).optional() });
const postBody = z.object({ ...fields, applied_tags: tags.optional(), message: messageBody });
const changeBody = z.object({ ...fields, archived: z.boolean(), locked: z.boolean(), applied_tags: tags }).partial();

/** Threads of text channels, and the posts of forums, which are threads too. */
export const threadRoutes: readonly Route[] = [
  { method: 'POST', path: '/channels/:channel/threads', run: openThread },
  { method: 'POST', path: '/channels/:channel/messages/:message/threads', run: openOnMessage },
];

function openThread(desk: Desk, call: Call): Answer {
  const parent = theChannel(desk, call);
  if (isThread(parent) || isCategory(parent)) throw refusal(50024);
  if (isForum(parent)) return openPost(desk, call, parent);
  const { world } = desk;
  world.botMust(parent.id, 'CreatePublicThreads');
  const body = check(threadBody, call.body);
  const thread = world.places.openThread({ parentId: parent.id, ownerId: world.bot.id, ...named(body) });
  world.posts.post({
    channelId: parent.id,
    author: world.bot,
    body: { content: thread.name },
    extra: { type: MessageKind.threadCreated, message_reference: referenceTo(world.guildId, thread.id) },
  });
  return { status: 201, body: thread };
}

/** Its first message has the thread's id. */
function openPost(desk: Desk, call: Call, parent: Extract<Channel, { available_tags: unknown }>): Answer {
  const { world } = desk;
  world.botMust(parent.id, 'SendMessages');
  const { message: body, applied_tags = [], ...rest } = check(postBody, call.body);
  mustBeTags(parent, applied_tags);
  const thread = world.places.openThread({
    parentId: parent.id,
    ownerId: world.bot.id,
    ...named(rest),
    tags: applied_tags,
  });
  mustBeAllowed(desk, thread, body, call.uploads.length);
  const message = world.posts.post({
    id: thread.id,
    channelId: thread.id,
    author: world.bot,
    body,
    uploads: call.uploads,
  });
  return { status: 201, body: { ...world.places.thread(thread.id), message } };
}

function openOnMessage(desk: Desk, call: Call): Answer {
  const { world } = desk;
  const message = theMessage(desk, call);
  const parent = theChannel(desk, call);
  if (isThread(parent)) throw refusal(50024);
  world.botMust(parent.id, 'CreatePublicThreads');
  if (message.thread) throw refusal(160004);
  const body = check(messageThreadBody, call.body);
  const thread = world.places.openThread({ parentId: parent.id, ownerId: world.bot.id, ...named(body), message });
  world.posts.change({ ...message, thread, flags: (message.flags ?? 0) | MessageFlag.hasThread });
  world.posts.post({
    channelId: thread.id,
    author: world.bot,
    body: {},
    extra: {
      type: MessageKind.threadStarter,
      message_reference: { ...referenceTo(world.guildId, parent.id), message_id: message.id },
    },
  });
  return { status: 201, body: world.places.thread(thread.id) };
}

/** The bot may change its own threads; locking one requires permission to manage all. */
export function changeThread(desk: Desk, call: Call): Answer {
  const { world } = desk;
  const thread = theChannel(desk, call);
  if (!isThread(thread)) throw refusal(50024);
  const { archived, locked, name, auto_archive_duration, applied_tags } = check(changeBody, call.body);
  const isOwner = thread.owner_id === world.bot.id;
  const isEdited = name !== undefined || auto_archive_duration != null || applied_tags !== undefined;
  if (isArchived(thread) && archived !== false && isEdited) throw refusal(50083);
  if (!isOwner || locked !== undefined) world.botMust(thread.id, 'ManageThreads');
  const parent = world.channel(thread.parent_id ?? '');
  if (applied_tags && parent && isForum(parent)) mustBeTags(parent, applied_tags);
  const metadata = {
    ...(archived !== undefined && { archived }),
    ...(locked !== undefined && { locked }),
    ...(auto_archive_duration != null && { auto_archive_duration }),
  };
  const changed: Partial<Thread> = {
    ...withMetadata(thread, metadata, new Date(world.clock.now()).toISOString()),
    ...(name !== undefined && { name }),
    ...(applied_tags && { applied_tags }),
  };
  return ok(world.places.changeThread(thread.id, changed));
}

function mustBeTags({ available_tags }: { available_tags: readonly { id: string }[] }, ids: readonly string[]): void {
  const known = available_tags.map(({ id }) => id);
  const wrong = ids.findIndex((id) => !known.includes(id));
  if (wrong >= 0) throw invalidField(['applied_tags', wrong], 'CHANNEL_UNKNOWN_TAG', 'Unknown tag');
}

const named = ({ name, auto_archive_duration }: z.output<typeof threadBody>) => ({
  name,
  archiveAfterMinutes: auto_archive_duration ?? undefined,
});

const referenceTo = (guild_id: string, channel_id: string) => ({ type: 0, guild_id, channel_id });
