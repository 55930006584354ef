/** The reactions to messages. Pure. */

export function withReactors(state, message, emoji, /** @type {(users: string[]) => string[]} */ change) {
  const { [emojiKey(emoji)]: users = [], ...others } = state.reactions[message] ?? {};
  const changed = change(users);
  // A known emoji keeps its place in the row.
  const all = { ...state.reactions[message], [emojiKey(emoji)]: changed };
  return { ...state, reactions: { ...state.reactions, [message]: changed.length > 0 ? all : others } };
}

/** The server's name for an emoji: itself, or `name:id`. */
function emojiKey({ id, name }) {
  return id ? `${name}:${id}` : name;
}
