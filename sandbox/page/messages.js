import { align, el } from './dom.js';
import { holdFocus, Roving } from './focus.js';
import { messageNode, repliedTo, usedCommand, waitingNode } from './message.js';
import { isForum, placeOf } from './places.js';
import { visibleMessages } from './store.js';
import { forumPosts, isSystemNote } from './threads.js';
import { dayOf } from './time.js';

const GROUP_MS = 7 * 60_000;
/** How near to the end counts as being there, pixels. */
const END_MARGIN = 60;

/**
 * The message area. Redraws only what changed, and stays at the end unless the user has scrolled up.
 * @returns {(state: any) => void}
 */
export function openMessages(/** @type {HTMLElement} */ scroller, actions) {
  const area = el('div.messages', { role: 'log', 'aria-label': 'Messages' });
  const roving = new Roving(area);
  const jump = jumpButton(() => toEnd());
  scroller.append(area);
  scroller.after(jump.node);
  const toEnd = stickToEnd(scroller, area, jump.draw);
  const reuseAll = nodeCache();
  let shown = {};

  return (state) => {
    const place = placeOf(state, state.channel);
    if (isForum(place)) {
      align(area, [welcome(state), el('div.posts', forumPosts(place, state, actions))]);
      shown = { channel: state.channel };
      return jump.draw(true);
    }
    const waiting = state.interactions.filter((one) => isWaiting(one, state));
    const messages = visibleMessages(state);
    const nodes = reuseAll((reuse) => rowsOf(messages).flatMap((row) => rowNodes(row, { state, actions, reuse })));
    const giveBack = holdFocus(area);
    align(area, [welcome(state), ...nodes, ...waiting.map((one) => waitingNode(one, state, actions))]);
    roving.update();
    giveBack();
    const added = state.channel === shown.channel ? addedTo(messages, shown.last) : [];
    const isOwn = added.some(({ author, onlyFor }) => author.id === state.as || onlyFor === state.as);
    if (state.channel !== shown.channel || waiting.length > shown.waiting || isOwn) toEnd();
    else jump.count(added.length);
    shown = { channel: state.channel, last: messages.at(-1)?.id, waiting: waiting.length };
  };
}

/** The oldest visible message with a button of this label. */
export const oldestWith = (state, /** @type {string} */ label) =>
  visibleMessages(state).find(({ components = [] }) =>
    components.some((row) => row.components?.some((one) => one.label === label)),
  );

/** The messages after the previously last one; none if that is gone. */
function addedTo(messages, /** @type {string | undefined} */ last) {
  const index = messages.findIndex(({ id }) => id === last);
  return last === undefined || index >= 0 ? messages.slice(index + 1) : [];
}

/** Leads back to the end, and counts the messages that arrived there meanwhile. */
function jumpButton(/** @type {() => void} */ onclick) {
  const node = el('button.jump', { type: 'button', hidden: true, onclick });
  let fresh = 0;
  const draw = (/** @type {boolean} */ isAtEnd) => {
    if (isAtEnd) fresh = 0;
    node.hidden = isAtEnd;
    node.textContent = fresh > 0 ? `${fresh} new ${fresh === 1 ? 'message' : 'messages'} ↓` : 'Jump to present ↓';
  };
  const count = (/** @type {number} */ added) => {
    fresh += added;
    draw(node.hidden);
  };
  return { node, draw, count };
}

/**
 * Which messages continue the one above, and where a new day begins.
 * @returns {{ message: any, isContinued: boolean, day: string | undefined }[]}
 */
export function rowsOf(messages) {
  return messages.map((message, index) => {
    const above = messages[index - 1];
    const day = dayOf(message.timestamp);
    const isNewDay = !above || dayOf(above.timestamp) !== day;
    return { message, isContinued: !isNewDay && continues(above, message), day: isNewDay ? day : undefined };
  });
}

