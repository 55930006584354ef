/** Where the sections and keys of an ini file stand. */
import type { IniLine } from './lines.ts';
import { spellingsOf } from './text.ts';

/** The last line of each key of a section. */
export type Keys = ReadonlyMap<string, number>;

/** By names of sections in small letters. */
export interface Places {
  /** The lines on which each begins. */
  readonly starts: ReadonlyMap<string, readonly number[]>;
  /** Of those that have any. */
  readonly keys: ReadonlyMap<string, Keys>;
}

/** -1 where there is none. */
export function lastOf(known: readonly Keys[], key: string): number {
  let last = -1;
  for (const spelling of spellingsOf(key)) for (const keys of known) last = Math.max(last, keys.get(spelling) ?? -1);
  return last;
}

export function placesIn(lines: readonly IniLine[]): Places {
  const starts = new Map<string, number[]>();
  const keys = new Map<string, Map<string, number>>();
  let name: string | undefined;
  let inside: Map<string, number> | undefined;
  for (const [at, line] of lines.entries()) {
    if (line.kind === 'pair' && name !== undefined) {
      inside ??= new Map();
      if (inside.size === 0) keys.set(name, inside);
      inside.set(line.key.toLowerCase(), at);
    }
    if (line.kind !== 'section') continue;
    name = line.name.toLowerCase();
    inside = keys.get(name);
    const known = starts.get(name);
    if (known) known.push(at);
    else starts.set(name, [at]);
  }
  return { starts, keys };
}
