import { randomBytes } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
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

/** Close codes of RFC 6455 and its registry. */
export const CLOSE = { goingAway: 1001, policy: 1008, tooBig: 1009, tryLater: 1013 } as const;

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly client: Client;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly log: { error(fields: object, message: string): void };
}

/** One client, from the upgrade to the close. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #desk: Desk;
  readonly #log: ConnectionOptions['log'];
  readonly #mayAnother: () => boolean;
  #client: Client;
  #queue = Promise.resolve();
  #waiting = 0;
  /** No further line is taken. */
  #deaf = false;
  /** We are closing: nothing more is carried out either. */
  #ended = false;
  #answeredPing = true;

  constructor({ socket, client, desk, clock, log }: ConnectionOptions) {
    this.#socket = socket;
    this.#desk = desk;
    this.#log = log;
    this.#client = client;
    this.#mayAnother = createAllowance(clock);
    const cancelDeadline = clock.after(LIMITS.authenticationMs, () => {
      if (!this.#client.role) this.close(CLOSE.policy, 'Not authenticated in time.');
    });
    socket.on('message', (data) => this.#receive(data));
    socket.on('pong', () => {
      this.#answeredPing = true;
    });
    // A broken frame: ws closes the connection with the code that says why.
    socket.on('error', () => {});
    socket.on('close', cancelDeadline);
    if (client.role) this.send([desk.welcome]);
  }

  get client(): Client {
    return this.#client;
  }

  /** Sends at once. */
  send(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      this.#socket.send(JSON.stringify(frame, undefined, 4));
      if (this.#socket.bufferedAmount > LIMITS.unreadBytes) this.close(CLOSE.tryLater, 'You read too slowly.');
    }
  }

  /** Sends behind the answers that are under way. */
  sendInTurn(frames: readonly Frame[]): void {
    if (frames.length > 0) this.#inTurn(() => this.send(frames));
  }

  /** Pings a client that answered the last ping, and drops one that did not. */
  keepAlive(): void {
    if (!this.#answeredPing) this.#socket.terminate();
    this.#answeredPing = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  close(code: number, reason: string): void {
    this.#deaf = true;
    this.#ended = true;
    this.#socket.close(code, reason);
  }

  #receive(data: RawData): void {
    const bytes = data as Buffer; // `binaryType` is left at "nodebuffer"
    if (this.#deaf) return;
    if (this.#waiting >= LIMITS.waitingLines) this.#refuse(CLOSE.policy, 'Too many lines wait for an answer.');
    else if (bytes.length > LIMITS.frameBytes) this.#refuse(CLOSE.tooBig, 'A frame holds at most 64 KiB.');
    else if (this.#mayAnother()) this.#inTurn(() => this.#answer(bytes));
    else this.#inTurn(() => this.#answer(bytes, tooMany));
  }

  #refuse(code: number, sentence: string): void {
    this.#deaf = true;
    this.#inTurn(() => {
      this.send([failure(sentence)]);
      this.close(code, sentence);
    });
  }

  /** One at a time, in the order of the lines. What was received is carried out, also for a client that has left. */
  #inTurn(task: () => void | Promise<void>): void {
    this.#waiting += 1;
    this.#queue = this.#queue.then(task).finally(() => {
      this.#waiting -= 1;
    });
  }

  /** `refuse` throws why nothing but the line's id is looked at. */
  async #answer(bytes: Buffer, refuse = () => {}): Promise<void> {
    if (this.#ended) return;
    let line: Line | undefined;
    try {
      line = readLine(bytes);
      refuse();
      // No pause before it is given: what happens next belongs to the client as it is from then on.
      const own = answerOwnWord(line, this.#client, this.#desk);
      this.#give(line, own ?? (await answerCommand(line, this.#client, this.#desk)));
    } catch (error) {
      this.#give(line, { frames: [failure(error instanceof UserError ? error.message : this.#fault(error))] });
    }
  }

  #give(line: Line | undefined, { frames, client, end }: Reply): void {
    if (client) this.#client = client;
    this.send(line?.id === undefined ? frames : frames.map((frame) => ({ id: line.id, ...frame })));
    if (end !== undefined) this.close(CLOSE.policy, end);
  }

  #fault(error: unknown): string {
    const reference = randomBytes(3).toString('hex');
    this.#log.error({ err: error, reference }, 'answering on the websocket failed');
    return `That went wrong on our side; the log has the details under ${reference}.`;
  }
}

function tooMany(): never {
  throw new UserError(`Too many lines: ${LIMITS.linesPerSecond} a second are answered.`);
}

/** A bucket of `burstLines` that fills at `linesPerSecond`: says whether one is left, and takes it. */
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
