import { UserError } from '../../kit/errors.ts';
import { endOf, headerIn, isHeader, linesOf, type PairLine, print, readLine } from './lines.ts';
import { type Keys, lastOf, type PlacedPair, Places } from './places.ts';
import { decoded, encoded, matcher, mustBeKey, mustBeSection, spellingsOf, writableValue } from './text.ts';

/**
 * Reads one of AC's ini files (`name` is used in errors). Nothing is lost: BOM, mixed line endings, comments, unknown
 * keys and bytes that are not UTF-8 come out of `toBytes` unchanged. Throws UserError if the bytes are not a text file.
 */
export function parseIni(bytes: Buffer, name: string): IniDocument {
  if (bytes.includes(0))
    throw new UserError(`${name} is not a text file: an ini with [SECTIONS] and KEY=value lines was expected.`);
  return new IniDocument(bytes, name);
}

/**
 * An ini file that is read and edited in place. Sections and keys match in any case and are kept as written. Of a key
 * written twice the last one counts, and a section written twice is one section in two places.
 */
export class IniDocument {
  readonly name: string;
  readonly #bom: string;
  /** As written, each with its line ending. */
  #lines: string[];
  /** Where sections and keys are; undefined after lines were added or removed. */
  #known: Places | undefined;

  constructor(bytes: Buffer, name: string) {
    const text = bytes.toString('latin1');
    this.name = name;
    this.#bom = text.startsWith(BOM) ? BOM : '';
    this.#lines = linesOf(text.slice(this.#bom.length));
  }

