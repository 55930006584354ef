/**
 * The page's state, as one plain object, and its changes. Pure: every change gives a new object, and an unchanged
 * message stays the same object, by which the view knows what to redraw.
 *
 * @typedef {{ nonce: string, act: 'slash' | 'click' | 'select' | 'submit' | 'drive' | 'kill', as?: string, channel?: string, label?: string,
 *   message?: string, customId?: string, state: 'sent' | 'pending' | 'failed' | 'refused', text?: string }} Interaction
 */

import { firstReadable, isSeen, placeOf } from './places.js';
import { withReactors } from './reactors.js';

/** As many messages per channel, and lines from outside Discord, as the server keeps. */
const MOST_MESSAGES = 2000;
const MOST_LINES = 300;

export const initialState = {
  connection: 'connecting',
  guild: { id: '', name: '' },
  /** The bot: { id, isOnline, offlineMs: how long it was away the last time }. */
  app: { id: '', isOnline: true },
  /** It came back a moment ago. */
  isBackNews: false,
  channels: [],
  roles: [],
  members: [],
  /** The people the user can act as: { id, name, roles: names, commands: ids of what their client offers }. */
  people: [],
  commands: [],
  /** Threads of all channels, oldest first, including archived ones; a forum's posts are threads. */
  threads: [],
  /** Channel or thread id -> messages, oldest first; ephemeral ones carry `onlyFor`. */
  messages: {},
  /** Message id -> emoji -> ids of the users who reacted with it. */
  reactions: {},
  /** Channel id -> { count, mentions, first: message id } since it was last viewed. */
  unread: {},
  /** The first message that was new when the channel was opened. */
  newFrom: undefined,
  /** Lines from outside Discord: { kind: 'car' | 'server', carId, text }; undefined without a drawer. */
  scenes: undefined,
  isBehindShown: false,
  /** The drivers in the cars, { carId, name }; undefined if nobody can type there. */
  drivers: undefined,
  /** The tour's steps, and the user's current one: beyond the last it is over, undefined once closed. */
  tour: undefined,
  tourStep: 0,
  channel: '',
  as: '',
  /** @type {Interaction[]} The user's actions without an answer yet, or with a failed one. */
  interactions: [],
  /** Choices in select menus, shown until the message changes: { as, message, customId, values }. */
  chosen: [],
  /** The modal on screen: { nonce, modal, channel }. */
  modal: undefined,
  /** The latest answer to an autocomplete: { nonce, choices }. */
  choices: undefined,
  /** A sentence shown for a moment. */
  notice: undefined,
};

/** Applies a server frame. Kinds and events that the page does not use change nothing. */
export function reduce(state, frame) {
  return Object.hasOwn(FRAMES, frame.kind) ? FRAMES[frame.kind](state, frame) : state;
}

export function withConnection(state, connection) {
  return { ...state, connection };
}

export function withChannel(state, channel) {
  const newFrom = channel === state.channel ? state.newFrom : state.unread[channel]?.first;
  return { ...state, channel, newFrom, unread: { ...state.unread, [channel]: undefined } };
}

/** If the person cannot see the open channel, switches to one they can see. */
export function withPerson(state, as) {
  const next = { ...state, as };
  return isSeen(next, state.channel) ? next : withChannel(next, firstReadable(next));
}

export function withBehind(state, isBehindShown) {
  return { ...state, isBehindShown };
}

/** @param {number | undefined} tourStep */
export function withTourStep(state, tourStep) {
  return { ...state, tourStep };
}

/** A new press on a message clears an earlier failure on it. @param {Omit<Interaction, 'state'>} interaction */
export function withInteraction(state, interaction) {
  const isOver = ({ state: outcome, message }) =>
    message !== undefined && message === interaction.message && outcome !== 'sent';
  const others = state.interactions.filter((one) => !isOver(one));
  return { ...state, interactions: [...others, { ...interaction, state: 'sent' }] };
}

