/** The hub's end of the connections to its edges. */
import type { ConsumerMessages, JetStreamManager, JsMsg } from '@nats-io/jetstream';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { type Clock, every } from '../../kit/clock.ts';
import { messageOf } from '../../kit/errors.ts';
import { createTurns } from '../../kit/queue.ts';
import type { Store } from '../../store/store.ts';
import { Admission } from '../admission.ts';
import type { Confirmation, Where } from '../publisher.ts';
import { keepStreamPlace, type Replica, streamPlaceIn } from '../replica.ts';
import { type Beat, EdgeClock, type Way } from '../shipping.ts';
import { Seldom } from './seldom.ts';
import { makeStream } from './stream.ts';
import { NatsWay } from './way.ts';
import { type Asked, edgeOf, readAsked, readBatch, readBeat, STREAM, subjects } from './wire.ts';

interface HubLinkOptions {
  readonly connection: NatsConnection;
  readonly store: Store;
  readonly replicaOf: (edge: string) => Replica;
  /** A beat of an edge has arrived. */
  readonly onBeat?: ((edge: string, beat: Beat) => void) | undefined;
  /** NATS has connected or disconnected. */
  readonly onLink?: ((isThere: boolean) => void) | undefined;
  /** The life of this hub. */
  readonly hub?: string | undefined;
  /** Whether this hub still holds the lease. */
  readonly holds?: (() => boolean) | undefined;
  /** Why an edge is refused; undefined if it is not. */
  readonly refuses?: ((edge: string, asked: Asked) => Refusal | undefined) | undefined;
  /** Called each time an edge is refused, with the reason. */
  readonly refused?: ((edge: string, why: string) => void) | undefined;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
}

export type Refusal = Pick<Where, 'refused' | 'letterOf'>;

const CONFIRMED_MS = 1000;

export class HubLink {
  readonly #options: HubLinkOptions;
  readonly #edges = new Map<string, EdgeClock>();
  readonly #admission: Admission;
  readonly #seldom: Seldom;
  readonly #closers: (() => void)[] = [];
  #reading: ConsumerMessages | undefined;
  /** One at a time: two readers would both go on when NATS comes back. */
  readonly #inTurn = createTurns();
  #cancelAgain: () => void = () => {};
  #isOpen = false;
  #isClosed = false;

  constructor(options: HubLinkOptions) {
    this.#options = options;
    this.#admission = new Admission(options.clock);
    this.#seldom = new Seldom(options.clock);
  }