  /** The value without surrounding blanks; undefined if there is no such key. */
  get(section: string, key: string): string | undefined {
    return textOf(this.#pairAt(section, key));
  }

  /** `get` for many keys of one section; valid until the next edit. */
  reader(section: string): (key: string) => string | undefined {
    const known = this.#keysOf(section);
    return (key) => textOf(lastOf(known, key));
  }

  /** The line number, from 1, of a key (or, without one, of a section). */
  lineOf(section: string, key?: string): number | undefined {
    const at = key === undefined ? this.#blocks(section)[0]?.start : this.#pairAt(section, key)?.at;
    return at === undefined ? undefined : at + 1;
  }

  has(section: string): boolean {
    return spellingsOf(section).some((name) => this.#places.startsOf(name).length > 0);
  }

  sections(): string[] {
    return unique(this.#lines.filter(isHeader).map((text) => decoded(headerIn(text))));
  }

  keys(section: string): string[] {
    const texts = this.#blocks(section).flatMap(({ start, end }) => this.#lines.slice(start, end));
    return unique(texts.flatMap((text) => pairIn(text) ?? []).map(({ key }) => decoded(key)));
  }

  /** Changes a value in place. A new key goes to the end of its section, a new section to the end of the file. */
  set(section: string, key: string, value: string): void {
    const written = writableValue(key, value);
    mustBeKey(key);
    const pair = this.#pairAt(section, key);
    if (pair) {
      this.#lines[pair.at] = print({ ...pair.line, value: written });
      for (const name of spellingsOf(section)) this.#places.readAnew(name);
    } else this.#append(section, key, written);
  }

  /** Removes a key everywhere in the section; does nothing if it is not there. */
  remove(section: string, key: string): void {
    const blocks = this.#blocks(section);
    const matches = matcher(key);
    const inside = (at: number) => blocks.some(({ start, end }) => at > start && at < end);
    const isMeant = (pair: PairLine | undefined): boolean => pair !== undefined && matches(pair.key);
    this.#lines = this.#lines.filter((text, at) => !(inside(at) && isMeant(pairIn(text))));
    this.#known = undefined;
  }

  /** Adds an empty section at the end of the file, after one empty line; an existing one is kept. */
  addSection(section: string): void {
    mustBeSection(section);
    if (this.has(section)) return;
    const end = this.#lineEnding();
    this.#endLastLine(end);
    const last = this.#lines.at(-1);
    if (last !== undefined && last.trim() !== '') this.#lines.push(end);
    this.#lines.push(`[${encoded(section)}]${end}`);
    this.#known = undefined;
  }

  /** Removes a section with its keys. Comments after its last key stay: they may belong to what follows. */
  removeSection(section: string): void {
    for (const { start, bodyEnd } of this.#blocks(section).reverse()) {
      let end = bodyEnd;
      while (end < this.#lines.length && this.#lines[end]?.trim() === '') end++;
      this.#lines.splice(start, end - start);
    }
    this.#known = undefined;
  }

  /** Renames a section in place, keys and comments untouched. Refused if there is already a section called `to`. */
  renameSection(from: string, to: string): void {
    mustBeSection(to);
    if (!matcher(to)(encoded(from)) && this.has(to)) throw new UserError(`${this.name} already has a section [${to}].`);
    for (const { start } of this.#blocks(from)) {
      const line = readLine(this.#lines[start] ?? '');
      if (line.kind === 'section') this.#lines[start] = print({ ...line, name: encoded(to) });
    }
    this.#known = undefined;
  }

  /**
   * Gives the section `places[i]` the contents of the section `contents[i]`; headers stay where they are. Contents run
   * to the last key: empty lines and comments between it and the next header stay in place.
   */
  arrange(places: readonly string[], contents: readonly string[]): void {
    const moves = new Map(
      places.map((place, i) => [this.#onlyBlock(place).start, this.#onlyBlock(contents[i] ?? place)]),
    );
    const endsOpen = endOf(this.#lines.at(-1) ?? '\n') === '';
    const arranged: string[] = [];
    for (let at = 0; at < this.#lines.length; ) {
      const source = moves.get(at);
      for (const line of this.#lines.slice(at, at + 1)) arranged.push(line);
      if (source) for (const line of this.#lines.slice(source.start + 1, source.bodyEnd)) arranged.push(line);
      at = source ? this.#blockAt(at).bodyEnd : at + 1;
    }
    const ending = this.#lineEnding();
    this.#lines = arranged.map((text, at) => {
      if (at === arranged.length - 1 && endsOpen) return text.slice(0, text.length - endOf(text).length);
      return endOf(text) === '' ? text + ending : text;
    });
    this.#known = undefined;
  }

  copy(): IniDocument {
    return new IniDocument(this.toBytes(), this.name);
  }

  toBytes(): Buffer {
    return Buffer.from(this.#bom + this.#lines.join(''), 'latin1');
  }

  #append(section: string, key: string, value: string): void {
    this.addSection(section);
    const block = this.#blocks(section).at(-1);
    if (!block) return;
    const model = this.#styleFor(block);
    const above = this.#lines[block.bodyEnd - 1];
    // The last line of a file may lack its line ending; the new last line then lacks it instead.
    const end = endOf(above ?? '');
    if (above !== undefined && end === '') this.#lines[block.bodyEnd - 1] = above + this.#lineEnding();
    this.#lines.splice(block.bodyEnd, 0, print({ ...styled(encoded(key), model), value, after: '', end }));
    this.#known = undefined;
  }

  /** The line whose style a new key of the section copies. */
  #styleFor({ start, bodyEnd }: Block): PairLine | undefined {
    const isPair = (text: string): boolean => pairIn(text) !== undefined;
    return pairIn(this.#lines.slice(start, bodyEnd).findLast(isPair) ?? this.#lines.find(isPair));
  }

  #pairAt(section: string, key: string): PlacedPair | undefined {
    return lastOf(this.#keysOf(section), key);
  }

  #keysOf(section: string): readonly Keys[] {
    return spellingsOf(section).map((name) => this.#places.keysOf(name));
  }

  #blocks(section: string): Block[] {
    const starts = spellingsOf(section).flatMap((name) => this.#places.startsOf(name));
    return starts.sort((a, b) => a - b).map((at) => this.#blockAt(at));
  }

  get #places(): Places {
    this.#known ??= new Places(this.#lines);
    return this.#known;
  }

  #onlyBlock(section: string): Block {
    const [block, second] = this.#blocks(section);
    if (!block) throw new UserError(`${this.name} has no section [${section}].`);
    if (second)
      throw new UserError(
        `${this.name} has the section [${section}] twice (lines ${block.start + 1} and ${second.start + 1}).`,
      );
    return block;
  }

  #blockAt(start: number): Block {
    let end = start + 1;
    while (end < this.#lines.length && !isHeader(this.#lines[end] ?? '')) end++;
    let bodyEnd = end;
    while (bodyEnd > start + 1 && !pairIn(this.#lines[bodyEnd - 1])) bodyEnd--;
    return { start, bodyEnd, end };
  }

  #lineEnding(): string {
    return endOf(this.#lines[0] ?? '') || '\n';
  }

  #endLastLine(end: string): void {
    const last = this.#lines.at(-1);
    if (last !== undefined && endOf(last) === '') this.#lines[this.#lines.length - 1] = last + end;
  }
}

/** Line numbers from 0: the header, one past the last key, one past everything before the next header. */
interface Block {
  readonly start: number;
  readonly bodyEnd: number;
  readonly end: number;
}

const BOM = '\u00ef\u00bb\u00bf';

const textOf = (pair: PlacedPair | undefined): string | undefined => pair && decoded(pair.line.value);

/** Undefined for any other line, and for none. */
function pairIn(text: string | undefined): PairLine | undefined {
  const line = text === undefined ? undefined : readLine(text);
  return line?.kind === 'pair' ? line : undefined;
}

/** In an aligned file the new `=` goes below its neighbour's. */
function styled(key: string, model: PairLine | undefined): Omit<PairLine, 'value' | 'after' | 'end'> {
  const [, blanks = '', rest = '='] = /^([ \t]*)(=[ \t]*)$/.exec(model?.equals ?? '=') ?? [];
  const column = (model?.key.length ?? 0) + blanks.length;
  const padding = blanks === '' ? '' : ' '.repeat(Math.max(1, column - key.length));
  return { kind: 'pair', indent: model?.indent ?? '', key, equals: `${padding}${rest}` };
}

function unique(names: string[]): string[] {
  const seen = new Map<string, string>();
  for (const name of names) if (!seen.has(name.toLowerCase())) seen.set(name.toLowerCase(), name);
  return [...seen.values()];
}