/** @param {{ as: string, message: string, customId: string, values: string[] }} choice */
export function withChoice(state, choice) {
  const isSame = ({ as, message, customId }) =>
    as === choice.as && message === choice.message && customId === choice.customId;
  return { ...state, chosen: [...state.chosen.filter((one) => !isSame(one)), choice] };
}

export function withoutInteraction(state, nonce) {
  return { ...state, interactions: state.interactions.filter((one) => one.nonce !== nonce) };
}

export function withoutMessage(state, channel, id) {
  const messages = (state.messages[channel] ?? []).filter((message) => message.id !== id);
  return { ...state, messages: { ...state.messages, [channel]: messages } };
}

export function withoutModal(state) {
  return { ...state, modal: undefined, interactions: state.interactions.filter(({ act }) => act !== 'submit') };
}

/** The bot has been back for a while. */
export function withoutBackNews(state) {
  return { ...state, isBackNews: false };
}

export function withNotice(state, notice) {
  return { ...state, notice };
}

/** The messages of the open channel that the acting person can see. */
export function visibleMessages(state) {
  return (state.messages[state.channel] ?? []).filter((message) => !message.onlyFor || message.onlyFor === state.as);
}

const FRAMES = {
  snapshot(state, { kind: _, ...world }) {
    const emptied = { reactions: {}, threads: [], scenes: undefined, drivers: undefined, tour: undefined };
    const next = Object.assign({}, state, emptied, world, { interactions: [] });
    const as = next.people.some(({ id }) => id === state.as) ? state.as : (next.people[0]?.id ?? '');
    const acting = { ...next, as, newFrom: undefined };
    const isKept = placeOf(acting, state.channel) && isSeen(acting, state.channel);
    const channel = isKept ? state.channel : firstReadable(acting);
    // For a new page everything is unread; after a reconnect the known unread counts stay.
    const unread = state.guild.id ? state.unread : unreadIn(acting);
    return { ...acting, channel, unread: { ...unread, [channel]: undefined } };
  },
  presence(state, { isOnline, offlineMs }) {
    return { ...state, app: { ...state.app, isOnline, offlineMs }, isBackNews: offlineMs !== undefined };
  },
  drivers: (state, { drivers }) => ({ ...state, drivers }),
  people: (state, { people }) => withPerson({ ...state, people }, state.as),
  scene: (state, { line }) => ({ ...state, scenes: withoutOldest([...(state.scenes ?? []), line]) }),
  event: (state, { t, d }) => (Object.hasOwn(EVENTS, t) ? EVENTS[t](state, d) : state),
  ephemeral: (state, { t, d, to }) => (Object.hasOwn(EVENTS, t) ? EVENTS[t](state, { ...d, onlyFor: to }) : state),
  commands: (state, { commands, people }) => ({ ...state, commands, people }),
  interaction(state, { nonce, state: outcome, text, choices, modal }) {
    if (outcome === 'choices') return { ...state, choices: { nonce, choices } };
    const asked = state.interactions.find((one) => one.nonce === nonce);
    if (!asked) return state;
    const next =
      asked.act === 'submit' && (outcome === 'answered' || outcome === 'pending') ? withoutModal(state) : state;
    // A form that was accepted is gone: its answer comes later, as a message.
    if (asked.act === 'submit' && outcome === 'pending') return onTour(next, asked);
    if (outcome === 'answered') return onTour(withoutInteraction(next, nonce), asked);
    if (outcome === 'modal')
      return { ...withoutInteraction(state, nonce), modal: { nonce, modal, channel: asked.channel } };
    const interactions = next.interactions.map((one) => (one === asked ? { ...one, state: outcome, text } : one));
    return { ...next, interactions };
  },
  refused: (state, { text }) => withNotice(state, text),
};

