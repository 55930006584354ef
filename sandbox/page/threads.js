import { avatar } from './avatar.js';
import { el } from './dom.js';
import { excerptOf } from './excerpt.js';
import { markup } from './markup.js';
import { authorOf } from './people.js';
import { messageTime } from './time.js';

/** A forum's posts, with the most recently active first. */
export function forumPosts(forum, state, actions) {
  const posts = state.threads.filter(({ parent_id: parent }) => parent === forum.id);
  const newest = ({ id, last_message_id: last }) => BigInt(last ?? id);
  const sorted = [...posts].sort((a, b) => (newest(a) < newest(b) ? 1 : -1));
  return sorted.map((post) => postCard(post, { forum, state, actions }));
}

function postCard(post, { forum, state, actions }) {
  const [first] = state.messages[post.id] ?? [];
  const tags = forum.available_tags.filter(({ id }) => post.applied_tags?.includes(id));
  const isUnread = Boolean(state.unread[post.id]);
  const author = first && authorOf(state, first);
  const excerpt = first && excerptOf(first, state, Date.now());
  return el(
    'button.post',
    { type: 'button', class: isUnread && 'unread', onclick: () => actions.openChannel(post.id) },
    el(
      'span.post-tags',
      tags.map(({ name }) => el('span.tag', name)),
      post.thread_metadata?.archived && el('span.tag.closed', 'closed'),
    ),
    el('strong.post-name', post.name),
    first && el('span.post-excerpt', author && el('b', `${author.name}: `), excerpt || 'Click to see the post'),
    el('small', `💬 ${post.message_count ?? 0}  ·  ${messageTime(startOf(post), Date.now())}`),
  );
}

const startOf = ({ thread_metadata: metadata }) => metadata?.create_timestamp ?? metadata?.archive_timestamp;

/** The box under a message that has a thread. */
export function threadBox({ id }, state, actions) {
  const thread = state.threads.find((one) => one.id === id);
  if (!thread) return undefined;
  const count = state.messages[id]?.filter(({ type }) => type === 0).length ?? 0;
  return el(
    'button.thread-box',
    { type: 'button', onclick: () => actions.openChannel(id) },
    el('strong', thread.name),
    el('span.as-link', `${count} ${count === 1 ? 'message' : 'messages'} ›`),
  );
}

const PINNED = 6;
const THREAD_CREATED = 18;
const THREAD_STARTER = 21;

export function isSystemNote({ type }) {
  return [PINNED, THREAD_CREATED, THREAD_STARTER].includes(type);
}

/** Discord's own messages in a channel: a pin, a new thread, a thread's origin; undefined for other messages. */
export function systemNote(message, state, actions) {
  const { name } = authorOf(state, message);
  const { channel_id: channel, message_id: id } = message.message_reference ?? {};
  switch (message.type) {
    case PINNED:
      return note('📌', [el('b', name), ' pinned a message to this channel.']);
    case THREAD_CREATED: {
      const open = () => actions.openChannel(channel);
      return note('🧵', [
        el('b', name),
        ' started a thread: ',
        el('button.as-link', { onclick: open }, message.content),
      ]);
    }
    case THREAD_STARTER:
      return starter(
        state.messages[channel]?.find((one) => one.id === id),
        state,
      );
    default:
      return undefined;
  }
}

function note(/** @type {string} */ sign, text) {
  return el('div.system-note', el('span', sign), el('span', text));
}

function starter(message, state) {
  if (!message) return note('🧵', 'The message this thread began with is gone.');
  const { name } = authorOf(state, message);
  const [embed] = message.embeds ?? [];
  const text = message.content || [embed?.title, embed?.description].filter(Boolean).join('\n');
  return el(
    'div.thread-starter',
    avatar(name),
    el('div', el('span.author', name), el('div.content', markup(text, state))),
  );
}
