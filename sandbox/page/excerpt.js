import { parse } from './markdown.js';
import { memberOf, nameOf } from './people.js';
import { placeOf } from './places.js';
import { formatTime } from './time.js';

/**
 * A message in one line without formatting: its content, or its embed's title or description. Pure: `now` is passed in,
 * milliseconds.
 */
export function excerptOf({ content, embeds = [] }, state, /** @type {number} */ now) {
  const text = content || embeds[0]?.title || embeds[0]?.description || '';
  const words = parse(text).map((node) => wordsOf(node, { state, now }));
  return words.join('').replace(/\s+/g, ' ').trim();
}

const inside = ({ children }, about) => children.map((child) => wordsOf(child, about)).join('');
/** Block elements: each is a line of its own. */
const block = (node, about) => `\n${inside(node, about)}\n`;
const verbatim = ({ text }) => text;

const WORDS = {
  text: verbatim,
  bold: inside,
  italic: inside,
  underline: inside,
  strike: inside,
  // An excerpt must not reveal a spoiler.
  spoiler: () => '▇▇▇',
  heading: block,
  subtext: block,
  quote: block,
  list: ({ items }, about) => items.map((item) => block(item, about)).join(''),
  code: verbatim,
  codeBlock: ({ text }) => `\n${text}\n`,
  link: inside,
  user({ id }, { state }) {
    const member = memberOf(state, id);
    return `@${member ? nameOf(member) : 'unknown-user'}`;
  },
  role: ({ id }, { state }) => `@${state.roles.find((one) => one.id === id)?.name ?? 'deleted-role'}`,
  channel: ({ id }, { state }) => `#${placeOf(state, id)?.name ?? 'unknown'}`,
  command: ({ name }) => `/${name}`,
  everyone: verbatim,
  emoji: ({ name }) => `:${name}:`,
  time: ({ seconds, style }, { now }) => formatTime(seconds, style, now),
};

function wordsOf(node, about) {
  return WORDS[node.type](node, about);
}