const EVENTS = {
  MESSAGE_CREATE: (state, message) => countUnread(putMessage(state, message), message),
  MESSAGE_UPDATE(state, change) {
    const known = state.messages[change.channel_id]?.find(({ id }) => id === change.id);
    if (!known && !change.author) return state;
    const chosen = state.chosen.filter(({ message }) => message !== change.id);
    return putMessage({ ...state, chosen }, { ...known, ...change });
  },
  MESSAGE_DELETE: (state, { channel_id, id }) => withoutMessage(state, channel_id, id),
  MESSAGE_DELETE_BULK: (state, { channel_id, ids }) =>
    ids.reduce((next, id) => withoutMessage(next, channel_id, id), state),
  MESSAGE_REACTION_ADD: (state, { message_id: message, emoji, user_id: user }) =>
    withReactors(state, message, emoji, (users) => [...users.filter((id) => id !== user), user]),
  MESSAGE_REACTION_REMOVE: (state, { message_id: message, emoji, user_id: user }) =>
    withReactors(state, message, emoji, (users) => users.filter((id) => id !== user)),
  THREAD_CREATE: (state, thread) => ({ ...state, threads: put(state.threads, thread) }),
  THREAD_UPDATE: (state, thread) => ({ ...state, threads: put(state.threads, thread) }),
  CHANNEL_CREATE: (state, channel) => ({ ...state, channels: put(state.channels, channel) }),
  CHANNEL_UPDATE: (state, channel) => ({ ...state, channels: put(state.channels, channel) }),
  CHANNEL_DELETE: (state, { id }) => ({ ...state, channels: state.channels.filter((channel) => channel.id !== id) }),
  GUILD_ROLE_UPDATE: (state, { role }) => ({ ...state, roles: put(state.roles, role) }),
  GUILD_MEMBER_UPDATE(state, change) {
    const members = state.members.map((member) =>
      member.user.id === change.user.id ? { ...member, ...change } : member,
    );
    return { ...state, members };
  },
};

/** The actions that complete a step of the tour. */
const DONE_BY = { press: ['click', 'select', 'submit'], slash: ['slash'], drive: ['drive'], kill: ['kill'] };

function onTour(state, { act, as }) {
  const step = state.tour?.[state.tourStep];
  if (!step || !DONE_BY[step.kind].includes(act)) return state;
  const isSomebodyElse = step.as !== undefined && state.people.find(({ id }) => id === as)?.name !== step.as;
  return isSomebodyElse ? state : withTourStep(state, state.tourStep + 1);
}

function withoutOldest(lines) {
  return lines.slice(-MOST_LINES);
}

/** A known message keeps its place; beyond a limit the oldest are removed. */
function putMessage(state, message) {
  const messages = put(state.messages[message.channel_id] ?? [], message).slice(-MOST_MESSAGES);
  return { ...state, messages: { ...state.messages, [message.channel_id]: messages } };
}

function put(list, item) {
  const index = list.findIndex(({ id }) => id === item.id);
  return index < 0 ? [...list, item] : list.with(index, item);
}

function countUnread(state, message) {
  const { channel_id: channel, onlyFor } = message;
  if (channel === state.channel || (onlyFor && onlyFor !== state.as)) return state;
  const { count, mentions, first } = state.unread[channel] ?? { count: 0, mentions: 0, first: message.id };
  const next = { count: count + 1, mentions: mentions + (isMentioned(state, message) ? 1 : 0), first };
  return { ...state, unread: { ...state.unread, [channel]: next } };
}

/** All messages in the channels. */
function unreadIn(state) {
  const messages = Object.values(state.messages).flat();
  return messages.reduce(countUnread, { ...state, channel: '', unread: {} }).unread;
}

/** Whether this message pings the acting person: by name, by role, or everyone. */
export function isMentioned(state, message) {
  const roles = state.members.find(({ user }) => user.id === state.as)?.roles ?? [];
  return Boolean(
    message.mention_everyone ||
      message.mentions?.some(({ id }) => id === state.as) ||
      message.mention_roles?.some((id) => roles.includes(id)),
  );
}
