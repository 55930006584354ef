import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../../src/command/call.ts';
import { connectToNats } from '../../../src/fleet/nats/connect.ts';
import { ship } from '../../../src/fleet/shipping.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { eventually } from '../../eventually.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';
import { freePort } from '../../ports.ts';
import { CuttingProxy } from './cuttingProxy.ts';
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

  test('the hub tells what happens on an edge', async () => {
    const { edge, hub } = await openBoth();
    edge.happen(500);
    await hasAll(hub, 500);
    edge.happen(1);
    await hasAll(hub, 501);
  });

  test('the hub also tells what happened while it was away and NATS lost its store', async () => {
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

  test('the hub tells once what happened while NATS was away', async () => {
    const { edge, hub } = await openBoth();
    edge.happen(20);
    await hasAll(hub, 20);
    await server.end('SIGKILL');
    edge.happen(300);
    await server.run();
    await hasAll(hub, 320);
  });

  test('a command runs once at the edge, and its answer comes back', async () => {
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

  test('a command is reported as never run if no edge listens', async () => {
    const { edge, hub } = await openBoth();
    const expiry = await eventually('the edge is heard', () => hub.link.expiry('a'));
    await closeEnd(edge);
    const options = { way: hub.link.wayTo('a'), clock: systemClock, unconfirmed() {}, progress() {} };
    expect(await ship({ id: '1', ...expiry, call }, options)).toEqual({ kind: 'never ran' });
  });

  test('a command given while its edge restarts waits for the next life and runs once', async () => {
    const { edge, hub } = await openBoth();
    const expiry = await eventually('the edge is heard', () => hub.link.expiry('a'));
    await closeEnd(edge);
    const told: string[] = [];
    const shipped = ship(
      { id: '1', ...expiry, call },
      {
        way: hub.link.wayTo('a'),
        clock: systemClock,
        unconfirmed() {},
        progress: (text) => told.push(text),
        again: () => hub.link.expiry('a'),
      },
    );
    const next = new Edge(directories.edge, await server.as('a'), 'next life');
    open.push(next);
    expect(await shipped).toMatchObject({ kind: 'over', outcome: { kind: 'done' } });
    expect([edge.ran, next.ran]).toEqual([[], ['1']]);
  });

  test('invalid messages and invalid orders are skipped', async () => {
    const { edge, hub } = await openBoth();
    hub.connection.publish('pw.cmd.a.call', 'no JSON');
    hub.connection.publish('pw.cmd.a.call', '{"id":"1"}');
    edge.connection.publish('pw.ev.a', 'no JSON');
    edge.connection.publish('pw.ev.a', '{"segment":"x","from":1,"rows":[]}');
    edge.happen(3);
    await hasAll(hub, 3);
  });

  test('a hub whose NATS connection breaks at the start can try again', async () => {
    const port = await freePort();
    const way = await CuttingProxy.open(port, server.port);
    directories = { edge: temporaryDirectory('edge'), hub: temporaryDirectory('hub') };
    const edge = new Edge(directories.edge, await server.as('a'), 'life 1');
    open.push(edge);
    edge.happen(3);
    const connection = () => connectToNats({ url: `nats://127.0.0.1:${port}`, user: 'hub', password: 'hub-secret' });
    const first = await connection();
    way.set('hole');
    await expect(Hub.open(directories.hub, first)).rejects.toThrow();
    way.set('cut');
    way.set('pass');
    const hub = await Hub.open(directories.hub, await connection());
    open.push(hub);
    await hasAll(hub, 3);
    // After every lost connection, and every lost store, the stream is read again: one at a time.
    for (const total of [4, 5, 6]) {
      way.set('cut');
      way.set('pass');
      edge.happen(1);
      await hasAll(hub, total);
    }
    await closeEnd(hub);
    await way.close();
  });
});
