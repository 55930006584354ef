/** Reads the files of a track's folder, if there are any. None is needed; an unreadable one is left out. */
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseIni } from '../../acserver/ini/document.ts';
import { messageOf } from '../../kit/errors.ts';
import { type AiLine, readAiLine } from './aiLine.ts';
import type { Section } from './corners.ts';
import type { TrackKey } from './table.ts';

/** The game's picture of the track: `px = (x + offsetX) / scale`, and the same for z. */
export interface TrackMap {
  readonly path: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly offsetX: number;
  readonly offsetZ: number;
  /** Metres per pixel. */
  readonly scale: number;
}

export interface TrackFiles {
  readonly aiLine?: AiLine | undefined;
  readonly sections: readonly Section[];
  readonly map?: TrackMap | undefined;
}

/** Content Manager puts its requirements for the client's extension before the name: csp/2144/../spa. */
const EXTENSION = /^csp\/.*\.\.\/(?:[A-Z]\/\.\.\/)?/;
/** A folder name that cannot lead elsewhere. */
const FOLDER = /^(?!\.)[\w .\-+()&',]{1,100}$/;

/** A Nordschleife with one point per metre has 2 MB. */
const LARGEST_BYTES = 32 * 1024 * 1024;

/** @param warn receives one sentence for each file that exists and cannot be used */
export function readTrackFiles(directory: string, { track, layout }: TrackKey, warn: (sentence: string) => void) {
  const name = track.replace(EXTENSION, '');
  if (!FOLDER.test(name) || (layout !== '' && !FOLDER.test(layout))) return NONE;
  const folder = join(directory, 'content', 'tracks', name, layout);
  if (!existsSync(folder)) return NONE;
  const read = <Value>(parts: readonly string[], use: (bytes: Buffer, path: string) => Value): Value | undefined => {
    const path = found(folder, parts);
    if (path === undefined) return undefined;
    try {
      return use(bytesOf(path), path);
    } catch (error) {
      warn(`${path} is not used: ${messageOf(error)}`);
      return undefined;
    }
  };
  const picture = found(folder, ['map.png']);
  return {
    aiLine: read(['ai', 'fast_lane.ai'], readAiLine),
    sections: read(['data', 'sections.ini'], sectionsIn) ?? [],
    map: picture === undefined ? undefined : read(['data', 'map.ini'], (bytes, path) => mapIn(bytes, path, picture)),
  } satisfies TrackFiles;
}

const NONE: TrackFiles = { sections: [] };

/** Ignores case: track packages are made on Windows, where Data and data are the same folder. */
function found(folder: string, [part, ...further]: readonly string[]): string | undefined {
  if (part === undefined) return folder;
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  for (const name of readdirSync(folder)) {
    const path = name.toLowerCase() === part ? found(join(folder, name), further) : undefined;
    if (path !== undefined) return path;
  }
  return undefined;
}

function bytesOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > LARGEST_BYTES) throw new Error(`it has ${size} bytes; no track needs more than ${LARGEST_BYTES}.`);
    const bytes = Buffer.alloc(size);
    return bytes.subarray(0, readSync(file, bytes, 0, size, 0));
  } finally {
    closeSync(file);
  }
}

/** `[SECTION_0]` and so on, up to the first gap: IN and OUT are places around the lap, TEXT is the name. */
function sectionsIn(bytes: Buffer, path: string): readonly Section[] {
  const ini = parseIni(bytes, path);
  const sections: Section[] = [];
  for (let index = 0; ini.has(`SECTION_${index}`); index++) {
    const value = (key: string): string => ini.get(`SECTION_${index}`, key) ?? '';
    const [from, to] = [place(value('IN')), place(value('OUT'))];
    const name = value('TEXT')
      .replace(/[^\p{L}\p{N} .'-]/gu, '')
      .trim()
      .slice(0, 40);
    if (from !== undefined && to !== undefined && name !== '') sections.push({ from, to, name });
  }
  return sections;
}

function place(text: string): number | undefined {
  const value = Number(text);
  return text !== '' && value >= 0 && value <= 1 ? value : undefined;
}

function mapIn(bytes: Buffer, path: string, picture: string): TrackMap {
  const ini = parseIni(bytes, path);
  const number = (key: string): number => {
    const value = Number(ini.get('PARAMETERS', key) ?? 'nothing');
    if (!Number.isFinite(value)) throw new Error(`${key} of [PARAMETERS] is no number.`);
    return value;
  };
  const map = {
    path: picture,
    widthPx: number('WIDTH'),
    heightPx: number('HEIGHT'),
    offsetX: number('X_OFFSET'),
    offsetZ: number('Z_OFFSET'),
    scale: number('SCALE_FACTOR'),
  };
  if (map.scale <= 0 || map.widthPx <= 0 || map.heightPx <= 0) throw new Error('its sizes must be above 0.');
  return map;
}
