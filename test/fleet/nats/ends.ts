/** The two ends of a fleet over NATS: what an edge sends, and what its hub makes of it. */
import type { NatsConnection } from '@nats-io/transport-node';
import { auditTables } from '../../../src/command/audit.ts';
import type { RaceEvent } from '../../../src/events/events.ts';
import type { Break } from '../../../src/fleet/applier.ts';
import { Mirror } from '../../../src/fleet/mirror.ts';
import { closeConnection } from '../../../src/fleet/nats/connect.ts';
import { EdgeLink } from '../../../src/fleet/nats/edgeLink.ts';
import { HubLink } from '../../../src/fleet/nats/hubLink.ts';
import { Orders } from '../../../src/fleet/orders.ts';
import { Out } from '../../../src/fleet/out.ts';
import { Publisher } from '../../../src/fleet/publisher.ts';
import { Replica } from '../../../src/fleet/replica.ts';
import { fleetTables } from '../../../src/fleet/tables.ts';
import { type Clock, systemClock } from '../../../src/kit/clock.ts';
import { journalTables } from '../../../src/race/journal.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { feedOver } from '../../fakes/feed.ts';

export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

const TABLES = [journalTables, auditTables, fleetTables];
const log = { warn() {}, error() {} };

export interface End {
  readonly store: Store;
  readonly connection: NatsConnection;
  close(): Promise<void>;
  /** Stops handling anything. */
  crash(): Promise<void>;
}

interface Past {
  /** What an earlier life of it made and ran. */
  readonly before?: Pick<Edge, 'made' | 'ran'> | undefined;
  readonly clock?: Clock | undefined;
  /** Makes a faulty publisher in place of the real one. */
  readonly publisherOf?: ((out: Out, store: Store) => Publisher) | undefined;
}

export class Edge implements End {
  readonly store: Store;
  readonly connection: NatsConnection;
  readonly #link: EdgeLink;
  readonly #publisher: Publisher;
  readonly ran: string[];
  readonly #feed: ReturnType<typeof feedOver>;
  #made: number;

  constructor(
    directory: string,
    connection: NatsConnection,
    segment: string,
    { before, clock = systemClock, publisherOf = (out) => new Publisher(out) }: Past = {},
  ) {
    this.#made = before?.made ?? 0;
    this.ran = before?.ran ?? [];
    this.store = openStore(directory, TABLES);
    this.connection = connection;
    this.#feed = feedOver(this.store, new FakeClock());
    const out = new Out({ store: this.store, clock, segment });
    out.follow(this.#feed.bus);
    const orders = new Orders({
      store: this.store,
      clock,
      segment,
      dispatcher: {
        dispatch: ({ line, act }, progress) => {
          this.ran.push(`${act}`);
          progress?.('looking for Billy');
          return Promise.resolve({ kind: 'done', answer: { kind: 'note', text: `done: ${line}` } });
        },
      },
      fateOf: () => Promise.resolve(undefined),
      log,
    });
    this.#publisher = publisherOf(out, this.store);
    this.#link = new EdgeLink({
      connection,
      edge: 'a',
      segment,
      publisher: this.#publisher,
      orders,
      clock,
      log,
    });
  }

  /** How many events have happened on it, including its earlier lives. */
  get made(): number {
    return this.#made;
  }

  /** Whether everything was sent and acknowledged, as far as it knows. */
  isIdle(): boolean {
    return this.#publisher.next() === undefined;
  }

  happen(events: number): void {
    for (let each = 0; each < events; each += 1) {
      this.#made += 1;
      this.#feed.notice({ type: 'serverSilent', silentMs: this.#made });
    }
    this.#link.pump();
  }

  async close(): Promise<void> {
    this.#link.close();
    await closeConnection(this.connection, systemClock);
    this.store.close();
  }

  async crash(): Promise<void> {
    this.#link.close();
    this.store.close();
    await this.connection.close();
  }
}

export class Hub implements End {
  readonly store: Store;
  readonly connection: NatsConnection;
  readonly link: HubLink;
  /** Where an edge's past differed from what it had told. */
  readonly broken: Break[] = [];

  private constructor(directory: string, connection: NatsConnection) {
    this.store = openStore(directory, TABLES);
    this.connection = connection;
    const mirror = new Mirror({ store: this.store, server: 'main', log });
    const replica = new Replica({
      store: this.store,
      edge: 'a',
      mirrorOf: () => mirror,
      audit() {},
      broken: (broken) => this.broken.push(broken),
      log,
    });
    this.link = new HubLink({ connection, store: this.store, replicaOf: () => replica, clock: systemClock, log });
  }

  static async open(directory: string, connection: NatsConnection): Promise<Hub> {
    const hub = new Hub(directory, connection);
    try {
      await hub.link.open();
      return hub;
    } catch (error) {
      // The next attempt needs the store.
      await hub.crash();
      throw error;
    }
  }

  told(): number[] {
    const rows = this.store.all<{ event: string }>('SELECT event FROM events ORDER BY id');
    return rows.map(({ event }) => (JSON.parse(event) as RaceEvent & { silentMs: number }).silentMs);
  }

  async close(): Promise<void> {
    this.link.close();
    await closeConnection(this.connection, systemClock);
    this.store.close();
  }

  async crash(): Promise<void> {
    this.link.close();
    this.store.close();
    await this.connection.close();
  }
}
