import { Lexer, Marked } from './marked.js';

/**
 * Discord's Markdown as a tree. Pure: the code that draws the tree decides what a mention or a timestamp looks like.
 * marked parses it, with the tables below instead of its own rules where Discord's differ.
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

/** Deeper than anyone writes by hand; beyond this, text stays plain. */
const DEPTH_LIMIT = 12;

/**
 * Blocks (headings, quotes, lists, code blocks) and the inline text between them.
 * @param {string} text
 * @returns {Node[]}
 */
export function parse(text) {
  return nodesOf(new ShallowLexer(discord.defaults).lex(text));
}

/**
 * Inline Markdown and code blocks only: embed titles and field names.
 * @param {string} text
 * @returns {Node[]}
 */
export function parseInline(text) {
  return nodesOf(new ShallowLexer(discord.defaults).inlineTokens(text));
}

/** Nested text is also parsed by `inlineTokens`. */
class ShallowLexer extends Lexer {
  depth = 0;

  inlineTokens(/** @type {string} */ text) {
    if (this.depth >= DEPTH_LIMIT) return [{ type: 'text', text }];
    this.depth += 1;
    const tokens = super.inlineTokens(text);
    this.depth -= 1;
    return tokens;
  }
}

const CODE_BLOCK = /^```(?:([\w+.#-]+)\n)?\n*([\s\S]*?[^\n`][\s\S]*?)\n*```/;

const wrap = (type) => (match, inside) => ({ type, children: inside(match[1]) });
const heading = ([, marks, title], inside) => ({ type: 'heading', level: marks.length, children: inside(title) });
const codeBlock = ([, language = '', text]) => ({ type: 'codeBlock', language, text });
const mention = (type) => (match) => ({ type, id: match[1] });
const time = ([, seconds, style = 'f']) => ({ type: 'time', seconds: Number(seconds), style });

/** What can begin a line: [pattern, function that makes a node of the match]. A list takes all its lines at once. */
const QUOTABLE_BLOCKS = [
  [/^(#{1,3}) +(\S.*?) *(?:\n|$)/, heading],
  [/^-# +(\S.*?) *(?:\n|$)/, wrap('subtext')],
  [/^(?: *(?:[-*]|\d{1,9}\.) +\S.*(?:\n|$))+/, list],
];

/** Discord does not nest quotes: inside one, the marker is text. */
const BLOCKS = [
  ...QUOTABLE_BLOCKS,
  [/^>>> ([\s\S]+)/, (match) => quote(match[1])],
  [/^(?:> .*(?:\n|$))+/, (match) => quote(match[0].replace(/^> /gm, '').replace(/\n$/, ''))],
];

/** In order of precedence. Unlike CommonMark, Discord's emphasis requires little of the surrounding characters. */
const INLINE = [
  [new RegExp(`${CODE_BLOCK.source}\\n?`), codeBlock],
  [/^\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/, wrap('bold')],
  [/^__((?:\\[\s\S]|[^\\])+?)__(?!_)/, wrap('underline')],
  [/^\*(?=\S)((?:\\[\s\S]|\*\*|\s+(?:[^*\s\\]|\*\*)|[^\s*\\])+?)\*(?!\*)/, wrap('italic')],
  [/^_(?!_+(?:\W|$))((?:\\[\s\S]|__|[^\\_])+?)_\b/, wrap('italic')],
  [/^~~((?:\\[\s\S]|[^\\])+?)~~(?!~)/, wrap('strike')],
  [/^\|\|((?:\\[\s\S]|[^\\])+?)\|\|/, wrap('spoiler')],
  [/^<@!?(\d{1,20})>/, mention('user')],
  [/^<@&(\d{1,20})>/, mention('role')],
  [/^<#(\d{1,20})>/, mention('channel')],
  [/^<\/([^\s:>][^:>\n]{0,100}):(\d{1,20})>/, (match) => ({ type: 'command', name: match[1], id: match[2] })],
  [/^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/, time],
  [/^<a?:(\w{2,32}):(\d{1,20})>/, (match) => ({ type: 'emoji', name: match[1], id: match[2] })],
  [/^@(?:everyone|here)\b/, (match) => ({ type: 'everyone', text: match[0] })],
];

/** marked's rules that the tables replace, or that Discord does not have. */
const ABSENT = 'space code fences heading hr blockquote list html def table lheading tag reflink emStrong br del';

const discord = dialect(BLOCKS);
const quoted = dialect(QUOTABLE_BLOCKS);

/** In marked's hooks, `undefined` means no match and `false` means marked's default. */
function dialect(blocks) {
  const starts = blocks.map(([pattern]) => pattern.source.slice(1)).join('|');
  // Lines up to one that begins a block; a code block that begins within them belongs to them completely.
  const lines = new RegExp(`^(?:\\n(?!${starts})|\\\\[^\\n]|${CODE_BLOCK.source.slice(1)}|[^\\n])*\\n?`);
  const tokenizer = {
    ...Object.fromEntries(ABSENT.split(' ').map((rule) => [rule, () => undefined])),
    paragraph(/** @type {string} */ text) {
      const [raw] = lines.exec(text);
      return { type: 'paragraph', raw, tokens: this.lexer.inlineTokens(raw) };
    },
    link: (/** @type {string} */ text) => (/^\[(?:\\[\s\S]|[^[\]\\])+\]\(<?https?:\/\//.test(text) ? false : undefined),
    url: (/** @type {string} */ text) => (/^https?:/.test(text) ? false : undefined),
    inlineText,
  };
  return new Marked({ tokenizer, extensions: [...extensions('block', blocks), ...extensions('inline', INLINE)] });
}

/** The rows of a table in marked's order: marked tries the last one first. */
function extensions(level, table) {
  const rows = table.map(([pattern, make]) => ({
    name: 'node',
    level,
    tokenizer(/** @type {string} */ text) {
      const match = pattern.exec(text);
      const inside = (/** @type {string} */ part) => nodesOf(this.lexer.inlineTokens(part));
      return match ? { type: 'node', raw: match[0], node: make(match, inside) } : undefined;
    },
  }));
  return rows.reverse();
}

/** Up to the next character that could open something. `_` within a word cannot, nor can the rest of a failed run. */
function inlineText(/** @type {string} */ text) {
  const [raw] = /^(?:`+|_+|[\s\S])(?:[^\\*_~|`[<@h]|(?<=[^\W_])_(?!_))*/.exec(text);
  return { type: 'text', raw, text: raw };
}

/** @returns {Node} */
function quote(/** @type {string} */ text) {
  return { type: 'quote', children: nodesOf(new ShallowLexer(quoted.defaults).lex(text)) };
}

/** Items without a number are bullets. @returns {Node} */
function list(/** @type {RegExpMatchArray} */ match, inside) {
  const lines = match[0].replace(/\n$/, '').split('\n');
  const items = lines.map((line) => {
    const [, indent, number, content] = /^( *)(?:[-*]|(\d+)\.) +(.*)$/.exec(line);
    return { depth: Math.floor(indent.length / 2), number: number && Number(number), children: inside(content) };
  });
  return { type: 'list', items };
}

/** marked's own remaining tokens. A link that does not lead to the web stays text. */
const NODES = {
  node: ({ node }) => node,
  text: ({ text }) => ({ type: 'text', text }),
  escape: ({ text }) => ({ type: 'text', text }),
  codespan: ({ raw }) => ({ type: 'code', text: codeText(raw) }),
  link: ({ raw, href, tokens }) =>
    /^https?:\/\//.test(href) ? { type: 'link', href, children: nodesOf(tokens) } : { type: 'text', text: raw },
};

/** The blanks that let code begin or end with a backtick are not part of it. */
function codeText(/** @type {string} */ raw) {
  return raw.replace(/^(`+)([\s\S]*)\1$/, '$2').replace(/^ (?=`)|(?<=`) $/g, '');
}

/** Neighbouring texts become one node. @returns {Node[]} */
function nodesOf(tokens) {
  const nodes = [];
  for (const token of tokens.flatMap((one) => (one.type === 'paragraph' ? one.tokens : one))) {
    const node = NODES[token.type](token);
    const last = nodes.at(-1);
    if (node.type === 'text' && last?.type === 'text') last.text += node.text;
    else nodes.push(node);
  }
  return nodes;
}
