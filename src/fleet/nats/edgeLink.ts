/** An edge's end of the connection to its hub. */
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { type Clock, every } from '../../kit/clock.ts';
import { messageOf } from '../../kit/errors.ts';
import { messageId } from '../batch.ts';
import type { Pulse } from '../hosts.ts';
import type { Counted } from '../numbers.ts';
import type { Orders } from '../orders.ts';
import type { Confirmation, Next, Publisher, Where } from '../publisher.ts';
import type { Beat } from '../shipping.ts';
import { ownName } from './ownName.ts';
import { respond } from './pieces.ts';
import { Seldom } from './seldom.ts';
import { isNoStream } from './stream.ts';
import { type Asked, type Frame, readConfirmation, readOrder, readWhere, subjects, writeBatch } from './wire.ts';

interface EdgeLinkOptions {
  readonly connection: NatsConnection;
  readonly edge: string;
  readonly segment: string;
  readonly publisher: Publisher;
  readonly orders: Pick<Orders, 'take' | 'fate'>;
  /** Gets how far this edge had counted, according to everything that the hub ever got from it. */
  readonly counted?: ((told: Counted) => void) | undefined;
  readonly letter?: string | undefined;
  /** Whether a hub is the current one. */
  readonly obeys?: ((hub: string | undefined) => boolean) | undefined;
  /** Called when NATS does not accept what is waiting. */
  readonly stuck?: (() => void) | undefined;
  /** Called when the hub accepts this edge, or no longer does. */
  readonly admitted?: ((is: boolean) => void) | undefined;
  /** What else its beat reports each second. */
  readonly pulse?: (() => Omit<Pulse, 'segment' | 'utc'>) | undefined;
  readonly clock: Clock;
  readonly log: {
    warn(fields: object, message: string): void;
    info?(fields: object, message: string): void;
  };
}

const BEAT_MS = 1000;

/** How long the hub may take to report its position, and NATS to acknowledge a batch. */
const WHERE_MS = 2000;
const ACKNOWLEDGED_MS = 5000;

/** After this many refusals in a row, the other life is not just an earlier one of this edge that has ended. */
const REFUSALS = 4;

const OTHER_HUB = 'Another hub serves this host now; nothing was done.';

/** Undefined if nobody answers. */
export async function askWhere(connection: NatsConnection, edge: string, asked: Asked): Promise<Where | undefined> {
  try {
    const answer = await connection.request(subjects.where(edge), JSON.stringify(asked), { timeout: WHERE_MS });
    return readWhere(answer.string());
  } catch {
    return undefined;
  }
}

export class EdgeLink {
  readonly #options: EdgeLinkOptions;
  readonly #stopBeating: () => void;
  readonly #seldom: Seldom;
  #isPumping = false;
  /**
   * Subscriptions only for the Pitwall that holds this edge's name; undefined while another one holds it, or that is
   * unknown.
   */
  #asEdge: readonly Subscription[] | undefined;
  #refusals = 0;
  #isRefusalTold = false;

