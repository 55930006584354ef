/** Where the sections and keys of an ini file are. */
import { headerIn, isHeader, type PairLine, readLine } from './lines.ts';
import { spellingsOf } from './text.ts';

/** A line with a value. */
export interface PlacedPair {
  readonly at: number;
  readonly line: PairLine;
}

/** The last line of each key of a section. */
export type Keys = ReadonlyMap<string, PlacedPair>;

export function lastOf(known: readonly Keys[], key: string): PlacedPair | undefined {
  let last: PlacedPair | undefined;
  for (const spelling of spellingsOf(key)) {
    for (const keys of known) {
      const found = keys.get(spelling);
      if (found && found.at > (last?.at ?? -1)) last = found;
    }
  }
  return last;
}

export class Places {
  readonly #lines: readonly string[];
  /** The lines on which each section begins, by its name in lower case. */
  readonly #starts = new Map<string, number[]>();
  /** Of sections that have been asked for. */
  readonly #keys = new Map<string, Keys>();

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    for (let at = 0; at < lines.length; at += 1) {
      const text = lines[at] ?? '';
      if (!isHeader(text)) continue;
      const name = headerIn(text).toLowerCase();
      const known = this.#starts.get(name);
      if (known) known.push(at);
      else this.#starts.set(name, [at]);
    }
  }

  /** The lines on which a section begins, in order; none if it does not exist. `name` in lower case, as written. */
  startsOf(name: string): readonly number[] {
    return this.#starts.get(name) ?? [];
  }

  keysOf(name: string): Keys {
    const known = this.#keys.get(name) ?? this.#read(name);
    this.#keys.set(name, known);
    return known;
  }

  /** Call when one of its lines has changed, but none was added or removed. */
  readAnew(name: string): void {
    this.#keys.delete(name);
  }

  #read(name: string): Keys {
    const keys = new Map<string, PlacedPair>();
    for (const start of this.startsOf(name)) {
      for (let at = start + 1; at < this.#lines.length && !isHeader(this.#lines[at] ?? ''); at += 1) {
        const line = readLine(this.#lines[at] ?? '');
        if (line.kind === 'pair') keys.set(line.key.toLowerCase(), { at, line });
      }
    }
    return keys;
  }
}
