/** Plants what the fault runs should find, and finds it: over a NATS that loses its store while the hub is away. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Batch, lastOf } from '../../../src/fleet/batch.ts';
import type { Out } from '../../../src/fleet/out.ts';
import { type Confirmation, Publisher } from '../../../src/fleet/publisher.ts';
import { streamPlaceIn } from '../../../src/fleet/replica.ts';
import type { Store } from '../../../src/store/store.ts';
import { eventually } from '../../eventually.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { Edge, Hub, upTo } from './ends.ts';
import { NatsServer, noNats } from './natsServer.ts';

/** Continues where it was, whatever was lost meanwhile: `where` and `rewind` are left out. */
class NeverAsks extends Publisher {
  #isBegun = false;

  override connected(): void {
    if (this.#isBegun) return;
    this.#isBegun = true;
    super.connected();
    this.noAnswer();
  }

  override disconnected(): void {}

  override confirmed({ applied }: Confirmation): void {
    super.confirmed({ applied }, 0);
  }
}

/** Waits only for NATS's acknowledgement. */
class DeletesOnAcknowledgement extends Publisher {
  readonly #store: Store;

  constructor(out: Out, store: Store) {
    super(out);
    this.#store = store;
  }

  override acknowledged(batch: Batch): void {
    super.acknowledged(batch);
    this.#store.run('DELETE FROM fleet_out WHERE n <= ?', lastOf(batch).n);
  }
}

describe.skipIf(noNats)(noNats ?? 'over a NATS server', () => {
  let server: NatsServer;
  beforeEach(async () => {
    server = await NatsServer.start();
  });
  afterEach(() => server.end('SIGKILL'));

  /** Which of 150 events the hub has in the end, in the hub's order. */
  async function toldOver(publisherOf?: (out: Out, store: Store) => Publisher): Promise<readonly number[]> {
    const directory = temporaryDirectory('hub');
    const edge = new Edge(temporaryDirectory('edge'), await server.as('a'), 'life 1', { publisherOf });
    const first = await Hub.open(directory, await server.as('hub'));
    edge.happen(50);
    await eventually('the hub has the first', () => first.told().length === 50);
    await first.close();
    edge.happen(50);
    await eventually('NATS has the next', async () => (await stored()) > 1);
    await server.end('SIGKILL');
    server.forget();
    await server.run();
    const second = await Hub.open(directory, await server.as('hub'));
    await eventually('the edge is heard again', () => second.link.expiry('a'));
    edge.happen(50);
    await eventually('the hub has read what NATS has, and all of it was sent', async () => {
      const last = await stored();
      return last > 0 && edge.isIdle() && streamPlaceIn(second.store)?.sequence === last;
    });
    const told = second.told();
    await edge.close();
    await second.close();
    return told;
  }

  /** The number of the last message in the stream. */
  async function stored(): Promise<number> {
    const { jetstreamManager } = await import('@nats-io/jetstream');
    const connection = await server.as('hub');
    try {
      const manager = await jetstreamManager(connection);
      return (await manager.streams.info('PW_EV')).state.last_seq;
    } finally {
      await connection.close();
    }
  }

  test('loses nothing when NATS loses its store while the hub is away', async () => {
    expect(await toldOver()).toEqual(upTo(150));
  });

  test.each<[string, (out: Out, store: Store) => Publisher]>([
    ['the edge never asks for the position of the hub', (out) => new NeverAsks(out)],
    ['the edge deletes rows once NATS acknowledges them', (out, store) => new DeletesOnAcknowledgement(out, store)],
  ])('loses events if %s', async (_, publisherOf) => {
    const told = await toldOver(publisherOf);
    expect(told).not.toEqual(upTo(150));
    expect(told.slice(0, 50)).toEqual(upTo(50));
  });
});
