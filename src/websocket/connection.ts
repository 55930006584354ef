import type { RawData, WebSocket } from 'ws';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { type FaultLog, reportFault } from '../kit/faults.ts';
import type { Client, ClientLine, ClientReply, LineContext } from './client.ts';
import { frameText } from './hidden.ts';
import { answerCommand, answerOwnWord, readClientLine } from './line.ts';
import { failure, type JsonFrame } from './shapes/shape.ts';

export const CONNECTION_LIMITS = {
  /** A larger frame is answered with an error, and the connection is closed. */
  frameBytes: 64 * 1024,
  linesPerSecond: 50,
  burstLines: 100,
  /** Lines waiting to be answered. */
  waitingLines: 500,
  /** Unsent data for a client that does not read. */
  unreadBytes: 1024 * 1024,
  authenticationMs: 10_000,
  keepAliveMs: 30_000,
} as const;

/** The beginning of a line: "@", 64 characters and a blank. */
const LONGEST_ID_BYTES = 1 + 4 * 64 + 1;

/** Close codes of RFC 6455 and its registry. */
export const CLOSE = { goingAway: 1001, policy: 1008, tooBig: 1009, tryLater: 1013 } as const;

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly client: Client;
  readonly context: LineContext;
  readonly clock: Clock;
  readonly log: FaultLog;
}

type Task = () => void | Promise<void>;

/** One client, from the upgrade to the close. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #context: LineContext;
  readonly #log: FaultLog;
  readonly #mayAnother: () => boolean;
  #client: Client;
  /** The first one is running, the others wait. */
  readonly #tasks: Task[] = [];
  /** No further lines are accepted. */
  #takesNoMore = false;
  /** The connection is closing: waiting lines are not carried out either. */
  #ended = false;
  #answeredPing = true;

  constructor({ socket, client, context, clock, log }: ConnectionOptions) {
    this.#socket = socket;
    this.#context = context;
    this.#log = log;
    this.#client = client;
    this.#mayAnother = createAllowance(clock);
    const cancelDeadline = clock.after(CONNECTION_LIMITS.authenticationMs, () => {
      if (!this.#client.role) this.close(CLOSE.policy, 'Not authenticated in time.');
    });
    socket.on('message', (data) => this.#receive(data));
    socket.on('pong', () => {
      this.#answeredPing = true;
    });
    // After a broken frame, ws itself closes the connection with the right code.
    socket.on('error', () => {});
    socket.on('close', cancelDeadline);
    if (client.role) this.send([context.welcome]);
  }

  get client(): Client {
    return this.#client;
  }

  /** Sends immediately. */
  send(frames: readonly JsonFrame[]): void {
    for (const frame of frames) {
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      this.#socket.send(frameText(frame, this.#context.hide));
      if (this.#socket.bufferedAmount > CONNECTION_LIMITS.unreadBytes)
        this.close(CLOSE.tryLater, 'You read too slowly.');
    }
  }

  /** Sends after the answers in progress. */
  sendInTurn(frames: readonly JsonFrame[]): void {
    if (frames.length > 0) this.#inTurn(() => this.send(frames));
  }

  /** Pings a client that answered the last ping, and disconnects one that did not. */
  keepAlive(): void {
    if (!this.#answeredPing) this.#socket.terminate();
    this.#answeredPing = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  close(code: number, reason: string): void {
    this.#takesNoMore = true;
    this.#ended = true;
    this.#socket.close(code, reason);
  }

  #receive(data: RawData): void {
    const bytes = data as Buffer; // `binaryType` is left at "nodebuffer"
    if (this.#takesNoMore) return;
    if (this.#tasks.length >= CONNECTION_LIMITS.waitingLines)
      this.#refuse(bytes, CLOSE.policy, 'Too many lines wait for an answer.');
    else if (bytes.length > CONNECTION_LIMITS.frameBytes)
      this.#refuse(bytes, CLOSE.tooBig, 'A frame holds at most 64 KiB.');
    else if (this.#mayAnother()) this.#inTurn(() => this.#answer(bytes));
    else this.#inTurn(() => this.#answer(bytes, tooMany));
  }

  #refuse(bytes: Buffer, code: number, sentence: string): void {
    this.#takesNoMore = true;
    const { id } = readClientLine(bytes.subarray(0, LONGEST_ID_BYTES));
    this.#inTurn(() => {
      this.#give({ id, text: '' }, { frames: [failure(sentence)] });
      this.close(code, sentence);
    });
  }

  /**
   * One task at a time, in the order of the lines, and immediately if none is running. Received lines are carried out
   * even if the client has left.
   */
  #inTurn(task: Task): void {
    if (this.#tasks.push(task) === 1) this.#work();
  }

  #work(): void {
    for (let task = this.#tasks[0]; task; task = this.#tasks[0]) {
      const end = task();
      if (end) return void end.finally(() => this.#over());
      this.#tasks.shift();
    }
  }

  #over(): void {
    this.#tasks.shift();
    this.#work();
  }

  /** `refuse` throws if only the line's id may be read. */
  #answer(bytes: Buffer, refuse?: () => never): void | Promise<void> {
    if (this.#ended) return;
    let line: ClientLine | undefined;
    try {
      line = readClientLine(bytes);
      if (line.problem !== undefined) throw new UserError(line.problem);
      refuse?.();
      // No await before the reply is given: whatever happens next must see the client as changed by it.
      const own = answerOwnWord(line, this.#client, this.#context);
      const reply = own ?? answerCommand(line, this.#client, this.#context);
      if (reply instanceof Promise) return this.#giveLater(line, reply);
      this.#give(line, reply);
    } catch (error) {
      this.#give(line, { frames: [failure(this.#sentenceFor(error))] });
    }
  }

  async #giveLater(line: ClientLine, reply: Promise<ClientReply>): Promise<void> {
    try {
      this.#give(line, await reply);
    } catch (error) {
      this.#give(line, { frames: [failure(this.#sentenceFor(error))] });
    }
  }

  #give(line: ClientLine | undefined, { frames, client, end }: ClientReply): void {
    if (client) this.#client = client;
    this.send(line?.id === undefined ? frames : frames.map((frame) => ({ id: line.id, ...frame })));
    if (end !== undefined) this.close(CLOSE.policy, end);
  }

  #sentenceFor(error: unknown): string {
    if (error instanceof UserError) return error.message;
    return reportFault(this.#log, error, 'answering on the websocket failed').sentence;
  }
}

function tooMany(): never {
  throw new UserError(`Too many lines: ${CONNECTION_LIMITS.linesPerSecond} a second are answered.`);
}

/** A token bucket of `burstLines`, filled at `linesPerSecond`: takes a token and returns whether there was one. */
function createAllowance(clock: Clock): () => boolean {
  let left: number = CONNECTION_LIMITS.burstLines;
  let at = clock.monotonic();
  return () => {
    const now = clock.monotonic();
    left = Math.min(CONNECTION_LIMITS.burstLines, left + ((now - at) / 1000) * CONNECTION_LIMITS.linesPerSecond);
    at = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
