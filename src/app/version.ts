import { readFileSync } from 'node:fs';
import { isExecutable, textInside } from '../kit/executable.ts';

/** Pitwall's own version. */
export function ownVersion(): string {
  if (isExecutable()) return versionIn(textInside('package.json'));
  // Compiled, this file is three folders below package.json; run from source, two.
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return versionIn(readFileSync(new URL(path, import.meta.url), 'utf8'));
    } catch {}
  }
  return 'unknown';
}

const versionIn = (text: string): string => (JSON.parse(text) as { version: string }).version;
