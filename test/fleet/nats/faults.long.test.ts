/**
 * Kills of edge, hub and NATS, lost stores and cut connections, all overlapping, while an edge reports events and its
 * hub gives orders. FAULTS=200 for a long run, SEED=random for another one.
 */
import type { NatsConnection } from '@nats-io/transport-node';
import { afterAll, describe, expect, test } from 'vitest';
import type { Call } from '../../../src/command/call.ts';
import { connectToNats } from '../../../src/fleet/nats/connect.ts';
import { type Ending, ship } from '../../../src/fleet/shipping.ts';
import { every, systemClock } from '../../../src/kit/clock.ts';
import { sleep } from '../../../src/kit/wait.ts';
import { eventually } from '../../eventually.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { freePort } from '../../ports.ts';
import { seed } from '../../seed.ts';
import { CuttingProxy } from './cuttingProxy.ts';
import { Edge, Hub, upTo } from './ends.ts';
import { NatsServer, noNats } from './natsServer.ts';

const FAULTS = Number(process.env.FAULTS ?? 20);
/** Long enough for a busy machine, too. */
const LIMIT_MS = 240_000 + FAULTS * 5000;

const call: Call = {
  line: 'kick Billy',
  caller: { via: 'slash', role: 'steward', proof: 'discord', id: '1', name: 'Otto' },
};

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WAYS = ['edge', 'hub'] as const;
const KINDS = ['edge', 'hub', 'nats', 'nats and its store', 'cut', 'hole', 'stall'] as const;

/** A league with one edge, whose parts end and come back. */
class League {
  readonly #server: NatsServer;
  readonly #ways: Readonly<Record<(typeof WAYS)[number], CuttingProxy>>;
  readonly #directories = { edge: temporaryDirectory('edge'), hub: temporaryDirectory('hub') };
  readonly #closers: (() => void)[] = [];
  /** The parts with a fault under way: none is ended twice at a time. */
  readonly #busy = new Set<string>();
  readonly #orders = new Map<string, Ending | undefined>();
  readonly #ports: Readonly<Record<(typeof WAYS)[number], number>>;
  edge: Edge | undefined;
  hub: Hub | undefined;
  #last: Pick<Edge, 'made' | 'ran'> = { made: 0, ran: [] };
  #lives = 0;

  private constructor(server: NatsServer, ways: League['ways'], ports: Record<(typeof WAYS)[number], number>) {
    this.#server = server;
    this.#ways = ways;
    this.#ports = ports;
  }

  get ways(): Readonly<Record<(typeof WAYS)[number], CuttingProxy>> {
    return this.#ways;
  }

  static async open(): Promise<League> {
    const server = await NatsServer.start();
    const ports = { edge: await freePort(), hub: await freePort() };
    const ways = {
      edge: await CuttingProxy.open(ports.edge, server.port),
      hub: await CuttingProxy.open(ports.hub, server.port),
    };
    const league = new League(server, ways, ports);
    await league.#openHub();
    await league.#openEdge();
    league.#closers.push(
      every(systemClock, 10, () => league.edge?.happen(1)),
      every(systemClock, 200, () => league.#order()),
    );
    return league;
  }

