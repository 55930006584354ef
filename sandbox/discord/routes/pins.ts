import type { APIMessage } from 'discord-api-types/v10';
import { MessageKind } from '../codes.ts';
import { invalidField, refusal } from '../refusal.ts';
import { type Answer, type Call, type Desk, done, ok, type Route } from '../route.ts';
import { mustBeOpen, theChannel } from './channels.ts';
import { theMessage } from './messages.ts';

const MOST_PINS = 250;
const MOST_LISTED = 50;

/** Pins, by the current path and by the deprecated one, which ordinary clients still use. */
export const pinRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/:channel/messages/pins', run: list },
  { method: 'PUT', path: '/channels/:channel/messages/pins/:message', run: pin },
  { method: 'DELETE', path: '/channels/:channel/messages/pins/:message', run: unpin },
  { method: 'GET', path: '/channels/:channel/pins', run: (desk, call) => ok(pinned(desk, call)) },
  { method: 'PUT', path: '/channels/:channel/pins/:message', run: pin },
  { method: 'DELETE', path: '/channels/:channel/pins/:message', run: unpin },
];

function list(desk: Desk, call: Call): Answer {
  const limit = Number(call.query.get('limit') ?? MOST_LISTED);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
    throw invalidField(['limit'], 'NUMBER_TYPE_MAX', `int value should be between 1 and ${MOST_LISTED}.`);
  }
  const before = Date.parse(call.query.get('before') ?? '') || Number.POSITIVE_INFINITY;
  const items = pinned(desk, call)
    .map((message) => ({ pinned_at: desk.world.posts.pinnedAt(message.id), message }))
    .filter(({ pinned_at }) => Date.parse(pinned_at) < before);
  return ok({ items: items.slice(0, limit), has_more: items.length > limit });
}

/** Latest first. */
function pinned(desk: Desk, call: Call): APIMessage[] {
  const { id } = theChannel(desk, call);
  const { world } = desk;
  // Without Read Message History the list is empty instead of refused.
  if (!world.may(world.bot.id, id, 'ReadMessageHistory')) return [];
  const at = (message: APIMessage) => world.posts.pinnedAt(message.id);
  return world
    .messages(id)
    .filter((message) => message.pinned)
    .sort((a, b) => (at(a) < at(b) ? 1 : -1));
}

function pin(desk: Desk, call: Call): Answer {
  const { message, world } = pinnable(desk, call);
  if (message.pinned) return done;
  if (world.messages(message.channel_id).filter((one) => one.pinned).length >= MOST_PINS) throw refusal(30003);
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
  const { message } = pinnable(desk, call);
  if (message.pinned) setPinned(desk, message, false);
  return done;
}

/** Pin Messages is a separate permission since 2026-02-23; Manage Messages is no longer enough. */
function pinnable(desk: Desk, call: Call) {
  const message = theMessage(desk, call);
  const { world } = desk;
  world.botMust(message.channel_id, 'PinMessages');
  mustBeOpen(desk, message.channel_id);
  if (SYSTEM_KINDS.includes(message.type)) throw refusal(50021);
  return { message, world };
}

const SYSTEM_KINDS: readonly number[] = [MessageKind.pinned, MessageKind.threadCreated, MessageKind.threadStarter];

function setPinned({ world }: Desk, message: APIMessage, isPinned: boolean): void {
  world.posts.setPinned(message, isPinned);
  const last_pin_timestamp = isPinned ? new Date(world.clock.now()).toISOString() : null;
  world.emit({
    t: 'CHANNEL_PINS_UPDATE',
    d: { guild_id: world.guildId, channel_id: message.channel_id, last_pin_timestamp },
  });
}
