import { randomBytes } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import { answerCommand, answerOwnWord, type Client, type Desk, type Line, type Reply, readLine } from './line.ts';
import { type Frame, failure } from './shapes/shape.ts';

export const LIMITS = {
  /** A larger frame is answered, then the connection closed. */
  frameBytes: 64 * 1024,
  linesPerSecond: 50,
  burstLines: 100,
  /** Lines that wait for their turn. */
  waitingLines: 500,
  /** What may wait for a client that does not read. */
  unreadBytes: 1024 * 1024,
  authenticationMs: 10_000,
  keepAliveMs: 30_000,
} as const;

/** Close codes of RFC 6455 and the IANA registry. */
export const CLOSE = { goingAway: 1001, policy: 1008, tooBig: 1009, tryLater: 1013 } as const;

/** One client, from the upgrade to the close. */
export interface Connection {
  client(): Client;
  /** Sends at once. */
  send(frames: readonly Frame[]): void;
  /** Sends behind the answers that are under way. */
  sendInTurn(frames: readonly Frame[]): void;
  /** Pings a client that answered the last ping; drops one that did not. */
  keepAlive(): void;
}

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly client: Client;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

export function openConnection({ socket, client: newcomer, desk, clock, log }: ConnectionOptions): Connection {
  let client = newcomer;
  let waiting = 0;
  let queue = Promise.resolve();
  let deaf = false;
  let alive = true;
  const mayAnother = createAllowance(clock);

  function receive(data: RawData): void {
    const bytes = data as Buffer; // `binaryType` is left at "nodebuffer"
    if (deaf) return;
    if (waiting >= LIMITS.waitingLines) return endInTurn(CLOSE.policy, 'Too many lines wait for an answer.');
    if (bytes.length > LIMITS.frameBytes) return endInTurn(CLOSE.tooBig, 'A frame holds at most 64 KiB.');
    if (mayAnother()) return inTurn(() => answer(bytes));
    inTurn(() => send([failure(`Too many lines: ${LIMITS.linesPerSecond} a second are answered.`)]));
  }

  /** One at a time, in the order of the lines. What was received is carried out, also for a client that has left. */
  function inTurn(task: () => void | Promise<void>): void {
    waiting += 1;
    queue = queue.then(task).finally(() => {
      waiting -= 1;
    });
  }

  async function answer(bytes: Buffer): Promise<void> {
    if (socket.readyState === socket.CLOSING) return;
    let line: Line | undefined;
    try {
      line = readLine(bytes);
      // Without a pause between them: what happens next belongs to the client as it is then.
      const own = answerOwnWord(line, client, desk);
      if (own || !client.role) give(line, own ?? { frames: [] });
      else give(line, await answerCommand(line, client, client.role, desk));
    } catch (error) {
      give(line, { frames: [failure(error instanceof UserError ? error.message : fault(error))] });
    }
  }

  function give(line: Line | undefined, { frames, client: changed, end }: Reply): void {
    if (changed) client = changed;
    if (client.role) cancelDeadline();
    send(line?.id === undefined ? frames : frames.map((frame) => ({ id: line.id, ...frame })));
    if (end !== undefined) close(CLOSE.policy, end);
  }

  function fault(error: unknown): string {
    const reference = randomBytes(3).toString('hex');
    log.error({ err: error, reference }, 'answering on the websocket failed');
    return `That went wrong on our side; the log has the details under ${reference}.`;
  }

  function send(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > LIMITS.unreadBytes) return close(CLOSE.tryLater, 'You read too slowly.');
      socket.send(JSON.stringify(frame, undefined, 4));
    }
  }

  function endInTurn(code: number, sentence: string): void {
    deaf = true;
    inTurn(() => {
      send([failure(sentence)]);
      close(code, sentence);
    });
  }

  function close(code: number, reason: string): void {
    deaf = true;
    socket.close(code, reason);
  }

  const cancelDeadline = clock.after(LIMITS.authenticationMs, () => {
    if (!client.role) close(CLOSE.policy, 'Not authenticated in time.');
  });
  socket.on('message', receive);
  socket.on('pong', () => {
    alive = true;
  });
  // A broken frame: ws closes the connection with the code that says why.
  socket.on('error', () => {});
  socket.on('close', cancelDeadline);
  if (client.role) send([desk.welcome]);

  return {
    client: () => client,
    send,
    sendInTurn: (frames) => {
      if (frames.length > 0) inTurn(() => send(frames));
    },
    keepAlive() {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    },
  };
}

/** A bucket of `burstLines` that fills at `linesPerSecond`; says whether there is one left, and takes it. */
function createAllowance(clock: Clock): () => boolean {
  let left: number = LIMITS.burstLines;
  let at = clock.monotonic();
  return () => {
    const now = clock.monotonic();
    left = Math.min(LIMITS.burstLines, left + ((now - at) / 1000) * LIMITS.linesPerSecond);
    at = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
