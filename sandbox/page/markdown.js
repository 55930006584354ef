/**
 * Discord's Markdown as a tree. Pure: what a mention or a timestamp looks like is decided by whoever draws the tree.
 * Every opener is tried once and falls back to plain text, so the time is at worst quadratic in the text's length.
 *
 * @typedef {{ type: 'text', text: string }
 *   | { type: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler' | 'quote' | 'subtext', children: Node[] }
 *   | { type: 'heading', level: number, children: Node[] }
 *   | { type: 'list', items: { depth: number, number: number | undefined, children: Node[] }[] }
 *   | { type: 'code', text: string }
 *   | { type: 'codeBlock', language: string, text: string }
 *   | { type: 'link', href: string, children: Node[] }
 *   | { type: 'user' | 'role' | 'channel', id: string }
 *   | { type: 'command', name: string, id: string }
 *   | { type: 'everyone', text: string }
 *   | { type: 'emoji', name: string, id: string }
 *   | { type: 'time', seconds: number, style: string }} Node
 */

/** Deeper than anyone writes by hand; below it the text stays text. */
const DEPTH_LIMIT = 12;

const CODE_BLOCK = /(?<!\\)```(?:([\w+.#-]+)\n)?\n*([\s\S]*?[^\n`][\s\S]*?)\n*```\n?/g;

/**
 * Blocks (headings, quotes, lists, code blocks) and the inline text between them.
 * @param {string} text
 * @returns {Node[]}
 */
export function parse(text) {
  return parseBlocks(text, 0, BLOCKS);
}

/**
 * Inline Markdown and code blocks only: embed titles and field names.
 * @param {string} text
 * @returns {Node[]}
 */
export function parseInline(text, depth = 0) {
  /** @type {Node[]} */
  const nodes = [];
  for (let at = 0; at < text.length; ) {
    const found = depth < DEPTH_LIMIT && firstMatch(INLINE, text, at);
    const { node, length } = found ? { node: found.make(depth + 1), length: found.length } : plainRun(text, at);
    append(nodes, node);
    at += length;
  }
  return nodes;
}

/** What can begin at a line: [pattern, maker]. A list takes all its lines at once. */
const QUOTABLE_BLOCKS = [
  [/(#{1,3}) +(\S.*)(?:\n|$)/y, (match, depth) => heading(match, depth)],
  [/-# +(\S.*)(?:\n|$)/y, (match, depth) => ({ type: 'subtext', children: parseInline(match[1].trim(), depth) })],
  [/(?: *(?:[-*]|\d{1,9}\.) +\S.*(?:\n|$))+/y, (match, depth) => list(match[0], depth)],
];

/** Discord does not nest quotes: inside one, the marker is text. */
const BLOCKS = [
  ...QUOTABLE_BLOCKS,
  [/>>> ([\s\S]+)/y, (match, depth) => quote(match[1], depth)],
  [/(?:> .*(?:\n|$))+/y, (match, depth) => quote(match[0].replace(/^> /gm, '').replace(/\n$/, ''), depth)],
];

/** Lines that begin no block are gathered and read together: inline Markdown goes over line ends. @returns {Node[]} */
function parseBlocks(/** @type {string} */ text, /** @type {number} */ depth, blocks) {
  const codeBlocks = [...text.matchAll(CODE_BLOCK)].map(({ 0: { length }, index }) => ({
    start: index,
    end: index + length,
  }));
  const nodes = [];
  let inlineFrom = 0;
  for (let at = 0; at < text.length; ) {
    const block = firstMatch(blocks, text, at);
    if (block) {
      nodes.push(...parseInline(text.slice(inlineFrom, at), depth), block.make(depth + 1));
      at += block.length;
      inlineFrom = at;
    } else at = lineEnd(text, at, codeBlocks);
  }
  return [...nodes, ...parseInline(text.slice(inlineFrom), depth)];
}

/** Where the line at `at` ends; a code block that begins in it belongs to it as a whole. */
function lineEnd(
  /** @type {string} */ text,
  /** @type {number} */ at,
  /** @type {{ start: number, end: number }[]} */ codeBlocks,
) {
  const end = text.indexOf('\n', at) + 1 || text.length;
  return codeBlocks.find(({ start }) => start >= at && start < end)?.end ?? end;
}

/** @returns {Node} */
function heading(/** @type {RegExpMatchArray} */ match, /** @type {number} */ depth) {
  return { type: 'heading', level: match[1].length, children: parseInline(match[2].trim(), depth) };
}

/** @returns {Node} */
function quote(/** @type {string} */ text, /** @type {number} */ depth) {
  return { type: 'quote', children: parseBlocks(text, depth, QUOTABLE_BLOCKS) };
}

/** Items without a number are bullets. @returns {Node} */
function list(/** @type {string} */ text, /** @type {number} */ depth) {
  const lines = text.replace(/\n$/, '').split('\n');
  const items = lines.map((line) => {
    const [, indent, number, content] = /^( *)(?:[-*]|(\d+)\.) +(.*)$/.exec(line);
    return {
      depth: Math.floor(indent.length / 2),
      number: number && Number(number),
      children: parseInline(content, depth),
    };
  });
  return { type: 'list', items };
}

const wrap = (type) => (match, depth) => ({ type, children: parseInline(match[1], depth) });
const mention = (type) => (match) => ({ type, id: match[1] });

/** In order of precedence. Sticky, so that `\b` and look-behind see the character before. */
const INLINE = [
  [/\\([^0-9A-Za-z\s])/y, (match) => ({ type: 'text', text: match[1] })],
  [new RegExp(CODE_BLOCK, 'y'), (match) => ({ type: 'codeBlock', language: match[1] ?? '', text: match[2] })],
  [/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/y, (match) => ({ type: 'code', text: codeText(match[2]) })],
  [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, wrap('bold')],
  [/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, wrap('underline')],
  [/\*(?=\S)((?:\\[\s\S]|\*\*|\s+(?:[^*\s\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/y, wrap('italic')],
  [/\b_((?:\\[\s\S]|__|[^\\_])+?)_\b/y, wrap('italic')],
  [/~~((?:\\[\s\S]|[^\\])+?)~~(?!~)/y, wrap('strike')],
  [/\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y, wrap('spoiler')],
  [
    /\[((?:\\[\s\S]|[^[\]\\])+?)\]\(<?(https?:\/\/[^\s<>)]+)>?(?: "[^"\n]*")?\)/y,
    (match, depth) => link(match[2], parseInline(match[1], depth)),
  ],
  [/<(https?:\/\/[^\s<>]+)>/y, (match) => link(match[1])],
  [/https?:\/\/[^\s<]*[^\s<.,:;!?"'\])|*_~]/y, (match) => link(match[0])],
  [/<@!?(\d{1,20})>/y, mention('user')],
  [/<@&(\d{1,20})>/y, mention('role')],
  [/<#(\d{1,20})>/y, mention('channel')],
  [/<\/([^\s:>][^:>\n]{0,100}):(\d{1,20})>/y, (match) => ({ type: 'command', name: match[1], id: match[2] })],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y,
    (match) => ({ type: 'time', seconds: Number(match[1]), style: match[2] ?? 'f' }),
  ],
  [/<a?:(\w{2,32}):(\d{1,20})>/y, (match) => ({ type: 'emoji', name: match[1], id: match[2] })],
  [/@(?:everyone|here)\b/y, (match) => ({ type: 'everyone', text: match[0] })],
];

/** @returns {Node} */
function link(/** @type {string} */ href, /** @type {Node[]} */ children = [{ type: 'text', text: href }]) {
  return { type: 'link', href, children };
}

/** The blanks that let code begin or end with a backtick are not part of it. */
function codeText(/** @type {string} */ text) {
  return text.replace(/^ (?=`)|(?<=`) $/g, '');
}

/** Up to the next character that could open something; at least one character, else a failed opener would loop. */
function plainRun(/** @type {string} */ text, /** @type {number} */ at) {
  const run = /[\s\S][^\\*_~|`[<@h]*/y;
  run.lastIndex = at;
  const length = run.exec(text)?.[0].length ?? 1;
  return { node: { type: /** @type {const} */ ('text'), text: text.slice(at, at + length) }, length };
}

/** The first row of the table whose pattern matches at this very place. */
function firstMatch(table, /** @type {string} */ text, /** @type {number} */ at) {
  for (const [pattern, make] of table) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { length: match[0].length, make: (/** @type {number} */ depth) => make(match, depth) };
  }
  return undefined;
}

/** Neighbouring texts become one node. */
function append(/** @type {Node[]} */ nodes, /** @type {Node} */ node) {
  const last = nodes.at(-1);
  if (node.type === 'text' && last?.type === 'text') last.text += node.text;
  else nodes.push(node);
}