/** An answer to a command, or a reply, always has its own header. */
function continues(above, message) {
  return (
    !usedCommand(message) &&
    !repliedTo(message) &&
    !isSystemNote(above) &&
    above.author.id === message.author.id &&
    above.author.username === message.author.username &&
    above.onlyFor === message.onlyFor &&
    Date.parse(message.timestamp) - Date.parse(above.timestamp) < GROUP_MS
  );
}

function rowNodes({ message, isContinued, day }, { state, actions, reuse }) {
  const own = state.interactions.filter((one) => one.message === message.id && one.as === state.as);
  const chosen = state.chosen.filter((one) => one.message === message.id && one.as === state.as);
  const { members, roles, channels, threads, as } = state;
  const inputs = [
    ...[own.length, message, isContinued, members, roles, channels, threads, as, ...own, chosen.length, ...chosen],
    state.reactions[message.id],
    state.messages[message.thread?.id ?? message.message_reference?.channel_id],
  ];
  const node = reuse(message.id, inputs, () => messageNode(message, isContinued, { state, actions, own, chosen }));
  const isNew = message.id === state.newFrom;
  return [
    day &&
      reuse(`day ${day}`, [isNew], () => el('div.day', { class: isNew && 'new' }, el('span', day), isNew && newSign())),
    isNew && !day && reuse('new', [], () => el('div.day.new', newSign())),
    node,
  ].filter(Boolean);
}

function newSign() {
  return el('span.new-sign', 'NEW');
}

/** Once a command is deferred, its "thinking" message replaces it. */
function isWaiting({ act, channel, as, state: outcome }, state) {
  return act === 'slash' && channel === state.channel && as === state.as && outcome !== 'pending';
}

function welcome(state) {
  const channel = placeOf(state, state.channel);
  if (!channel) return el('div.welcome', el('div.welcome-sign', '#'), el('h2', 'No channels yet'));
  const { name, topic } = channel;
  if (channel.parent_id) return el('div.welcome', el('div.welcome-sign', '🧵'), el('h2', name));
  const [title, about] = isForum(channel)
    ? [name, 'The posts of this forum.']
    : [`Welcome to #${name}!`, `This is the start of the #${name} channel.`];
  const sign = isForum(channel) ? '💬' : '#';
  return el('div.welcome', el('div.welcome-sign', sign), el('h2', title), el('p', `${about} ${topic ?? ''}`));
}

/** A round of drawing reuses the nodes whose inputs are the same objects as in the previous round. */
function nodeCache() {
  let before = new Map();
  return (draw) => {
    const now = new Map();
    const nodes = draw((key, inputs, make) => {
      const known = before.get(key);
      const isSame = known && inputs.every((input, index) => input === known.inputs[index]);
      now.set(key, { inputs, node: isSame ? known.node : make() });
      return now.get(key).node;
    });
    before = now;
    return nodes;
  };
}

/**
 * Whatever grows or shrinks, the view stays at the end if it was there, and otherwise where it is.
 * @returns {() => void} goes to the end
 */
function stickToEnd(
  /** @type {HTMLElement} */ scroller,
  /** @type {HTMLElement} */ area,
  /** @type {(isAtEnd: boolean) => void} */ onMove,
) {
  let isAtEnd = true;
  let top = 0;
  const toEnd = () => {
    isAtEnd = true;
    scroller.scrollTop = scroller.scrollHeight;
    // Its scroll event comes later: until then a message may have been scrolled into view.
    top = scroller.scrollTop;
    onMove(true);
  };
  scroller.addEventListener('scroll', () => {
    const isNear = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < END_MARGIN;
    // When much arrives quickly, the end is far below for a moment; only scrolling up is done by the user.
    if (isNear || scroller.scrollTop < top) isAtEnd = isNear;
    top = scroller.scrollTop;
    onMove(isAtEnd);
  });
  const watch = new ResizeObserver(() => isAtEnd && toEnd());
  watch.observe(area);
  watch.observe(scroller);
  return toEnd;
}
