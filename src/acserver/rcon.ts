import { connect, type Socket } from 'node:net';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { createTurns } from '../kit/queue.ts';
import {
  createRawReader,
  encodeFrame,
  isFull,
  type RawFrame,
  type RconFrame,
  REFUSED_ID,
  TYPES,
} from './rcon/frames.ts';

interface RconOptions {
  readonly host: string;
  readonly port: number;
  /** Called each time: it changes with the server's configuration. */
  readonly password: () => string;
  readonly clock: Clock;
}

/** The line has definitely not reached the server. */
export class NothingSent extends UserError {}

/** The server is there, but has another password. */
export class PasswordRefused extends NothingSent {}

export interface Rcon {
  /**
   * Sends one line, once, and waits for the server's answer.
   *
   * @throws NothingSent if the server cannot be reached; UserError if it does not answer the line
   */
  command(line: string): Promise<string>;
  close(): void;
}

/** For each step: connecting, logging in, answering. */
const PATIENCE_MS = 3000;
/** For the next frame of one answer: the server sends them all at once. */
const MORE_MS = 500;

const LOGIN_ID = 1;
const COMMAND_ID = 2;

/**
 * Every line has a connection of its own: orders are rare, and a connection left open over a server's restart would
 * silently swallow the next one.
 */
export const openRcon = (options: RconOptions): Rcon => new LineByLine(options);

class LineByLine implements Rcon {
  readonly #options: RconOptions;
  readonly #inTurn = createTurns();
  readonly #open = new Set<Socket>();
  #isClosed = false;

  constructor(options: RconOptions) {
    this.#options = options;
  }

  command(line: string): Promise<string> {
    return this.#inTurn(() => this.#give(line));
  }

  close(): void {
    this.#isClosed = true;
    for (const socket of this.#open) socket.destroy();
  }

  async #give(line: string): Promise<string> {
    if (this.#isClosed) throw new NothingSent('Pitwall is closing.');
    const { host, port, clock } = this.#options;
    const password = this.#options.password();
    if (password === '') {
      throw new NothingSent(
        'RCON needs a password: ADMIN_PASSWORD of server_cfg.ini, or RCON_PASSWORD (in .env SERVER_RCON_PASSWORD).',
      );
    }
    const socket = connect({ host, port });
    this.#open.add(socket);
    try {
      return await giveOver(new Peer(socket, clock), { line: oneLine(line), password });
    } finally {
      this.#open.delete(socket);
      socket.destroy();
    }
  }
}

/** A line break or a zero byte would end the command early. */
const oneLine = (line: string): string => line.replace(/\p{Cc}+/gu, ' ').trim();

async function giveOver(peer: Peer, { line, password }: { line: string; password: string }): Promise<string> {
  await peer.connected(new NothingSent('The RCON port of the game server does not answer; nothing was sent.'));
  peer.send({ id: LOGIN_ID, type: TYPES.auth, text: password });
  const login = await peer.next(
    ({ id, type }) => type === TYPES.authAnswer && (id === LOGIN_ID || id === REFUSED_ID),
    new NothingSent('RCON did not answer to the login; nothing was sent.'),
  );
  if (login.id === REFUSED_ID) throw new PasswordRefused('RCON refused the password; nothing was sent.');
  peer.send({ id: COMMAND_ID, type: TYPES.command, text: line });
  const isAnswer = ({ id, type }: RawFrame): boolean => id === COMMAND_ID && type === TYPES.answer;
  const answer = await peer.next(
    isAnswer,
    new UserError('Sent by RCON, but the server gave no answer: whether it did it is not known.'),
  );
  return (await wholeAnswer(answer, () => peer.nextSoon(isAnswer))).trim();
}

/**
 * A long answer comes in several frames, and nothing marks the last one: as long as they are nearly full, another is
 * awaited. A multi-byte character may be split between two of them.
 */
async function wholeAnswer(first: RawFrame, next: () => Promise<RawFrame | undefined>): Promise<string> {
  const parts = [first.body];
  for (let last: RawFrame | undefined = first; last && isFull(last); ) {
    last = await next();
    if (last) parts.push(last.body);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The other end of one connection. Its frames are awaited one after the other. */
class Peer {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #read = createRawReader();
  readonly #frames: RawFrame[] = [];
  #isConnected = false;
  #isOver = false;
  #look = (): void => {};

  constructor(socket: Socket, clock: Clock) {
    this.#socket = socket;
    this.#clock = clock;
    socket.on('connect', () => {
      this.#isConnected = true;
      this.#look();
    });
    socket.on('data', (bytes: Buffer) => this.#take(bytes));
    // The close that follows reports it.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isOver = true;
      this.#look();
    });
  }

  async connected(otherwise: UserError): Promise<void> {
    await this.#until(() => this.#isConnected || undefined, otherwise);
  }

  send(frame: RconFrame): void {
    this.#socket.write(encodeFrame(frame));
  }

  /** The next matching frame; others are skipped. */
  next(fits: (frame: RawFrame) => boolean, otherwise: UserError, patienceMs = PATIENCE_MS): Promise<RawFrame> {
    return this.#until(
      () => {
        for (let frame = this.#frames.shift(); frame; frame = this.#frames.shift()) if (fits(frame)) return frame;
        return undefined;
      },
      otherwise,
      patienceMs,
    );
  }

  /** The same if there may be none. */
  nextSoon(fits: (frame: RawFrame) => boolean): Promise<RawFrame | undefined> {
    return this.next(fits, new UserError('no more'), MORE_MS).catch(() => undefined);
  }

  #take(bytes: Buffer): void {
    try {
      this.#frames.push(...this.#read(bytes));
    } catch {
      this.#isOver = true;
      this.#socket.destroy();
    }
    this.#look();
  }

  /** Rejects with `otherwise` when the connection ends, or after a timeout. */
  #until<T>(found: () => T | undefined, otherwise: UserError, patienceMs = PATIENCE_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(otherwise);
      const cancel = this.#clock.after(patienceMs, giveUp);
      this.#look = () => {
        const value = found();
        if (value === undefined && !this.#isOver) return;
        cancel();
        if (value === undefined) giveUp();
        else resolve(value);
      };
      this.#look();
    });
  }
}
