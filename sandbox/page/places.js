/** Channels, threads and forums, and which of them the acting person can see. Pure. */

const FORUM = 15;

/** The open channel or thread with that id. */
export function placeOf(state, /** @type {string} */ id) {
  return state.channels.find((one) => one.id === id) ?? state.threads.find((one) => one.id === id);
}

/** The channels that the acting person's client shows. */
export function visibleChannels(state) {
  return state.channels.filter(({ id }) => isSeen(state, id));
}

/** Threads of one channel; an archived one only if it is the open one. */
export function openThreads(state, /** @type {string} */ channel) {
  return state.threads.filter(
    ({ id, parent_id, thread_metadata }) =>
      parent_id === channel && (!thread_metadata?.archived || id === state.channel),
  );
}

export function isSeen(state, /** @type {string} */ id) {
  const { parent_id: parent } = state.threads.find((one) => one.id === id) ?? {};
  const person = state.people.find((one) => one.id === state.as);
  return !person?.hidden?.includes(parent ?? id);
}

/** @returns {string} its id */
export function firstReadable(state) {
  return visibleChannels(state).find(isReadable)?.id ?? '';
}

/** Channels that open: text, announcements, forums. */
export function isReadable(channel) {
  return channel.type === 0 || channel.type === 5 || isForum(channel);
}

export function isForum(channel) {
  return channel?.type === FORUM;
}

/** The guild, channel and message in a Discord URL; undefined for any other URL. */
export function messageIn(/** @type {string} */ address) {
  const [, guild, channel, message] =
    /^https:\/\/(?:ptb\.|canary\.)?discord\.com\/channels\/(\d+)\/(\d+)\/(\d+)$/.exec(address) ?? [];
  return guild === undefined ? undefined : { guild, channel, message };
}
