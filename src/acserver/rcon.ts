import { connect, type Socket } from 'node:net';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { createTurns } from '../kit/queue.ts';
import { createFrameReader, encodeFrame, type RconFrame, REFUSED_ID, TYPES } from './rcon/frames.ts';

interface RconOptions {
  readonly host: string;
  readonly port: number;
  /** Asked for each time: it changes with the server's configuration. */
  readonly password: () => string;
  readonly clock: Clock;
}

export interface Rcon {
  /**
   * Gives one line, once, and waits for what the server says to it.
   *
   * @throws UserError when it cannot be reached or does not answer; the sentence tells whether the line was sent
   */
  command(line: string): Promise<string>;
  close(): void;
}

/** One for each step: to connect, to log in, to answer. */
const PATIENCE_MS = 3000;

const LOGIN_ID = 1;
const COMMAND_ID = 2;

/**
 * Every line has a connection of its own: orders are rare, and one that was open when the server restarted would
 * swallow the next of them without a word.
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
    if (this.#isClosed) throw new UserError('Pitwall is closing.');
    const { host, port, clock } = this.#options;
    const password = this.#options.password();
    if (password === '') throw new UserError('RCON needs a password: ADMIN_PASSWORD is empty in server_cfg.ini.');
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
  await peer.connected('The RCON port of the game server does not answer; nothing was sent.');
  peer.send({ id: LOGIN_ID, type: TYPES.auth, text: password });
  const login = await peer.next(
    ({ id, type }) => type === TYPES.authAnswer && (id === LOGIN_ID || id === REFUSED_ID),
    'RCON did not answer to the login; nothing was sent.',
  );
  if (login.id === REFUSED_ID) throw new UserError('RCON refused the password; nothing was sent.');
  peer.send({ id: COMMAND_ID, type: TYPES.command, text: line });
  const answer = await peer.next(
    ({ id, type }) => id === COMMAND_ID && type === TYPES.answer,
    'Sent by RCON, but the server gave no answer: whether it did it is not known.',
  );
  return answer.text.trim();
}

/** The other end of one connection, whose frames are waited for one after the other. */
class Peer {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #read = createFrameReader();
  readonly #frames: RconFrame[] = [];
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
    // What went wrong is told by the end that follows.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#isOver = true;
      this.#look();
    });
  }

  async connected(otherwise: string): Promise<void> {
    await this.#until(() => this.#isConnected || undefined, otherwise);
  }

  send(frame: RconFrame): void {
    this.#socket.write(encodeFrame(frame));
  }

  /** The next frame that fits; others are passed over. */
  next(fits: (frame: RconFrame) => boolean, otherwise: string): Promise<RconFrame> {
    return this.#until(() => {
      for (let frame = this.#frames.shift(); frame; frame = this.#frames.shift()) if (fits(frame)) return frame;
      return undefined;
    }, otherwise);
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

  /** Rejects with the sentence when the connection ends, or after a while. */
  #until<T>(found: () => T | undefined, otherwise: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new UserError(otherwise));
      const cancel = this.#clock.after(PATIENCE_MS, giveUp);
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
