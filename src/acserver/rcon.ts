import { connect, type Socket } from 'node:net';
import type { Clock } from '../kit/clock.ts';
import { UserError } from '../kit/errors.ts';
import { createTurns } from '../kit/queue.ts';
import { createFrameReader, encodeFrame, type Frame, REFUSED_ID, TYPES } from './rcon/frames.ts';

export interface RconOptions {
  readonly host: string;
  readonly port: number;
  /** Asked for each time: it changes with the server's configuration. */
  readonly password: () => string;
  readonly clock: Clock;
}

/** The remote console of a game server that has one. */
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
export function openRcon(options: RconOptions): Rcon {
  const inTurn = createTurns();
  const open = new Set<Socket>();
  let isClosed = false;

  async function command(line: string): Promise<string> {
    if (isClosed) throw new UserError('Pitwall is closing.');
    const password = options.password();
    if (password === '') throw new UserError('RCON needs a password: ADMIN_PASSWORD is empty in server_cfg.ini.');
    const socket = connect({ host: options.host, port: options.port });
    open.add(socket);
    try {
      return await converse(listenTo(socket, options.clock), { line: oneLine(line), password });
    } finally {
      open.delete(socket);
      socket.destroy();
    }
  }

  return {
    command: (line) => inTurn(() => command(line)),
    close() {
      isClosed = true;
      for (const socket of open) socket.destroy();
    },
  };
}

/** A line break or a zero byte would end the command early. */
const oneLine = (line: string): string => line.replace(/\p{Cc}+/gu, ' ').trim();

async function converse(peer: Peer, { line, password }: { line: string; password: string }): Promise<string> {
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

interface Peer {
  connected(otherwise: string): Promise<void>;
  send(frame: Frame): void;
  /** The next frame that fits; others are passed over. */
  next(fits: (frame: Frame) => boolean, otherwise: string): Promise<Frame>;
}

function listenTo(socket: Socket, clock: Clock): Peer {
  const read = createFrameReader();
  const frames: Frame[] = [];
  let isConnected = false;
  let isOver = false;
  let look = (): void => {};

  socket.on('connect', () => {
    isConnected = true;
    look();
  });
  socket.on('data', (bytes: Buffer) => {
    try {
      frames.push(...read(bytes));
    } catch {
      isOver = true;
      socket.destroy();
    }
    look();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    isOver = true;
    look();
  });

  /** Rejects with the sentence when the connection ends, or after a while. */
  const until = <T>(found: () => T | undefined, otherwise: string): Promise<T> =>
    new Promise((resolve, reject) => {
      const giveUp = () => reject(new UserError(otherwise));
      const cancel = clock.after(PATIENCE_MS, giveUp);
      look = () => {
        const value = found();
        if (value === undefined && !isOver) return;
        cancel();
        if (value === undefined) giveUp();
        else resolve(value);
      };
      look();
    });

  return {
    async connected(otherwise) {
      await until(() => isConnected || undefined, otherwise);
    },
    send: (frame) => void socket.write(encodeFrame(frame)),
    next: (fits, otherwise) =>
      until(() => {
        for (let frame = frames.shift(); frame; frame = frames.shift()) if (fits(frame)) return frame;
        return undefined;
      }, otherwise),
  };
}
