/** Ends that are set back to an earlier state, and ends whose clocks differ. */
import { cpSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../../src/command/call.ts';
import { ship } from '../../../src/fleet/shipping.ts';
import { type Clock, systemClock } from '../../../src/kit/clock.ts';
import { eventually } from '../../eventually.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { Edge, type End, Hub, upTo } from './ends.ts';
import { NatsServer, noNats } from './natsServer.ts';

const call: Call = {
  line: 'kick Billy',
  caller: { via: 'slash', role: 'steward', proof: 'discord', id: '1', name: 'Otto' },
};

describe.skipIf(noNats)(noNats ?? 'over a NATS server', () => {
  let server: NatsServer;
  let directories: { edge: string; hub: string };
  const open: End[] = [];
  beforeEach(async () => {
    server = await NatsServer.start();
    directories = { edge: temporaryDirectory('edge'), hub: temporaryDirectory('hub') };
  });
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
    await server.end('SIGKILL');
  });

  async function openHub(): Promise<Hub> {
    const hub = await Hub.open(directories.hub, await server.as('hub'));
    open.push(hub);
    return hub;
  }
  async function openEdge(life: string, past: ConstructorParameters<typeof Edge>[3] = {}): Promise<Edge> {
    const edge = new Edge(directories.edge, await server.as('a'), life, past);
    open.push(edge);
    return edge;
  }
  async function closeEnd(end: End): Promise<void> {
    open.splice(open.indexOf(end), 1);
    await end.close();
  }
  /** Copies what a closed end has stored; @returns a function that puts it back */
  function backUp(directory: string): () => void {
    const copy = temporaryDirectory('backup');
    cpSync(directory, copy, { recursive: true });
    return () => {
      rmSync(directory, { recursive: true });
      cpSync(copy, directory, { recursive: true });
    };
  }
  const told = (hub: Hub, count: number) =>
    eventually(`the hub has told ${count}`, () => hub.told().length >= count).then(() => hub.told());

  test('events of an edge restored from a backup are added after those told before', async () => {
    const hub = await openHub();
    const first = await openEdge('life 1');
    first.happen(20);
    await told(hub, 20);
    await closeEnd(first);
    const putBack = backUp(directories.edge);
    const second = await openEdge('life 2', { before: first });
    second.happen(10);
    await told(hub, 30);
    await closeEnd(second);
    expect(hub.broken).toEqual([]);

    putBack();
    const third = await openEdge('life 3', { before: first });
    third.happen(5);
    // Numbers 21 to 25 happen once more: it knows nothing of the first ones.
    expect(await told(hub, 35)).toEqual([...upTo(30), 21, 22, 23, 24, 25]);
    expect(hub.broken).toMatchObject([{ told: { segment: 'life 2' }, kept: { segment: 'life 1' } }]);
    third.happen(1);
    expect(await told(hub, 36)).toHaveLength(36);
    expect(hub.broken).toHaveLength(1);
  });

  test('a hub restored from a backup reads again what it missed', async () => {
    const edge = await openEdge('life 1');
    const first = await openHub();
    edge.happen(20);
    await told(first, 20);
    await closeEnd(first);
    const putBack = backUp(directories.hub);
    const second = await openHub();
    edge.happen(10);
    await told(second, 30);
    await closeEnd(second);
    putBack();
    edge.happen(5);
    expect(await told(await openHub(), 35)).toEqual(upTo(35));
  });

  test('a restored hub gets everything from the edge if NATS has lost its store too', async () => {
    const edge = await openEdge('life 1');
    const first = await openHub();
    edge.happen(20);
    await told(first, 20);
    await closeEnd(first);
    const putBack = backUp(directories.hub);
    const second = await openHub();
    edge.happen(10);
    await told(second, 30);
    await closeEnd(second);
    putBack();
    await server.end('SIGKILL');
    server.forget();
    await server.run();
    edge.happen(5);
    expect(await told(await openHub(), 35)).toEqual(upTo(35));
  });

  test.each([90_000, -90_000])('with clocks %i ms apart, valid orders run and late ones do not', async (apart) => {
    const clock: Clock = {
      now: () => systemClock.now() + apart,
      monotonic: () => systemClock.monotonic() + apart,
      after: (ms, task) => systemClock.after(ms, task),
    };
    const hub = await openHub();
    const edge = await openEdge('life 1', { clock });
    const expiry = await eventually('the edge is heard', () => hub.link.expiry('a'));
    const way = hub.link.wayTo('a');
    const options = { way, clock: systemClock, unconfirmed() {}, progress() {} };
    expect(await ship({ id: '1', ...expiry, call }, options)).toMatchObject({ kind: 'over' });
    const late = { id: '2', segment: expiry.segment, expires: expiry.expires - 21_000, call };
    const signs = { accepted() {}, progress() {} };
    expect(await way.send(late, signs)).toEqual({ kind: 'expired' });
    expect(edge.ran).toEqual(['1']);
    edge.happen(3);
    expect(await told(hub, 3)).toEqual(upTo(3));
  });
});
