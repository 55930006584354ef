import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { Clock } from '../../src/kit/clock.ts';
import { Close } from './codes.ts';
import type { Frame, Session } from './session.ts';
import type { Wire } from './wire.ts';

/** A bot may send 120 frames per minute, of 4096 bytes each. */
const SENDS = { most: 120, windowMs: 60_000 };
const LARGEST_FRAME_BYTES = 4096;

const frameBody = z.object({ op: z.int(), d: z.unknown().optional() });

/** One bot's websocket. */
export class Connection {
  session: Session | undefined;
  /** The host name that the bot connected to: `127.0.0.1:4000`. */
  readonly host: string | undefined;
  readonly #client: WebSocket;
  readonly #clock: Clock;
  readonly #wire: Wire;
  readonly #received: number[] = [];

  constructor(client: WebSocket, { clock, wire, host }: { clock: Clock; wire: Wire; host: string | undefined }) {
    this.host = host;
    this.#client = client;
    this.#clock = clock;
    this.#wire = wire;
  }

  send(op: number, d: unknown): void {
    this.#write({ op, d, s: null, t: null });
  }

  end(code: number): void {
    this.#client.close(code);
  }

  join(session: Session): void {
    this.session = session;
    session.attach((frame) => this.#write(frame));
  }

  leave(): void {
    this.session?.detach();
    this.session = undefined;
  }

  /** The frame; undefined if it ended the connection. */
  read(bytes: Buffer): z.output<typeof frameBody> | undefined {
    const now = this.#clock.monotonic();
    this.#received.push(now);
    while (now - (this.#received[0] ?? now) >= SENDS.windowMs) this.#received.shift();
    if (this.#received.length > SENDS.most) this.end(Close.tooManySends);
    else if (bytes.length > LARGEST_FRAME_BYTES) this.end(Close.undecodable);
    else {
      const frame = frameBody.safeParse(parsed(bytes)).data;
      if (frame) return frame;
      this.end(Close.undecodable);
    }
    return undefined;
  }

  #write(frame: Frame): void {
    this.#wire(JSON.stringify(frame));
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
