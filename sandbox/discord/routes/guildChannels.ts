import { z } from 'zod';
import type { ChannelChange } from '../channels.ts';
import { ChannelKind } from '../codes.ts';
import { BUCKETS } from '../limits.ts';
import { keptOverwrite, mustBeGivable, overwriteFields, overwriteList } from '../overwrites.ts';
import { isCategory, isThread } from '../place.ts';
import { invalidField, refusal } from '../refusal.ts';
import { type Answer, type Call, type Desk, done, ok, type Route } from '../route.ts';
import { check } from '../validate.ts';
import { theChannel } from './channels.ts';
import { theGuild } from './guild.ts';
import { changeThread } from './threads.ts';

const MOST_CHANNELS = 500;
const OVERWRITE = '/channels/:channel/permissions/:overwrite';

const fields = {
  name: z.string().min(1).max(100),
  topic: z.string().max(1024).nullish(),
  position: z.int().min(0).nullish(),
  parent_id: z.string().nullish(),
  nsfw: z.boolean().nullish(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
  permission_overwrites: overwriteList.nullish(),
};
const tag = z.object({ name: z.string().min(1).max(20) });
const newBody = z.object({
  ...fields,
  type: z.literal([ChannelKind.text, ChannelKind.category, ChannelKind.forum]).nullish(),
  available_tags: z.array(tag).max(20).nullish(),
});
const changeBody = z.object(fields).partial();

/** Channels that the bot creates, changes and deletes, as far as it may. */
export const guildChannelRoutes: readonly Route[] = [
  { method: 'POST', path: '/guilds/:guild/channels', run: create },
  {
    method: 'PATCH',
    path: '/channels/:channel',
    // Twice in ten minutes, which no header shows: https://github.com/discord/discord-api-docs/issues/1900
    sublimit: (_, call) => {
      const { name, topic } = Object(call.body);
      const isNamed = name !== undefined || topic !== undefined;
      return isNamed ? { bucket: BUCKETS.channelName, owner: call.param('channel') } : undefined;
    },
    run: (desk, call) => (isThread(theChannel(desk, call)) ? changeThread(desk, call) : change(desk, call)),
  },
  { method: 'DELETE', path: '/channels/:channel', run: remove },
  { method: 'PUT', path: OVERWRITE, run: setOverwrite },
  { method: 'DELETE', path: OVERWRITE, run: removeOverwrite },
];

function create(desk: Desk, call: Call): Answer {
  const { world } = theGuild(desk, call);
  world.botMustInGuild('ManageChannels');
  const { type, available_tags: tags, ...body } = check(newBody, call.body);
  if (world.channels().length >= MOST_CHANNELS) throw refusal(30013);
  const isForum = type === ChannelKind.forum;
  const change = changeOf(desk, body);
  // Overwrites require Manage Roles, both for a new channel and for a change.
  if ((change.permission_overwrites ?? []).length > 0) world.botMustInGuild('ManageRoles');
  mustBeGivable(world, change.permission_overwrites ?? []);
  const kind = {
    isCategory: type === ChannelKind.category,
    tags: isForum ? (tags ?? []).map(({ name }) => name) : undefined,
  };
  return {
    status: 201,
    body: world.places.open({ name: nameFor(type, body.name), ...kind }, { ...change, name: nameFor(type, body.name) }),
  };
}

function change(desk: Desk, call: Call): Answer {
  const { world } = desk;
  const channel = theChannel(desk, call);
  world.botMust(channel.id, 'ManageChannels');
  const body = check(changeBody, call.body);
  const wanted = changeOf(desk, body);
  if (wanted.permission_overwrites) {
    world.botMust(channel.id, 'ManageRoles');
    mustBeGivable(world, wanted.permission_overwrites, channel.id);
  }
  const name = body.name === undefined ? {} : { name: nameFor(channel.type, body.name) };
  return ok(world.places.change(channel.id, { ...wanted, ...name }));
}

function remove(desk: Desk, call: Call): Answer {
  const { world } = desk;
  const place = theChannel(desk, call);
  world.botMust(place.id, isThread(place) ? 'ManageThreads' : 'ManageChannels');
  world.removeChannel(place.id);
  return ok(place);
}

function setOverwrite(desk: Desk, call: Call): Answer {
  const { world } = desk;
  const channel = theChannel(desk, call);
  if (isThread(channel)) throw refusal(50024);
  world.botMust(channel.id, 'ManageRoles');
  const body = check(overwriteFields, call.body);
  const kept = keptOverwrite(world, { ...body, id: call.param('overwrite') });
  mustBeGivable(world, [kept], channel.id);
  const others = world.places.overwritesOf(channel.id).filter(({ id }) => id !== kept.id);
  world.places.change(channel.id, { permission_overwrites: [...others, kept] });
  return done;
}

function removeOverwrite(desk: Desk, call: Call): Answer {
  const { world } = desk;
  const channel = theChannel(desk, call);
  if (isThread(channel)) throw refusal(50024);
  world.botMust(channel.id, 'ManageRoles');
  const all = world.places.overwritesOf(channel.id);
  const kept = all.filter(({ id }) => id !== call.param('overwrite'));
  if (kept.length === all.length) throw refusal(10009);
  world.places.change(channel.id, { permission_overwrites: kept });
  return done;
}

type Wanted = Omit<z.output<typeof changeBody>, 'name'>;

/** Fields that are not given stay; null sets a new channel's default. */
function changeOf({ world }: Desk, body: Wanted): ChannelChange {
  const parent = body.parent_id == null ? undefined : world.channel(body.parent_id);
  if (body.parent_id != null && !(parent && isCategory(parent))) {
    throw invalidField(['parent_id'], 'CHANNEL_PARENT_INVALID', 'Category does not exist');
  }
  return {
    ...(body.topic !== undefined && { topic: body.topic }),
    ...(body.position != null && { position: body.position }),
    ...(body.parent_id !== undefined && { parent_id: body.parent_id }),
    ...(body.nsfw != null && { nsfw: body.nsfw }),
    ...(body.rate_limit_per_user != null && { rate_limit_per_user: body.rate_limit_per_user }),
    ...(body.permission_overwrites && {
      permission_overwrites: body.permission_overwrites.map((one) => keptOverwrite(world, one)),
    }),
  };
}

/** Discord writes text channel names in lower case without spaces; categories keep their names. */
const nameFor = (type: number | null | undefined, name: string): string =>
  type === ChannelKind.category ? name : name.toLowerCase().replaceAll(/\s+/g, '-');