  /** @throws when NATS has no JetStream, or does not let us use it; it can be tried again */
  async open(): Promise<void> {
    await this.#inTurn(() => this.#read());
    if (this.#isOpen) return;
    this.#isOpen = true;
    const { connection, clock } = this.#options;
    this.#hear(subjects.where('*'), (message) => {
      if (this.#holds())
        message.respond(JSON.stringify(this.#where(this.#known(message), readAsked(message.string()))));
    });
    this.#hear(subjects.beat('*'), (message) => {
      const edge = this.#known(message);
      const beat = readBeat(message.string());
      if (beat.isOver) return this.#admission.left(edge, beat.segment);
      if (!this.#admission.heard(edge, beat.segment)) return;
      this.#edges.get(edge)?.heard(beat);
      this.#options.onBeat?.(edge, beat);
    });
    this.#closers.push(
      every(clock, CONFIRMED_MS, () => {
        for (const edge of this.#edges.keys()) this.#confirm(edge);
      }),
    );
    void this.#followStatus(connection);
  }

  wayTo(edge: string): Way {
    return new NatsWay(this.#options.connection, edge);
  }

  /** When an order sent now expires; undefined while the edge is silent. */
  readonly expiry = (edge: string) => {
    const found = this.#holds() ? this.#edges.get(edge)?.expiry() : undefined;
    return found && { segment: found.segment, expires: found.expires, hub: this.#options.hub };
  };

  close(): void {
    this.#isClosed = true;
    this.#cancelAgain();
    for (const close of this.#closers) close();
    this.#reading?.stop();
  }

  #holds(): boolean {
    return this.#options.holds?.() ?? true;
  }

  /** An edge's first question, before it sends anything, has no life. */
  #where(edge: string, asked: Asked): Where {
    const { replicaOf, refuses } = this.#options;
    const replica = replicaOf(edge);
    const { life: segment, name } = asked;
    const taken = segment === undefined ? undefined : this.#admission.asked(edge, { segment, name });
    const refusal = refuses?.(edge, asked) ?? (taken === undefined ? undefined : { refused: taken });
    const where = replica.where(asked.segments);
    if (!refusal) return where;
    if (segment !== undefined) this.#options.refused?.(edge, refusal.refused ?? '');
    return { counted: where.counted, refused: refusal.refused, letterOf: refusal.letterOf };
  }

  async #manager(): Promise<JetStreamManager> {
    const { jetstreamManager } = await import('@nats-io/jetstream');
    return jetstreamManager(this.#options.connection);
  }

  /** Starts after the last applied row, or from the beginning if the stream is a new one or was rolled back. */
  async #read(): Promise<void> {
    const manager = await this.#manager();
    await makeStream(manager);
    const { created, state } = await manager.streams.info(STREAM);
    const kept = streamPlaceIn(this.#options.store);
    const isSame = kept?.created === created && kept.sequence <= state.last_seq;
    const consumer = await manager.jetstream().consumers.get(STREAM, {
      opt_start_seq: isSame ? kept.sequence + 1 : 1,
    });
    this.#reading?.stop();
    if (this.#isClosed) return;
    this.#reading = await consumer.consume({
      max_messages: 200,
      expires: 2000,
      idle_heartbeat: 500,
      callback: (message) => this.#take(message, created),
    });
  }

  #take(message: JsMsg, created: string): void {
    const { store, log, replicaOf } = this.#options;
    // Another hub holds the lease by now, and reads this.
    if (!this.#holds()) {
      this.#later();
      return;
    }
    const edge = edgeOf(message.subject);
    const place = { created, sequence: message.seq };
    try {
      const said = replicaOf(edge).take(readBatch(message.string()), place);
      this.#say(edge, said);
    } catch (err) {
      if (isNoBatch(err)) {
        if (this.#seldom.isDue(message.subject)) {
          log.warn(
            { subject: message.subject },
            'a message is none of an edge, and is passed over: who else may publish there?',
          );
        }
        keepStreamPlace(store, place);
        return;
      }
      if (this.#seldom.isDue(edge)) {
        log.warn(
          { err, edge, sequence: message.seq },
          'what an edge tells cannot be taken: it is kept there until it can',
        );
      }
      // It comes again: nothing is confirmed until it is stored.
      this.#later();
    }
  }

  #later(): void {
    this.#reading?.stop();
    this.#cancelAgain();
    this.#cancelAgain = this.#options.clock.after(CONFIRMED_MS, () => void this.#readAgain());
  }

  async #readAgain(): Promise<void> {
    this.#cancelAgain();
    if (this.#isClosed) return;
    try {
      await this.#inTurn(() => this.#read());
    } catch (err) {
      if (this.#isClosed) return;
      if (this.#seldom.isDue('read'))
        this.#options.log.warn({ why: messageOf(err) }, 'the edges cannot be read just now');
      this.#later();
    }
  }

  #confirm(edge: string): void {
    this.#say(edge, this.#options.replicaOf(edge).stands());
  }

  #say(edge: string, { applied, rewind }: Confirmation): void {
    const { connection, hub } = this.#options;
    if (connection.isClosed() || !this.#holds()) return;
    const said: Confirmation = { applied, rewind, hub, life: this.#admission.of(edge) };
    connection.publish(subjects.confirmation(edge), JSON.stringify(said));
  }

  #known({ subject }: Msg): string {
    const edge = edgeOf(subject);
    if (!this.#edges.has(edge)) this.#edges.set(edge, new EdgeClock(this.#options.clock));
    return edge;
  }

  async #followStatus(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') this.#options.onLink?.(false);
      if (type !== 'reconnect') continue;
      this.#options.onLink?.(true);
      await this.#readAgain();
    }
  }

  #hear(subject: string, heard: (message: Msg) => void): void {
    const { connection, log } = this.#options;
    connection.subscribe(subject, {
      callback: (error, message) => {
        try {
          if (error) throw error;
          heard(message);
        } catch (err) {
          if (this.#seldom.isDue(subject)) {
            log.warn({ why: messageOf(err), subject }, 'a message makes no sense, or may not be heard');
          }
        }
      },
    });
  }
}

/** A malformed message stays malformed, whoever sent it. */
const isNoBatch = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof Error && error.name === 'ZodError');