  async fault(kind: (typeof KINDS)[number], way: (typeof WAYS)[number], ms: number): Promise<void> {
    const who = kind === 'edge' || kind === 'hub' ? kind : kind.startsWith('nats') ? 'nats' : `way of ${way}`;
    if (this.#busy.has(who)) return;
    this.#busy.add(who);
    if (kind === 'edge') await this.#crashEdge(ms);
    else if (kind === 'hub') await this.#crashHub(ms);
    else if (kind === 'nats' || kind === 'nats and its store') await this.#crashNats(ms, kind !== 'nats');
    else {
      this.#ways[way].set(kind);
      await sleep(systemClock, ms);
      // What a hole has swallowed is missing in the middle of the stream, so the connection cannot go on.
      if (kind === 'hole') this.#ways[way].set('cut');
      this.#ways[way].set('pass');
    }
    this.#busy.delete(who);
  }

  /** Waits until everything is back, and the hub has told everything that happened. */
  async settle(): Promise<number> {
    for (const close of this.#closers) close();
    this.edge?.happen(1);
    const { made } = this.#last;
    await eventually(`the hub has told ${made}`, () => (this.hub?.told().length ?? 0) >= made);
    return made;
  }

  /** The ending of each order, once no late one can begin any more. */
  async endings(): Promise<ReadonlyMap<string, Ending | undefined>> {
    const { hub } = this;
    if (!hub) throw new Error('the hub is away');
    const way = hub.link.wayTo('a');
    await sleep(systemClock, 21_000);
    for (const [id, ending] of this.#orders) {
      if (ending) continue;
      const fate = await eventually(`the edge answers of ${id}`, () => way.fate(id).catch(() => undefined));
      if (fate.kind === 'unknown') this.#orders.set(id, { kind: 'never ran' });
      else if (fate.kind === 'over' || fate.kind === 'interrupted') this.#orders.set(id, fate);
    }
    return this.#orders;
  }

  get ran(): readonly string[] {
    return this.#last.ran;
  }

  async close(): Promise<void> {
    for (const close of this.#closers) close();
    await this.edge?.crash();
    await this.hub?.crash();
    for (const way of WAYS) await this.#ways[way].close();
    await this.#server.end('SIGKILL');
  }

  #order(): void {
    const { hub } = this;
    const expiry = hub?.link.expiry('a');
    if (!hub || !expiry) return;
    const id = `order ${this.#orders.size}`;
    this.#orders.set(id, undefined);
    const options = { way: hub.link.wayTo('a'), clock: systemClock, unconfirmed() {}, progress() {} };
    void ship({ id, ...expiry, call }, options).then((ending) => {
      // A hub that has ended reports to nobody.
      if (this.hub === hub) this.#orders.set(id, ending);
    });
  }

  #as(user: 'a' | 'hub'): Promise<NatsConnection> {
    const port = this.#ports[user === 'a' ? 'edge' : 'hub'];
    return connectToNats({ url: `nats://127.0.0.1:${port}`, user, password: `${user}-secret` });
  }

  async #openEdge(): Promise<void> {
    const connection = await this.#as('a');
    this.#lives += 1;
    this.edge = new Edge(this.#directories.edge, connection, `life ${this.#lives}`, { before: this.#last });
    this.#last = this.edge;
  }

  async #openHub(): Promise<void> {
    for (;;) {
      const connection = await this.#as('hub');
      try {
        this.hub = await Hub.open(this.#directories.hub, connection);
        return;
      } catch {
        // NATS went away while it was being asked.
        await connection.close();
        await sleep(systemClock, 100);
      }
    }
  }

  async #crashEdge(ms: number): Promise<void> {
    const { edge } = this;
    this.edge = undefined;
    await edge?.crash();
    await sleep(systemClock, ms);
    await this.#openEdge();
  }

  async #crashHub(ms: number): Promise<void> {
    const { hub } = this;
    this.hub = undefined;
    await hub?.crash();
    await sleep(systemClock, ms);
    await this.#openHub();
  }

  async #crashNats(ms: number, isForgotten: boolean): Promise<void> {
    await this.#server.end('SIGKILL');
    if (isForgotten) this.#server.forget();
    await sleep(systemClock, ms);
    await this.#server.run();
  }
}

describe.skipIf(noNats)(noNats ?? `${FAULTS} faults, SEED=${seed}`, () => {
  let league: League | undefined;
  afterAll(() => league?.close());

  test(
    'lose and repeat no event, and no order runs twice or contrary to its report',
    async () => {
      const random = randomFrom(seed);
      league = await League.open();
      const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
      const running: Promise<void>[] = [];
      for (let each = 0; each < FAULTS; each += 1) {
        running.push(league.fault(one(KINDS), one(WAYS), 100 + random() * 1500));
        await sleep(systemClock, 50 + random() * 700);
      }
      await Promise.all(running);
      const made = await league.settle();
      expect(made).toBeGreaterThan(FAULTS);
      expect(league.hub?.told()).toEqual(upTo(made));

      const endings = await league.endings();
      const { ran } = league;
      expect(new Set(ran).size).toBe(ran.length);
      for (const [id, ending] of endings) {
        expect(ending, id).toBeDefined();
        if (ending?.kind === 'never ran') expect(ran, id).not.toContain(id);
        if (ending?.kind === 'over') expect(ran, id).toContain(id);
      }
    },
    LIMIT_MS,
  );
});
