/** Carries out `--fix`: only repairs of what is Pitwall's own. */
import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { quoted } from '../config/write.ts';
import { messageOf, UserError } from '../kit/errors.ts';
import type { Repair } from './row.ts';
import { assignmentIn } from './rows/settings.ts';

/**
 * @returns what was done, in one sentence
 * @throws UserError when it could not be done
 */
export function repair(what: Exclude<Repair, { readonly kind: 'commands' }>): string {
  try {
    return done(what);
  } catch (error) {
    throw new UserError(`${what.path} could not be changed: ${messageOf(error)}.`);
  }
}

function done(what: Exclude<Repair, { readonly kind: 'commands' }>): string {
  switch (what.kind) {
    case 'mode':
      chmodSync(what.path, what.mode);
      return `${what.path} is readable by its owner alone now.`;
    case 'byteOrderMark':
      rewrite(what.path, (text) => text.replace(/^\uFEFF/, ''));
      return `${what.path} has no byte order mark any more.`;
    case 'quotes':
      rewrite(what.path, (text) => withQuotes(text, what.name));
      return `${what.name} stands in quotes now.`;
  }
}

/** Writes a temporary file first, so that a complete file exists at any time. */
function rewrite(path: string, change: (text: string) => string): void {
  const beside = `${path}.new`;
  writeFileSync(beside, change(readFileSync(path, 'utf8')), { mode: statSync(path).mode & 0o777 });
  renameSync(beside, path);
}

function withQuotes(text: string, name: string): string {
  return text.replace(/^.*$/gm, (line) => {
    const found = assignmentIn(line);
    if (found?.name !== name) return line;
    // A value in double quotes was meant literally.
    const meant = /^"([^"]*)"\s*(?:#.*)?$/.exec(found.raw)?.[1] ?? found.raw;
    return `${name}=${quoted(meant)}`;
  });
}
