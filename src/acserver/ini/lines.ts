/**
 * The tokenizer of AC's ini dialect. A line keeps every byte it was made of, so printing an untouched list of lines
 * gives the file back. Text is Latin-1 here, one character per byte: old files contain bytes that are not UTF-8, and
 * they must survive an edit elsewhere in the file.
 *
 * `;` opens a comment only at the start of a line: inside values it separates lists (CARS, LEGAL_TYRES, GUID), and
 * passwords may contain `=` and `#`. Everything after the first `=` is the value.
 */
export type IniLine = SectionLine | PairLine | OtherLine;

interface SectionLine {
  readonly kind: 'section';
  readonly before: string;
  readonly name: string;
  readonly after: string;
  readonly end: string;
}

export interface PairLine {
  readonly kind: 'pair';
  readonly indent: string;
  readonly key: string;
  /** The first `=` with the blanks around it, as written: `=` in Kunos' files, `   = ` in aligned ones. */
  readonly equals: string;
  readonly value: string;
  readonly after: string;
  readonly end: string;
}

/** A comment, an empty line, or something without a meaning in the dialect. */
interface OtherLine {
  readonly kind: 'other';
  readonly text: string;
  readonly end: string;
}

/**
 * Cuts Latin-1 text into lines. Each keeps its own line ending, so mixed files stay mixed. Lines are parsed only when
 * asked for: a file may contain a hundred thousand.
 */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    // Empty lines share one constant string.
    lines.push(next === start + 1 && feed === start ? '\n' : text.slice(start, next));
    start = next;
  }
  return lines;
}

export const endOf = (text: string): string => (text.endsWith('\r\n') ? '\r\n' : text.endsWith('\n') ? '\n' : '');

/** Whether it is a section's header. Most lines are not, and need not be parsed to know that. */
export function isHeader(text: string): boolean {
  const code = text.charCodeAt(0);
  // Nearly every line ends here.
  if (code !== BRACKET && code !== BLANK && code !== TAB) return false;
  const first = pastBlanks(text, 0);
  return text.charCodeAt(first) === BRACKET && text.includes(']', first);
}

/** The name in a section's header. */
export function headerIn(text: string): string {
  const { from, to } = nameIn(text, pastBlanks(text, 0));
  return text.slice(from, to);
}

function nameIn(content: string, bracket: number): { readonly from: number; readonly to: number } {
  const close = content.indexOf(']', bracket);
  const from = Math.min(close, pastBlanks(content, bracket + 1));
  return { from, to: beforeBlanks(content, from, close) };
}

const [BRACKET, BLANK, TAB, RETURN] = [0x5b, 0x20, 0x09, 0x0d] as const;

export function print(line: IniLine): string {
  switch (line.kind) {
    case 'section':
      return `${line.before}${line.name}${line.after}${line.end}`;
    case 'pair':
      return `${line.indent}${line.key}${line.equals}${line.value}${line.after}${line.end}`;
    case 'other':
      return `${line.text}${line.end}`;
  }
}

/** By hand: patterns with blanks on both sides of something take cubic time for a line full of blanks. */
export function readLine(text: string): IniLine {
  const end = endOf(text);
  const content = text.slice(0, text.length - end.length);
  const indent = pastBlanks(content, 0);
  if (!isHeader(content)) return readPair(content, end, indent);
  const { from, to } = nameIn(content, indent);
  return {
    kind: 'section',
    before: content.slice(0, from),
    name: content.slice(from, to),
    after: content.slice(to),
    end,
  };
}

function readPair(content: string, end: string, indent: number): IniLine {
  const sign = content.indexOf('=', indent);
  if (sign <= indent || content[indent] === ';') return { kind: 'other', text: content, end };
  const key = beforeBlanks(content, indent, sign);
  const value = pastBlanks(content, sign + 1);
  const after = beforeBlanks(content, value, content.length, RETURN);
  return {
    kind: 'pair',
    indent: content.slice(0, indent),
    key: content.slice(indent, key),
    equals: content.slice(key, value),
    value: content.slice(value, after),
    after: content.slice(after),
    end,
  };
}

function pastBlanks(text: string, start: number): number {
  for (let at = start; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== BLANK && code !== TAB) return at;
  }
}

/** Where the blanks just before `end` begin; not before `start`. */
function beforeBlanks(text: string, start: number, end: number, also: number = BLANK): number {
  let at = end;
  for (; at > start; at -= 1) {
    const code = text.charCodeAt(at - 1);
    if (code !== BLANK && code !== TAB && code !== also) break;
  }
  return at;
}
