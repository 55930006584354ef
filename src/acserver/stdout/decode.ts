/** A line without its end, and the offset in the file just after that end: a place where reading can resume. */
export interface DecodedLine {
  readonly text: string;
  readonly end: number;
}

export interface LineDecoder {
  /** The lines that these bytes complete. An unfinished line is held back. */
  push(bytes: Uint8Array): DecodedLine[];
  /** The held-back rest as a line, for when nobody will complete it. */
  flush(): DecodedLine[];
}

/** Bytes to lines; `offset` is the first byte's position in the file. */
export function createDecoder(offset = 0): LineDecoder {
  let held: Buffer = Buffer.alloc(0);
  let position = offset;

  function push(bytes: Uint8Array): DecodedLine[] {
    const buffer = Buffer.concat([held, bytes]);
    position += bytes.length;
    const lines: DecodedLine[] = [];
    let from = 0;
    // In what was held back, only the last byte can be a line end: a \r that might get its \n.
    let found = lineEnd(buffer, Math.max(0, held.length - 1));
    while (found) {
      lines.push({ text: decodeLine(buffer.subarray(from, found.stop)), end: position - buffer.length + found.next });
      from = found.next;
      found = lineEnd(buffer, from);
    }
    held = shortened(buffer.subarray(from));
    return lines;
  }

  function flush(): DecodedLine[] {
    if (held.length === 0) return [];
    const stop = held.at(-1) === CR ? held.length - 1 : held.length;
    const line = { text: decodeLine(held.subarray(0, stop)), end: position };
    held = Buffer.alloc(0);
    return [line];
  }

  return { push, flush };
}

/** One line's bytes as text: UTF-8, or Latin-1 as in old logs; without control characters and a wrapper's timestamp. */
export function decodeLine(bytes: Uint8Array): string {
  return withoutStamp(decoded(cut(bytes)).replace(CONTROL, '\uFFFD'));
}

/**
 * Wrappers put `2024-01-13 12:26:22 ` or an ISO timestamp before every line. The start banner has a line that *is* a
 * time (`2024-01-13 12:26:22.3722743 -0800 PST m=+0.003628800`), which stays.
 */
export function withoutStamp(text: string): string {
  const rest = STAMP.exec(text)?.groups?.rest;
  return rest === undefined || BANNER_TIME_REST.test(rest) ? text : rest;
}

const STAMP = /^\[?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?:? (?<rest>.*)$/;
const BANNER_TIME_REST = /^[+-]\d{4} \w+(?: m=[+-]\S+)?$/;
const CONTROL = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F]/g;
const MAX_LINE_BYTES = 64 * 1024;
const LF = 0x0a;
const CR = 0x0d;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The first line end from `from` on: \n, \r\n or a lone \r. A \r at the very end may still get its \n. */
function lineEnd(buffer: Buffer, from: number): { readonly stop: number; readonly next: number } | undefined {
  for (let index = from; index < buffer.length; index += 1) {
    if (buffer[index] === LF) return { stop: index, next: index + 1 };
    if (buffer[index] !== CR) continue;
    if (index + 1 === buffer.length) return undefined;
    return { stop: index, next: buffer[index + 1] === LF ? index + 2 : index + 1 };
  }
  return undefined;
}

/** Of an endless line, the beginning is kept, and the last byte, which may be a \r. */
function shortened(bytes: Buffer): Buffer {
  if (bytes.length <= MAX_LINE_BYTES + 1) return Buffer.from(bytes);
  return Buffer.concat([bytes.subarray(0, MAX_LINE_BYTES), bytes.subarray(-1)]);
}

/** At most 64 KiB, not cut inside a UTF-8 character. */
function cut(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= MAX_LINE_BYTES) return bytes;
  let end = MAX_LINE_BYTES;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
