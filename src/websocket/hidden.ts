/** Removes what must not be seen from outgoing frames. */
import { type Hide, mapTexts } from '../kit/texts.ts';
import type { JsonFrame } from './shapes/shape.ts';

/** A frame as it is sent, indented like the original's. */
export function frameText(frame: JsonFrame, hide: Hide): string {
  // Checked without indentation, which is three quarters of a long incident.
  const shown = isClean(JSON.stringify(frame), hide) ? frame : hiddenFrame(frame, hide);
  return JSON.stringify(shown, undefined, INDENT);
}

const INDENT = 4;

/**
 * If the whole frame contains nothing to hide, neither does any of its texts. Not decided for escapes other than a line
 * end or a quotation mark, because they change the text.
 */
function isClean(text: string, hide: Hide): boolean {
  if (/\\[^n"]/.test(text)) return false;
  const plain = text.includes('\\') ? text.replaceAll('\\n', '\n').replaceAll('\\"', '"') : text;
  return hide(plain) === plain;
}

/** The same frame without secrets. Protocol words are kept: a password may be equal to one. */
export const hiddenFrame = (frame: JsonFrame, hide: Hide): JsonFrame =>
  withNames(
    mapTexts(frame, hide, (key) => CODES.includes(key)),
    hide,
    !('data' in frame || 'error' in frame),
  ) as JsonFrame;

/** Identifiers for programs, and pictures: in any 80 KB of letters something looks like a short password. */
const CODES = ['id', 'type', 'kind', 'key', 'state', 'server', 'base64'];
/** Maps whose keys are names chosen by people. */
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
