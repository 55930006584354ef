import { readFileSync } from 'node:fs';

/** Pitwall's own version. */
export function ownVersion(): string {
  // Compiled, this file lies three folders below package.json, two below when run from the sources.
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      return (JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { version: string }).version;
    } catch {}
  }
  return 'unknown';
}
