import { randomBytes } from 'node:crypto';
import type { APIMessage, APIUser } from 'discord-api-types/v10';
import { z } from 'zod';
import { user } from '../guild.ts';
import { BUCKETS } from '../limits.ts';
import { messageBody, webhookMessageBody, webhookName } from '../messageBody.ts';
import { isCategory, isForum, isThread } from '../place.ts';
import { refusal } from '../refusal.ts';
import { type Answer, type Call, type Desk, done, ok, type Route } from '../route.ts';
import { check } from '../validate.ts';
import type { Webhook } from '../worldOptions.ts';
import { theChannel } from './channels.ts';
import { deleteReply, editReply, followUp, isTrue, readReply } from './interactions.ts';

const MOST_IN_A_CHANNEL = 15;
/** discord.js only parses webhook URLs with a token of 68 characters: 51 bytes in base64. */
const TOKEN_BYTES = 51;
const webhookBody = z.object({ name: webhookName, avatar: z.string().nullish() });

export const webhookRoutes: readonly Route[] = [
  { method: 'POST', path: '/channels/:channel/webhooks', run: createWebhook },
  {
    method: 'GET',
    path: '/channels/:channel/webhooks',
    run: (desk, call) => ok(webhooksOf(desk, webhookPlace(desk, call))),
  },
  {
    method: 'GET',
    path: '/webhooks/:webhook',
    run(desk, call) {
      const webhook = theWebhook(desk, call);
      desk.world.botMust(webhook.channel_id, 'ManageWebhooks');
      return ok(webhook);
    },
  },
  {
    method: 'DELETE',
    path: '/webhooks/:webhook',
    run(desk, call) {
      desk.world.botMust(theWebhook(desk, call).channel_id, 'ManageWebhooks');
      return removeWebhook(desk, call);
    },
  },
  {
    method: 'GET',
    path: '/webhooks/:webhook/:token',
    open: true,
    run(desk, call) {
      const { user: _, ...webhook } = withToken(desk, call);
      return ok(webhook);
    },
  },
  {
    method: 'DELETE',
    path: '/webhooks/:webhook/:token',
    open: true,
    run(desk, call) {
      withToken(desk, call);
      return removeWebhook(desk, call);
    },
  },
  {
    method: 'POST',
    path: '/webhooks/:webhook/:token',
    open: true,
    bucket: (desk, call) => (isInteraction(desk, call) ? undefined : BUCKETS.webhookExecute),
    per: 'webhook',
    sublimit: ({ world }, call) => {
      const channel = world.webhooks.get(call.param('webhook'))?.channel_id;
      return channel === undefined ? undefined : { bucket: BUCKETS.webhooksOfChannel, owner: channel };
    },
    run: (desk, call) => (isInteraction(desk, call) ? followUp(desk, call) : execute(desk, call)),
  },
  {
    method: 'GET',
    path: '/webhooks/:webhook/:token/messages/:message',
    open: true,
    run: (desk, call) => (isInteraction(desk, call) ? readReply(desk, call) : ok(ownMessage(desk, call))),
  },
  {
    method: 'PATCH',
    path: '/webhooks/:webhook/:token/messages/:message',
    open: true,
    run(desk, call) {
      if (isInteraction(desk, call)) return editReply(desk, call);
      return ok(desk.world.posts.edit(ownMessage(desk, call), check(messageBody, call.body), call.uploads));
    },
  },
  {
    method: 'DELETE',
    path: '/webhooks/:webhook/:token/messages/:message',
    open: true,
    run(desk, call) {
      if (isInteraction(desk, call)) return deleteReply(desk, call);
      desk.world.posts.remove(ownMessage(desk, call));
      return done;
    },
  },
];

const isInteraction = ({ world }: Desk, call: Call): boolean => call.param('webhook') === world.applicationId;

function createWebhook(desk: Desk, call: Call): Answer {
  const channelId = webhookPlace(desk, call);
  const { world } = desk;
  const { name } = check(webhookBody, call.body);
  if (webhooksOf(desk, channelId).length >= MOST_IN_A_CHANNEL) throw refusal(30007);
  const webhook: Webhook = {
    id: world.newId(),
    type: 1,
    guild_id: world.guildId,
    channel_id: channelId,
    name,
    avatar: null,
    application_id: world.applicationId,
    user: world.bot,
    token: randomBytes(TOKEN_BYTES).toString('base64url'),
  };
  world.webhooks.set(webhook.id, webhook);
  tellOfWebhooks(desk, channelId);
  return ok(webhook);
}

/** A channel for messages. A thread has no webhooks of its own, so Discord reports an unknown channel. */
function webhookPlace(desk: Desk, call: Call): string {
  const place = theChannel(desk, call);
  if (isThread(place)) throw refusal(10003);
  if (isCategory(place)) throw refusal(50024);
  desk.world.botMust(place.id, 'ManageWebhooks');
  return place.id;
}

function removeWebhook(desk: Desk, call: Call): Answer {
  const { id, channel_id } = theWebhook(desk, call);
  desk.world.webhooks.delete(id);
  tellOfWebhooks(desk, channel_id);
  return done;
}

function execute(desk: Desk, call: Call): Answer {
  const webhook = withToken(desk, call);
  const body = check(webhookMessageBody, call.body);
  const message = desk.world.posts.post({
    channelId: placeOf(desk, call, webhook),
    author: authorOf(webhook.id, body.username ?? webhook.name),
    body,
    uploads: call.uploads,
    webhookId: webhook.id,
  });
  return isTrue(call.query.get('wait')) ? ok(message) : done;
}

/** Its own channel, or a thread in it that the URL names. */
function placeOf({ world }: Desk, call: Call, { channel_id }: Webhook): string {
  const threadId = call.query.get('thread_id');
  if (threadId !== null && world.places.thread(threadId)?.parent_id !== channel_id) throw refusal(10003);
  const channel = world.channel(channel_id);
  if (threadId === null && channel && isForum(channel)) throw refusal(220001);
  return threadId ?? channel_id;
}

function ownMessage(desk: Desk, call: Call): APIMessage {
  const { id } = withToken(desk, call);
  const message = desk.world.posts.find(call.param('message'));
  if (message?.webhook_id !== id) throw refusal(10008);
  return message;
}

function withToken(desk: Desk, call: Call) {
  const webhook = theWebhook(desk, call);
  if (webhook.token !== call.param('token')) throw refusal(50027);
  return webhook;
}

function theWebhook({ world }: Desk, call: Call) {
  const webhook = world.webhooks.get(call.param('webhook'));
  if (!webhook) throw refusal(10015);
  return webhook;
}

const webhooksOf = ({ world }: Desk, channelId: string) =>
  [...world.webhooks.values()].filter((webhook) => webhook.channel_id === channelId);

const tellOfWebhooks = ({ world }: Desk, channelId: string) =>
  world.emit({ t: 'WEBHOOKS_UPDATE', d: { guild_id: world.guildId, channel_id: channelId } });

const authorOf = (id: string, username: string): APIUser => ({
  ...user({ id, name: username, bot: true }),
  username,
  discriminator: '0000',
});