  constructor(options: EdgeLinkOptions) {
    this.#options = options;
    this.#seldom = new Seldom(options.clock);
    const { connection, edge, publisher, clock } = options;
    this.#hear(subjects.confirmation(edge), (message) => {
      this.#confirmed(readConfirmation(message.string()));
      this.pump();
    });
    void this.#followStatus();
    publisher.connected();
    this.pump();
    this.#stopBeating = every(clock, BEAT_MS, () => {
      this.#beat();
      this.pump();
    });
    void connection.closed().then(() => this.close());
  }

  /** Sends what is waiting; call when there is more. */
  pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    void this.#pump().finally(() => {
      this.#isPumping = false;
    });
  }

  close(): void {
    this.#stopBeating();
    this.#beat({ isOver: true });
    this.#options.publisher.disconnected();
  }

  async #pump(): Promise<void> {
    const { publisher, log, stuck } = this.#options;
    try {
      let isMore = true;
      for (let next = publisher.next(); next && isMore; next = publisher.next()) isMore = await this.#do(next);
    } catch (error) {
      // The next beat tries again.
      if (!this.#seldom.isDue('told')) return;
      log.warn({ why: reasonOf(error) }, 'the hub is not told yet: what happens is kept here until it is');
      stuck?.();
    }
  }

  /** @returns whether there may be more to do now */
  async #do(next: Next): Promise<boolean> {
    const { connection, edge, publisher, log } = this.#options;
    if (next.kind === 'ask') return this.#ask(next.segments);
    this.#admit();
    const { jetstream } = await import('@nats-io/jetstream');
    await jetstream(connection).publish(subjects.events(edge), writeBatch(next.batch), {
      msgID: messageId(next),
      timeout: ACKNOWLEDGED_MS,
    });
    publisher.acknowledged(next.batch);
    if (this.#seldom.isOver('told')) log.info?.({}, 'the hub is told again');
    return true;
  }

  async #ask(segments: readonly string[]): Promise<boolean> {
    const { connection, edge, segment, publisher, clock, counted, letter } = this.#options;
    const where = await askWhere(connection, edge, { segments: [...segments], life: segment, name: ownName(), letter });
    if (where?.counted) counted?.(where.counted);
    if (where?.refused !== undefined) {
      this.#refused(where.refused);
      return false;
    }
    if (where) publisher.stands(where, clock.monotonic());
    // No hub says that another Pitwall holds this edge's name.
    else publisher.noAnswer();
    this.#admit();
    return true;
  }

  #admit(): void {
    const { edge, admitted, log } = this.#options;
    if (this.#isRefusalTold) log.info?.({ edge }, 'the hub takes what this edge tells');
    this.#refusals = 0;
    this.#isRefusalTold = false;
    if (this.#asEdge) return;
    this.#asEdge = [
      this.#hear(subjects.order(edge), (message) => this.#carryOut(message)),
      this.#hear(subjects.fate(edge), (message) => this.#tellFate(message)),
    ];
    this.#beat();
    admitted?.(true);
  }

  #refused(why: string): void {
    this.#dismiss();
    this.#refusals += 1;
    if (this.#refusals < REFUSALS || this.#isRefusalTold) return;
    this.#isRefusalTold = true;
    this.#options.log.warn({}, why);
  }

  /** Another Pitwall holds this edge's name. */
  #dismiss(): void {
    if (!this.#asEdge) return;
    for (const each of this.#asEdge) each.unsubscribe();
    this.#asEdge = undefined;
    this.#options.admitted?.(false);
  }

  #confirmed(said: Confirmation): void {
    const { publisher, segment, clock, obeys } = this.#options;
    if (obeys?.(said.hub) === false || !this.#asEdge) return;
    if (said.life === undefined || said.life === segment) {
      publisher.confirmed(said, clock.monotonic());
      return;
    }
    this.#dismiss();
    publisher.disconnected();
    publisher.connected();
  }

  async #carryOut(message: Msg): Promise<void> {
    const answer = (frame: Frame): void => respond(message, frame);
    const signs = {
      accepted: () => answer({ accepted: true }),
      progress: (text: string) => answer({ progress: text }),
    };
    const order = readOrder(message.string());
    const { orders, obeys } = this.#options;
    if (obeys?.(order.hub) === false) {
      return answer({ fate: { kind: 'over', outcome: { kind: 'failed', sentence: OTHER_HUB } } });
    }
    answer({ fate: await orders.take(order, signs) });
  }

  async #tellFate(message: Msg): Promise<void> {
    respond(message, await this.#options.orders.fate(message.string()));
  }

  #beat({ isOver }: Pick<Beat, 'isOver'> = {}): void {
    const { connection, edge, segment, clock, pulse } = this.#options;
    if (!this.#asEdge || connection.isClosed()) return;
    const { waiting, cannotStore } = pulse?.() ?? {};
    const beat: Beat = { segment, monotonic: clock.monotonic(), utc: clock.now(), waiting, cannotStore, isOver };
    connection.publish(subjects.beat(edge), JSON.stringify(beat));
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

  #hear(subject: string, heard: (message: Msg) => void | Promise<void>): Subscription {
    const { connection, log } = this.#options;
    const take = async (error: Error | null, message: Msg): Promise<void> => {
      if (error) throw error;
      await heard(message);
    };
    return connection.subscribe(subject, {
      callback: (error, message) => {
        take(error, message).catch((err: unknown) => {
          if (this.#seldom.isDue(subject)) {
            log.warn({ why: messageOf(err), subject }, 'a message makes no sense, or may not be heard');
          }
        });
      },
    });
  }
}

const reasonOf = (error: unknown): string => (isNoStream(error) ? 'nothing of NATS takes it' : messageOf(error));
