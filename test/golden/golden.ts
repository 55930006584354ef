import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** What may differ from one run to the next and means nothing: each with the word that stands for it. */
export type Stand = readonly [found: string | RegExp, word: string];

const EXPECTED = new URL('expected/', import.meta.url);

/**
 * Compares lines with what `expected/` holds. `GOLDEN=write npx vitest run test/golden` writes them anew: only where a
 * change is meant to be seen outside, never for one that moves code.
 */
export function expectGolden(name: string, lines: readonly string[], stands: readonly Stand[] = []): void {
  const text = `${stands.reduce((left, [found, word]) => left.replaceAll(found, word), lines.join('\n'))}\n`;
  const file = new URL(name, EXPECTED);
  if (process.env.GOLDEN === 'write') {
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  if (!existsSync(file)) throw new Error(`There is no ${name}; GOLDEN=write makes it.`);
  const expected = readFileSync(file, 'utf8');
  if (text === expected) return;
  // Around the first line that differs: a diff of thousands of lines tells nothing.
  expect({ name, ...around(text, expected) }).toEqual({ name, ...around(expected, text) });
}

function around(text: string, other: string) {
  const lines = text.split('\n');
  const others = other.split('\n');
  const first = lines.findIndex((line, index) => line !== others[index]);
  const from = Math.max(0, (first < 0 ? lines.length : first) - 2);
  return { firstLine: from + 1, count: lines.length, lines: lines.slice(from, from + 8) };
}

/** JSON on one line, as a line of a golden. */
export const line = (value: unknown): string => JSON.stringify(value);
