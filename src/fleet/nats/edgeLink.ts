/** An edge's end of the way to its hub. */
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { type Clock, every } from '../../kit/clock.ts';
import { messageId } from '../batch.ts';
import type { Counted } from '../numbers.ts';
import type { Orders } from '../orders.ts';
import type { Next, Publisher, Where } from '../publisher.ts';
import { respond } from './pieces.ts';
import { type Frame, readConfirmation, readOrder, readWhere, subjects, writeBatch } from './wire.ts';

interface EdgeLinkOptions {
  readonly connection: NatsConnection;
  readonly edge: string;
  readonly segment: string;
  readonly publisher: Publisher;
  readonly orders: Pick<Orders, 'take' | 'fate'>;
  /** Hears how far this edge had counted by all that the hub was ever told. */
  readonly counted?: ((told: Counted) => void) | undefined;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
}

const BEAT_MS = 1000;

/** How long the hub may take to say where it stands, and NATS to say that it has a batch. */
const WHERE_MS = 2000;
const ACKNOWLEDGED_MS = 5000;

/** Undefined where nobody answers. */
export async function askWhere(
  connection: NatsConnection,
  edge: string,
  segments: readonly string[],
): Promise<Where | undefined> {
  try {
    const asked = JSON.stringify({ segments });
    const answer = await connection.request(subjects.where(edge), asked, { timeout: WHERE_MS });
    return readWhere(answer.string());
  } catch {
    return undefined;
  }
}

export class EdgeLink {
  readonly #options: EdgeLinkOptions;
  readonly #stopBeating: () => void;
  #isPumping = false;

  constructor(options: EdgeLinkOptions) {
    this.#options = options;
    const { connection, edge, publisher, clock } = options;
    this.#hear(subjects.confirmation(edge), (message) => {
      publisher.confirmed(readConfirmation(message.string()), clock.monotonic());
      this.pump();
    });
    this.#hear(subjects.order(edge), (message) => this.#carryOut(message));
    this.#hear(subjects.fate(edge), (message) => this.#tellFate(message));
    void this.#followStatus();
    publisher.connected();
    this.pump();
    this.#stopBeating = every(clock, BEAT_MS, () => {
      this.#beat();
      this.pump();
    });
    this.#beat();
    void connection.closed().then(() => this.close());
  }

  /** Sends what there is; to be called when there is more. */
  pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    void this.#pump().finally(() => {
      this.#isPumping = false;
    });
  }

  close(): void {
    this.#stopBeating();
    this.#options.publisher.disconnected();
  }

  async #pump(): Promise<void> {
    const { publisher, log } = this.#options;
    try {
      for (let next = publisher.next(); next; next = publisher.next()) await this.#do(next);
    } catch (error) {
      // The next beat tries again.
      log.warn({ err: error }, 'the hub is not told yet: it stays here until it is');
    }
  }

  async #do(next: Next): Promise<void> {
    const { connection, edge, publisher, clock, counted } = this.#options;
    if (next.kind === 'ask') {
      const where = await askWhere(connection, edge, next.segments);
      if (!where) return publisher.noAnswer();
      if (where.counted) counted?.(where.counted);
      publisher.stands(where, clock.monotonic());
      return;
    }
    const { jetstream } = await import('@nats-io/jetstream');
    await jetstream(connection).publish(subjects.events(edge), writeBatch(next.batch), {
      msgID: messageId(next),
      timeout: ACKNOWLEDGED_MS,
    });
    publisher.acknowledged(next.batch);
  }

  async #carryOut(message: Msg): Promise<void> {
    const answer = (frame: Frame): void => respond(message, frame);
    const signs = {
      accepted: () => answer({ accepted: true }),
      progress: (text: string) => answer({ progress: text }),
    };
    answer({ fate: await this.#options.orders.take(readOrder(message.string()), signs) });
  }

  async #tellFate(message: Msg): Promise<void> {
    respond(message, await this.#options.orders.fate(message.string()));
  }

  #beat(): void {
    const { connection, edge, segment, clock } = this.#options;
    if (!connection.isClosed()) {
      connection.publish(subjects.beat(edge), JSON.stringify({ segment, monotonic: clock.monotonic() }));
    }
  }

  async #followStatus(): Promise<void> {
    const { connection, publisher } = this.#options;
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') publisher.disconnected();
      if (type === 'reconnect') {
        publisher.connected();
        this.pump();
      }
    }
  }

  #hear(subject: string, heard: (message: Msg) => void | Promise<void>): void {
    const { connection, log } = this.#options;
    const take = async (error: Error | null, message: Msg): Promise<void> => {
      if (error) throw error;
      await heard(message);
    };
    connection.subscribe(subject, {
      callback: (error, message) => {
        take(error, message).catch((err: unknown) => {
          log.warn({ err, subject }, 'a message makes no sense, or may not be heard');
        });
      },
    });
  }
}
