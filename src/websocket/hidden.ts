/** What must not be seen, taken out of frames as they leave. */
import { type Hide, mapTexts } from '../kit/texts.ts';
import type { JsonFrame } from './shapes/shape.ts';

/** A frame as it leaves, indented as clients of the original know it. */
export function frameText(frame: JsonFrame, hide: Hide): string {
  // Looked through without its indents: of a long incident those are three quarters.
  const shown = isClean(JSON.stringify(frame), hide) ? frame : hiddenFrame(frame, hide);
  return JSON.stringify(shown, undefined, INDENT);
}

const INDENT = 4;

/**
 * Nothing in the whole of it is nothing in any of its texts. Behind a backslash, but that of a line's end or a quotation
 * mark, a text is not as it was.
 */
function isClean(text: string, hide: Hide): boolean {
  if (/\\[^n"]/.test(text)) return false;
  const plain = text.includes('\\') ? text.replaceAll('\\n', '\n').replaceAll('\\"', '"') : text;
  return hide(plain) === plain;
}

/** The same frame without it. The words of the protocol stay: a password may be one of them. */
export const hiddenFrame = (frame: JsonFrame, hide: Hide): JsonFrame =>
  withNames(
    mapTexts(frame, hide, (key) => CODES.includes(key)),
    hide,
    !('data' in frame || 'error' in frame),
  ) as JsonFrame;

/** Texts by which programs tell things apart, and pictures: of any 80 KB of letters some look like a short password. */
const CODES = ['id', 'type', 'kind', 'key', 'state', 'server', 'base64'];
/** Maps whose keys are names that people chose. */
const BY_NAME = ['drivers', 'sessions', 'entries'];

function withNames(data: unknown, hide: Hide, isByName: boolean): unknown {
  if (Array.isArray(data)) return data.map((each) => withNames(each, hide, false));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      isByName && key !== 'id' ? hide(key) : key,
      withNames(value, hide, BY_NAME.includes(key)),
    ]),
  );
}
