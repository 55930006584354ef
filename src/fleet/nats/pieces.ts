/** Texts that are larger than a message may be, in several. Each begins with a mark. */
import type { Msg, NatsConnection } from '@nats-io/transport-node';

/** Characters of JSON, most of them one byte long: NATS takes 1 MB a message. */
const LENGTH = 256 * 1024;

const MORE = '+';
const LAST = '.';

export function respond(message: Pick<Msg, 'respond'>, value: unknown): void {
  for (const piece of inPieces(JSON.stringify(value))) message.respond(piece);
}

/** Two halves of one character are never apart: alone, neither is one. */
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
  /** How long all of the answer may take. */
  readonly ms: number;
}

/** Each text of an answer, whole, for as long as more of them come. @throws what NATS says where nobody answers */
export async function* answersTo(connection: NatsConnection, { subject, text, ms }: Asked): AsyncGenerator<string> {
  const pieces: string[] = [];
  const messages = await connection.requestMany(subject, text, { strategy: 'sentinel', maxWait: ms });
  for await (const message of messages) {
    const said = message.string();
    pieces.push(said.slice(1));
    if (said.startsWith(LAST)) yield pieces.splice(0).join('');
  }
}

/** @throws also where no answer comes in time */
export async function answerTo(connection: NatsConnection, asked: Asked): Promise<string> {
  for await (const answer of answersTo(connection, asked)) return answer;
  throw new Error(`${asked.subject}: nobody has answered within ${asked.ms} ms`);
}
