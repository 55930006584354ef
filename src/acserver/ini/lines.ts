/**
 * The tokenizer of AC's ini dialect. A line keeps every byte it was made of, so printing an untouched list of lines
 * gives the file back. Text is Latin-1 here, one character a byte: old files hold bytes that are not UTF-8, and they
 * must survive an edit elsewhere in the file.
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

/** A comment, an empty line, or something the dialect has no meaning for. */
interface OtherLine {
  readonly kind: 'other';
  readonly text: string;
  readonly end: string;
}

/** Cuts Latin-1 text into lines; each keeps its own line ending, so mixed files stay mixed. */
export function tokenize(text: string): IniLine[] {
  const lines: IniLine[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const next = feed < 0 ? text.length : feed + 1;
    const end = feed < 0 ? next : feed > start && text[feed - 1] === '\r' ? feed - 1 : feed;
    lines.push(readLine(text.slice(start, end), text.slice(end, next)));
    start = next;
  }
  return lines;
}

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

/** By hand: patterns with blanks on either side of something take the cube of their number for a line full of them. */
function readLine(content: string, end: string): IniLine {
  const indent = pastBlanks(content, 0);
  if (content[indent] === '[') {
    const close = content.indexOf(']', indent);
    if (close >= 0) {
      const from = Math.min(close, pastBlanks(content, indent + 1));
      const to = beforeBlanks(content, from, close);
      return {
        kind: 'section',
        before: content.slice(0, from),
        name: content.slice(from, to),
        after: content.slice(to),
        end,
      };
    }
  }
  return readPair(content, end, indent);
}

function readPair(content: string, end: string, indent: number): IniLine {
  const sign = content.indexOf('=', indent);
  if (sign <= indent || content[indent] === ';') return { kind: 'other', text: content, end };
  const key = beforeBlanks(content, indent, sign);
  const value = pastBlanks(content, sign + 1);
  const after = beforeBlanks(content, value, content.length, '\r');
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
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

/** Where the blanks begin that end just before `end`; not before `start`. */
function beforeBlanks(text: string, start: number, end: number, also = ' '): number {
  let at = end;
  while (at > start && (text[at - 1] === ' ' || text[at - 1] === '\t' || text[at - 1] === also)) at -= 1;
  return at;
}
