/** Splits texts that are larger than a message may be. Each piece begins with a mark. */
import type { Msg, NatsConnection } from '@nats-io/transport-node';

/** Characters of JSON, mostly one byte each: NATS takes 1 MB per message. */
const LENGTH = 256 * 1024;

const MORE = '+';
const LAST = '.';

export function respond(message: Pick<Msg, 'respond'>, value: unknown): void {
  for (const piece of inPieces(JSON.stringify(value))) message.respond(piece);
}

/** Never splits a surrogate pair, because half of one is not a character. */
function* inPieces(text: string): Generator<string> {
  let at = 0;
  while (text.length - at > LENGTH) {
    const end = at + LENGTH - (/[\uD800-\uDBFF]/.test(text.charAt(at + LENGTH - 1)) ? 1 : 0);
    yield MORE + text.slice(at, end);
    at = end;
  }
  yield LAST + text.slice(at);
}

interface Asked {
  readonly subject: string;
  readonly text: string;
  /** How long the whole answer may take. */
  readonly ms: number;
}

/**
 * Yields each text of an answer, reassembled, as long as more come.
 *
 * @throws NATS's error if nobody answers
 */
export async function* answersTo(connection: NatsConnection, { subject, text, ms }: Asked): AsyncGenerator<string> {
  const pieces: string[] = [];
  const messages = await connection.requestMany(subject, text, { strategy: 'sentinel', maxWait: ms });
  for await (const message of messages) {
    const said = message.string();
    pieces.push(said.slice(1));
    if (said.startsWith(LAST)) yield pieces.splice(0).join('');
  }
}

/** @throws also if no answer comes in time */
export async function answerTo(connection: NatsConnection, asked: Asked): Promise<string> {
  for await (const answer of answersTo(connection, asked)) return answer;
  throw new Error(`${asked.subject}: nobody has answered within ${asked.ms} ms`);
}
