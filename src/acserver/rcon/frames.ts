/**
 * Valve's Source RCON: each frame is a size, an id, a type (all i32 little-endian), a text, and two zero bytes. The
 * size counts everything but itself.
 */
export interface RconFrame {
  readonly id: number;
  readonly type: number;
  readonly text: string;
}

export const TYPES = { auth: 3, authAnswer: 2, command: 2, answer: 0 } as const;

/** The id in the answer to a refused password. */
export const REFUSED_ID = -1;

const EMPTY_SIZE = 10;
/** Valve's own limit is 4096; servers of other games exceed it. Anything that announces more is not an RCON server. */
const LARGEST_SIZE = 64 * 1024;

export function encodeFrame({ id, type, text }: RconFrame): Buffer {
  const body = Buffer.from(text, 'utf8');
  const bytes = Buffer.alloc(4 + EMPTY_SIZE + body.length);
  bytes.writeInt32LE(EMPTY_SIZE + body.length, 0);
  bytes.writeInt32LE(id, 4);
  bytes.writeInt32LE(type, 8);
  body.copy(bytes, 12);
  return bytes;
}

/** A frame whose text is not decoded yet: a long answer may be split within a character. */
export interface RawFrame {
  readonly id: number;
  readonly type: number;
  readonly body: Buffer;
}

/** Valve's limit of 4096, minus a character that did not fit. */
const FULL_SIZE = 4093;

/** Whether the answer may go on in another frame. */
export const isFull = ({ body }: RawFrame): boolean => EMPTY_SIZE + body.length >= FULL_SIZE;

/** Cuts a stream of bytes, however it arrives, into frames. Throws RangeError for anything that cannot be a frame. */
export function createFrameReader(): (bytes: Buffer) => RconFrame[] {
  const read = createRawReader();
  return (bytes) => read(bytes).map(({ id, type, body }) => ({ id, type, text: body.toString('utf8') }));
}

/** The same, as bytes. */
export function createRawReader(): (bytes: Buffer) => RawFrame[] {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const frames: RawFrame[] = [];
    while (rest.length >= 4) {
      const size = rest.readInt32LE(0);
      if (size < EMPTY_SIZE || size > LARGEST_SIZE) throw new RangeError(`a frame of ${size} bytes`);
      if (rest.length < 4 + size) break;
      frames.push({
        id: rest.readInt32LE(4),
        type: rest.readInt32LE(8),
        body: withoutZeros(rest.subarray(12, 4 + size)),
      });
      rest = rest.subarray(4 + size);
    }
    return frames;
  };
}

function withoutZeros(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}
