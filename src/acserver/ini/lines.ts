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
  return [...text.matchAll(/([^\n]*?)(\r?\n|$)/g)]
    .filter(([whole]) => whole !== '')
    .map(([, content = '', end = '']) => parseLine(content, end));
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

const SECTION = /^([ \t]*\[[ \t]*)([^\]]*?)([ \t]*\].*)$/s;
const PAIR = /^([ \t]*)([^=]*?)([ \t]*=[ \t]*)(.*?)([ \t\r]*)$/s;

function parseLine(content: string, end: string): IniLine {
  const [, before = '', name, closing = ''] = SECTION.exec(content) ?? [];
  if (name !== undefined) return { kind: 'section', before, name, after: closing, end };
  const [, indent = '', key, equals = '', value = '', after = ''] = PAIR.exec(content) ?? [];
  if (!key || key.startsWith(';')) return { kind: 'other', text: content, end };
  return { kind: 'pair', indent, key, equals, value, after, end };
}
