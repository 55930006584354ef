import { readFileSync } from 'node:fs';
import { isExecutable, textInside } from '../kit/executable.ts';

/** Pitwall's own version. */
export function ownVersion(): string {
  if (isExecutable()) return versionIn(textInside('package.json'));
  // Compiled, this file lies three folders below package.json, two below when run from the sources.
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return versionIn(readFileSync(new URL(path, import.meta.url), 'utf8'));
    } catch {}
  }
  return 'unknown';
}

const versionIn = (text: string): string => (JSON.parse(text) as { version: string }).version;
