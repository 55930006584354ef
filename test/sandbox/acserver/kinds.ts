import { readFileSync } from 'node:fs';

export const transcript = (name: string): string[] =>
  readFileSync(new URL(`../../fixtures/stdout/${name}.log`, import.meta.url), 'utf8').split('\n');

/**
 * The kind of a line: names, numbers and anything else that differs between servers are removed, and repetitions (the
 * rows of a board) are counted once.
 */
export function kindsOf(lines: readonly string[], names: readonly string[]): string[] {
  const kinds = lines.map((line) =>
    names
      .reduce((text, name) => text.replaceAll(name, 'N'), line)
      .replace(/^\d+\) (N )?.*(Rank|HasFinished).*/, '$2 row')
      .replace(/content\/tracks\/[^: =]+/, 'TRACK')
      .replace(/(?<=AND )ENVIRONMENT/, 'N []')
      .replace(/(?<=: |=|true |^)(true|false|Qualify|Race|Practice|QUALIFY|PRACTICE)/, 'X')
      .replace(/sol_\S+|\d_\w+$/, 'WEATHER')
      .replace(/[0-9a-f]{32}/, 'MD5')
      .replace(/^ (Qualify|Practice)(?= \d)/, ' X')
      .replace(/(?<=track config ).*/, 'LAYOUT')
      .replace(/(?<=^CHAT \[N\]: ).*/, 'text')
      .replace(/results\/\S+/, 'FILE')
      .replace(/(ks|a3dr|bmw|rss)_\w+/g, 'MODEL')
      .replace(/-?\d+(\.\d+)?/g, '#'),
  );
  return kinds.filter((kind, index) => kind !== kinds[index - 1]);
}

/** From the `nth` line that begins with `first` up to the next that begins with `last`. */
export function block(lines: readonly string[], first: string, last: string, nth = 0): string[] {
  const starts = lines.flatMap((line, index) => (line.startsWith(first) ? [index] : []));
  const start = starts[nth] ?? Number.NaN;
  const end = lines.findIndex((line, index) => index > start && line.startsWith(last));
  return lines.slice(start, end + 1);
}

/** The drivers in the transcript of the full weekend. */
export const theirNames = ['AlvaD', 'Brunoka', 'carlaro sacarl', 'Darioy4', 'Elen'];
