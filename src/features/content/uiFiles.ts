/** Reads the names in `ui_car.json` and `ui_track.json`, if the game server's folder has these files. */
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** A plain folder name that cannot lead elsewhere. */
const FOLDER = /^(?!\.)[\w .\-+()&',]{1,100}$/;

/** Descriptions are a page at most. */
const LARGEST_BYTES = 256 * 1024;

const MOST_CHARACTERS = 80;

export function carNameIn(directory: string, model: string): string | undefined {
  return FOLDER.test(model) ? nameIn([directory, 'content', 'cars', model, 'ui', 'ui_car.json']) : undefined;
}

export function trackNameIn(directory: string, track: string, layout: string): string | undefined {
  if (!FOLDER.test(track) || (layout !== '' && !FOLDER.test(layout))) return undefined;
  const folder = [directory, 'content', 'tracks', track, 'ui'];
  return nameIn([...folder, ...(layout === '' ? [] : [layout]), 'ui_track.json']);
}

/** Undefined if the file is missing or has no name: a name is never worth a failure. */
function nameIn(parts: readonly string[]): string | undefined {
  try {
    const path = found(parts);
    return path === undefined ? undefined : nameOf(textOf(bytesOf(path)));
  } catch {
    return undefined;
  }
}

/** On Linux file names are case-sensitive, and packers use any case for these folders. */
function found([root = '', ...parts]: readonly string[]): string | undefined {
  return parts.reduce<string | undefined>((folder, part) => {
    if (folder === undefined || existsSync(join(folder, part))) return folder && join(folder, part);
    const match = existsSync(folder)
      ? readdirSync(folder).find((each) => each.toLowerCase() === part.toLowerCase())
      : undefined;
    return match && join(folder, match);
  }, root);
}

function bytesOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, LARGEST_BYTES));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}

/** UTF-16 if it has a byte order mark, UTF-8 if valid, otherwise windows-1252, as old Windows tools wrote. */
export function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(2, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return text.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : text;
}

/**
 * The `name` in such a file. Many are not valid JSON: descriptions contain raw line breaks and tabs, lists end with a
 * comma. The name is on a single line even so.
 */
export function nameOf(text: string): string | undefined {
  const named = /"name"\s*:\s*"((?:[^"\\\r\n]|\\.)*)"/i.exec(text)?.[1];
  if (named === undefined) return undefined;
  const name = unescaped(named)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return name === '' ? undefined : [...name].slice(0, MOST_CHARACTERS).join('');
}

function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(`"${quoted.replaceAll('\t', ' ')}"`));
  } catch {
    return quoted.replace(/\\(.)/g, '$1');
  }
}
