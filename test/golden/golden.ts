import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** What may differ between runs without meaning anything, each with the word that replaces it. */
export type Stand = readonly [found: string | RegExp, word: string];

/**
 * The version, ports, the number of commands, and globally unique ids. How long ago a race was depends on the time zone
 * in which its file was named.
 */
const ALWAYS: readonly Stand[] = [
  [/\d+\.\d+\.\d+ running at 127\.0\.0\.1:\d+/g, '<version and address>'],
  [/\d+ of \d+ commands/g, '<some> of <all> commands'],
  [/"id":"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"/g, '"id":"<unique>"'],
  [/that ended [^".]+/g, 'that ended <a while> ago'],
];

const EXPECTED = new URL('expected/', import.meta.url);

/**
 * Compares lines with what `expected/` holds. `GOLDEN=write npx vitest run test/golden` rewrites them. Do so only for a
 * change that is meant to be seen outside, never for one that moves code.
 */
export function expectGolden(name: string, lines: readonly string[], stands: readonly Stand[] = []): void {
  const text = `${[...ALWAYS, ...stands].reduce((left, [found, word]) => left.replaceAll(found, word), lines.join('\n'))}\n`;
  const file = new URL(name, EXPECTED);
  if (process.env.GOLDEN === 'write') {
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  if (!existsSync(file)) throw new Error(`There is no ${name}; GOLDEN=write makes it.`);
  const expected = readFileSync(file, 'utf8');
  if (text === expected) return;
  // The lines around the first difference: a diff of thousands of lines is useless.
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
