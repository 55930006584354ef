import { avatar, miniAvatar } from './avatar.js';
import { component } from './components.js';
import { el, fileUrl } from './dom.js';
import { embed } from './embeds.js';
import { excerptOf } from './excerpt.js';
import { fileBox } from './files.js';
import { markup } from './markup.js';
import { authorOf, memberOf, nameOf, tint } from './people.js';
import { reactionRow } from './reactions.js';
import { isMentioned } from './store.js';
import { systemNote, threadBox } from './threads.js';
import { clockTime, messageTime } from './time.js';

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const COMPONENTS_V2 = 1 << 15;
/** An interaction of this type is a command. */
const COMMAND = 2;

/** One message; `own` and `chosen` are the acting person's actions on its components. */
export function messageNode(message, /** @type {boolean} */ isContinued, { state, actions, own, chosen }) {
  const system = systemNote(message, state, actions);
  if (system) return el('div.message.first', { 'data-id': message.id }, system);
  const author = authorOf(state, message);
  const isEphemeral = Boolean(message.flags & EPHEMERAL);
  const classes = [
    isContinued ? 'continued' : 'first',
    isEphemeral && 'ephemeral',
    isMentioned(state, message) && 'mentioned',
  ];
  const busy = own.filter(({ state }) => state === 'sent').map(({ customId }) => customId);
  return el(
    'div.message',
    { class: classes.filter(Boolean).join(' '), 'data-id': message.id, role: 'article' },
    headerLine(message, state),
    isContinued ? el('time.hover-time', clockTime(message.timestamp)) : avatar(author.name),
    el(
      'div.message-body',
      !isContinued && authorLine(author, message.timestamp, message.pinned),
      contentOf(message, author, state),
      (message.embeds ?? []).map((data) => embed(data, state)),
      // With the newer components, a message shows its files itself.
      !(message.flags & COMPONENTS_V2) && (message.attachments ?? []).map(attachment),
      (message.components ?? []).map((data) => component(data, { state, message, actions, busy, chosen })),
      reactionRow(message, state, actions),
      message.thread && threadBox(message.thread, state, actions),
      problemOf(own),
      isEphemeral && onlyYou(() => actions.dismissMessage(message)),
    ),
  );
}

/** A command without an answer yet, or its failure. */
export function waitingNode({ nonce, label, as, state: outcome, text }, state, actions) {
  const isSent = outcome === 'sent';
  const app = memberOf(state, state.app.id);
  const author = { name: app ? nameOf(app) : 'App', colour: undefined, isApp: true };
  return el(
    'div.message.first',
    usedLine(memberName(state, { id: as }), label),
    avatar(author.name),
    el(
      'div.message-body',
      authorLine(author, new Date().toISOString()),
      isSent ? thinking('Sending command…') : el('div.failed', text),
      !isSent && onlyYou(() => actions.dismissInteraction(nonce)),
    ),
  );
}

/** The command that this message answers, and who used it. */
export function usedCommand({ interaction, interaction_metadata: metadata }) {
  const { type, user, name } = { ...interaction, ...metadata };
  return type === COMMAND && name ? { name, user } : undefined;
}

export function repliedTo({ referenced_message: message }) {
  return message ?? undefined;
}

function contentOf(message, author, state) {
  if (message.flags & LOADING) return thinking(`${author.name} is thinking…`);
  if (!message.content) return undefined;
  const { edited_timestamp: edited } = message;
  const mark = edited && el('span.edited', { title: messageTime(edited, Date.now()) }, ' (edited)');
  return el('div.content', markup(message.content, state), mark);
}

function thinking(/** @type {string} */ text) {
  return el('div.content.thinking', el('span.dots'), text);
}

function headerLine(message, state) {
  const used = usedCommand(message);
  if (used) return usedLine(memberName(state, used.user), used.name);
  const replied = repliedTo(message);
  if (!replied) return undefined;
  const { name } = authorOf(state, replied);
  const leads = { 'data-to-channel': replied.channel_id, 'data-to-message': replied.id };
  return el(
    'div.header-line',
    miniAvatar(name),
    el('span.header-name', name),
    el(
      'button.header-excerpt',
      { type: 'button', ...leads },
      excerptOf(replied, state, Date.now()) || 'Click to see the message',
    ),
  );
}

function usedLine(/** @type {string} */ name, /** @type {string} */ command) {
  return el(
    'div.header-line',
    miniAvatar(name),
    el('span.header-name', name),
    'used',
    el('span.mention', `/${command}`),
  );
}

function memberName(state, user) {
  const member = memberOf(state, user.id);
  return member ? nameOf(member) : (user.global_name ?? user.username ?? 'someone');
}

function authorLine({ name, colour, isApp }, /** @type {string} */ timestamp, isPinned = false) {
  return el(
    'div.author-line',
    el('span.author', tint(colour), name),
    isApp && el('span.badge', 'APP'),
    el('time', { datetime: timestamp }, messageTime(timestamp, Date.now())),
    isPinned && el('span.pin', { title: 'Pinned' }, '📌'),
  );
}

/** The failure of the latest press of a component, if it failed. */
function problemOf(own) {
  const { state, text } = own.at(-1) ?? {};
  return (state === 'failed' || state === 'refused') && el('div.failed', text);
}

function onlyYou(/** @type {() => void} */ dismiss) {
  return el(
    'div.only-you',
    'Only you can see this • ',
    el('button.as-link', { type: 'button', onclick: dismiss }, 'Dismiss message'),
  );
}

function attachment({ filename, url, size, description, content_type: type }) {
  const href = fileUrl(url);
  const picture = () => el('img.attachment', { src: href, alt: description ?? filename, loading: 'lazy' });
  if (type?.startsWith('image/')) return el('a.picture', { href, target: '_blank' }, picture());
  return fileBox({ href, name: filename, size });
}
