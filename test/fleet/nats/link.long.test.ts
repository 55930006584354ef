import type { NatsConnection } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { auditTables } from '../../../src/command/audit.ts';
import type { Call } from '../../../src/command/call.ts';
import type { RaceEvent } from '../../../src/events/events.ts';
import { Mirror } from '../../../src/fleet/mirror.ts';
import { closeConnection } from '../../../src/fleet/nats/connect.ts';
import { EdgeLink } from '../../../src/fleet/nats/edgeLink.ts';
import { HubLink } from '../../../src/fleet/nats/hubLink.ts';
import { Orders } from '../../../src/fleet/orders.ts';
import { Out } from '../../../src/fleet/out.ts';
import { Publisher } from '../../../src/fleet/publisher.ts';
import { Replica } from '../../../src/fleet/replica.ts';
import { ship } from '../../../src/fleet/shipping.ts';
import { fleetTables } from '../../../src/fleet/tables.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { journalTables } from '../../../src/race/journal.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { eventually } from '../../eventually.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { feedOver } from '../../fakes/feed.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { NatsServer, noNats } from './natsServer.ts';

const TABLES = [journalTables, auditTables, fleetTables];
const call: Call = {
  line: 'kick Billy',
  caller: { via: 'slash', role: 'steward', proof: 'discord', id: '1', name: 'Otto' },
};
const log = { warn() {}, error() {} };

interface End {
  readonly store: Store;
  readonly connection: NatsConnection;
  close(): Promise<void>;
}

class Edge implements End {
  readonly store: Store;
  readonly connection: NatsConnection;
  readonly #link: EdgeLink;
  readonly ran: string[] = [];
  readonly #feed: ReturnType<typeof feedOver>;
  #made = 0;

  constructor(directory: string, connection: NatsConnection, segment: string) {
    this.store = openStore(directory, TABLES);
    this.connection = connection;
    this.#feed = feedOver(this.store, new FakeClock());
    const out = new Out({ store: this.store, clock: systemClock, segment });
    out.follow(this.#feed.bus);
    const orders = new Orders({
      store: this.store,
      clock: systemClock,
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
    this.#link = new EdgeLink({
      connection,
      edge: 'a',
      segment,
      publisher: new Publisher(out),
      orders,
      clock: systemClock,
      log,
    });
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
}

class Hub implements End {
  readonly store: Store;
  readonly connection: NatsConnection;
  readonly link: HubLink;

  private constructor(directory: string, connection: NatsConnection) {
    this.store = openStore(directory, TABLES);
    this.connection = connection;
    const mirror = new Mirror({ store: this.store, server: 'main', log });
    const replica = new Replica({
      store: this.store,
      edge: 'a',
      mirrorOf: () => mirror,
      audit() {},
      broken() {},
      log,
    });
    this.link = new HubLink({ connection, store: this.store, replicaOf: () => replica, clock: systemClock, log });
  }

  static async open(directory: string, connection: NatsConnection): Promise<Hub> {
    const hub = new Hub(directory, connection);
    await hub.link.open();
    return hub;
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
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe.skipIf(noNats)(noNats ?? 'over a NATS server', () => {
  let server: NatsServer;
  let directories: { edge: string; hub: string };
  const open: End[] = [];
  beforeEach(async () => {
    server = await NatsServer.start();
  });
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
    await server.end('SIGKILL');
  });

  async function openBoth(): Promise<{ edge: Edge; hub: Hub }> {
    directories = { edge: temporaryDirectory('edge'), hub: temporaryDirectory('hub') };
    const hub = await openHub();
    const edge = new Edge(directories.edge, await server.as('a'), `life ${open.length}`);
    open.push(edge);
    return { edge, hub };
  }
  async function openHub(): Promise<Hub> {
    const hub = await Hub.open(directories.hub, await server.as('hub'));
    open.push(hub);
    return hub;
  }
  async function closeEnd(end: End): Promise<void> {
    open.splice(open.indexOf(end), 1);
    await end.close();
  }
  const hasAll = (hub: Hub, last: number) =>
    eventually(`the hub has told ${last}`, () => hub.told().length >= last).then(() =>
      expect(hub.told()).toEqual(upTo(last)),
    );

  test('what happens on an edge is told at the hub', async () => {
    const { edge, hub } = await openBoth();
    edge.happen(500);
    await hasAll(hub, 500);
    edge.happen(1);
    await hasAll(hub, 501);
  });

  test('also what happens while the hub is away, and NATS loses its store meanwhile', async () => {
    const { edge, hub } = await openBoth();
    edge.happen(50);
    await hasAll(hub, 50);
    await closeEnd(hub);
    edge.happen(50);
    await server.end('SIGKILL');
    server.forget();
    edge.happen(50);
    await server.run();
    const again = await openHub();
    edge.happen(50);
    await hasAll(again, 200);
  });

  test('and what happens while NATS is away, once, with what it still has', async () => {
    const { edge, hub } = await openBoth();
    edge.happen(20);
    await hasAll(hub, 20);
    await server.end('SIGKILL');
    edge.happen(300);
    await server.run();
    await hasAll(hub, 320);
  });

  test('a command is carried out at the edge, and its answer comes back', async () => {
    const { edge, hub } = await openBoth();
    const expiry = await eventually('the edge is heard', () => hub.link.expiry('a'));
    const told: string[] = [];
    const options = {
      way: hub.link.wayTo('a'),
      clock: systemClock,
      unconfirmed: () => told.push('unconfirmed'),
      progress: (text: string) => told.push(text),
    };
    const done = { kind: 'over', outcome: { kind: 'done', answer: { kind: 'note', text: 'done: kick Billy' } } };
    expect(await ship({ id: '1', ...expiry, call }, options)).toEqual(done);
    expect(await ship({ id: '1', ...expiry, call }, options)).toEqual(done);
    expect(await hub.link.wayTo('a').fate('1')).toEqual(done);
    expect(await hub.link.wayTo('a').fate('2')).toEqual({ kind: 'unknown' });
    expect(edge.ran).toEqual(['1']);
    expect(told).toEqual(['looking for Billy']);
  });

  test('where nobody listens, a command is known not to have run', async () => {
    const { edge, hub } = await openBoth();
    const expiry = await eventually('the edge is heard', () => hub.link.expiry('a'));
    await closeEnd(edge);
    const options = { way: hub.link.wayTo('a'), clock: systemClock, unconfirmed() {}, progress() {} };
    expect(await ship({ id: '1', ...expiry, call }, options)).toEqual({ kind: 'never ran' });
  });

  test('a foreign message on its subject is passed over', async () => {
    const { edge, hub } = await openBoth();
    edge.connection.publish('pw.ev.a', 'no JSON');
    edge.connection.publish('pw.ev.a', '{"segment":"x","from":1,"rows":[]}');
    edge.happen(3);
    await hasAll(hub, 3);
  });
});
