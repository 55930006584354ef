import type { NatsConnection } from '@nats-io/transport-node';
import type { Fate, Order, Signs } from '../orders.ts';
import { NobodyThere, type Way } from '../shipping.ts';
import { answersTo, answerTo } from './pieces.ts';
import { readFate, readFrame, subjects } from './wire.ts';

/** Discord accepts an answer for this long. */
const ANSWERED_MS = 15 * 60_000;

const FATE_MS = 2000;

/** The way to one edge. */
export class NatsWay implements Way {
  readonly #connection: NatsConnection;
  readonly #edge: string;

  constructor(connection: NatsConnection, edge: string) {
    this.#connection = connection;
    this.#edge = edge;
  }

  async send(order: Order, signs: Signs): Promise<Fate> {
    const asked = { subject: subjects.order(this.#edge), text: JSON.stringify(order), ms: ANSWERED_MS };
    try {
      for await (const text of answersTo(this.#connection, asked)) {
        const frame = readFrame(text);
        if ('fate' in frame) return frame.fate;
        if ('progress' in frame) signs.progress(frame.progress);
        else signs.accepted();
      }
    } catch (error) {
      throw isNobody(error) ? new NobodyThere() : error;
    }
    throw new Error(`${this.#edge} has not said what came of ${order.id}`);
  }

  async fate(id: string): Promise<Fate> {
    const asked = { subject: subjects.fate(this.#edge), text: id, ms: FATE_MS };
    return readFate(await answerTo(this.#connection, asked));
  }
}

const isNobody = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'NoResponders' || (error.cause instanceof Error && error.cause.name === 'NoResponders'));
