import { el } from './dom.js';
import { parse, parseInline } from './markdown.js';
import { cssColour, memberOf, nameOf, tint } from './people.js';
import { messageIn, placeOf } from './places.js';
import { formatTime } from './time.js';

/** The text of a message or an embed. */
export function markup(/** @type {string} */ text, state) {
  return parse(text).map((node) => draw(node, state));
}

/** Text without blocks: titles, field names. */
export function inlineMarkup(/** @type {string} */ text, state) {
  return parseInline(text).map((node) => draw(node, state));
}

/** Rewrites the relative times under `root` ("5 seconds ago"). */
export function refreshTimes(/** @type {ParentNode} */ root, /** @type {number} */ now) {
  for (const node of root.querySelectorAll('[data-relative]')) {
    const text = formatTime(Number(node.getAttribute('data-relative')), 'R', now);
    if (node.textContent !== text) node.textContent = text;
  }
}

const BULLETS = ['•', '◦'];

const DRAW = {
  text: ({ text }) => text,
  bold: (node, state) => el('strong', inside(node, state)),
  italic: (node, state) => el('em', inside(node, state)),
  underline: (node, state) => el('u', inside(node, state)),
  strike: (node, state) => el('s', inside(node, state)),
  spoiler: (node, state) => spoiler(inside(node, state)),
  heading: (node, state) => el(`h${node.level}`, { class: 'md-heading' }, inside(node, state)),
  subtext: (node, state) => el('small.md-subtext', inside(node, state)),
  quote: (node, state) => el('blockquote', inside(node, state)),
  list,
  code: ({ text }) => el('code', text),
  codeBlock: ({ text }) => el('pre', el('code', text)),
  link: (node, state) =>
    el(
      'a',
      { href: node.href, target: '_blank', rel: 'noreferrer noopener', title: node.href, ...leadsTo(node.href) },
      inside(node, state),
    ),
  user: ({ id }, state) => userMention(id, state),
  role: ({ id }, state) => roleMention(id, state),
  channel: ({ id }, state) =>
    el(
      'span.mention',
      { 'data-to-channel': id, role: 'link', tabindex: '0' },
      `#${placeOf(state, id)?.name ?? 'unknown'}`,
    ),
  command: ({ name }) => el('span.mention', `/${name}`),
  everyone: ({ text }) => el('span.mention', text),
  emoji: ({ name }) => `:${name}:`,
  time,
};

/** The target of a link to a message: the page opens it in place. */
function leadsTo(/** @type {string} */ href) {
  const { guild, channel, message } = messageIn(href) ?? {};
  return guild === undefined ? {} : { 'data-to-guild': guild, 'data-to-channel': channel, 'data-to-message': message };
}

function draw(node, state) {
  return DRAW[node.type](node, state);
}

function inside({ children }, state) {
  return children.map((child) => draw(child, state));
}

function spoiler(children) {
  const node = el('span.spoiler', { role: 'button', tabindex: '0' }, children);
  node.addEventListener('click', () => node.classList.add('revealed'));
  return node;
}

/** Flat lines with an indent and a marker; numbers count up from the first of their run, whatever they are. */
function list({ items }, state) {
  let number = 0;
  const rows = items.map((item) => {
    if (item.number === undefined) number = 0;
    else number = number ? number + 1 : item.number;
    const marker = item.number === undefined ? BULLETS[item.depth % 2] : `${number}.`;
    const style = { 'margin-left': `${item.depth * 20}px` };
    return el('div.md-item', { role: 'listitem', style }, el('span', marker), el('span', inside(item, state)));
  });
  return el('div.md-list', { role: 'list' }, rows);
}

function userMention(id, state) {
  const member = memberOf(state, id);
  return el('span.mention', `@${member ? nameOf(member) : 'unknown-user'}`);
}

function roleMention(id, state) {
  const role = state.roles.find((one) => one.id === id);
  const colour = role?.color ? cssColour(role.color) : undefined;
  return el('span.mention', tint(colour), `@${role?.name ?? 'deleted-role'}`);
}

function time({ seconds, style }) {
  const now = Date.now();
  const attributes = {
    class: 'md-time',
    title: formatTime(seconds, 'F', now),
    'data-relative': style === 'R' && seconds,
  };
  return el('span', attributes, formatTime(seconds, style, now));
}
