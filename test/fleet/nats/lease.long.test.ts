import type { NatsConnection } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Lease } from '../../../src/fleet/nats/lease.ts';
import { type Clock, systemClock } from '../../../src/kit/clock.ts';
import { eventually, pause } from '../../eventually.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { NatsServer, noNats } from './natsServer.ts';

const log = { warn() {} };

describe.skipIf(noNats)(noNats ?? 'two hubs started by mistake', () => {
  let server: NatsServer;
  let connection: NatsConnection;
  let lost: string[];
  beforeEach(async () => {
    server = await NatsServer.start();
    connection = await server.as('hub');
    lost = [];
  });
  afterEach(async () => {
    await connection.close();
    await server.end('SIGKILL');
  });

  const take = (hub: string, clock: Clock, life = hub, host?: string) =>
    Lease.take({ connection, hub, life, host, clock, lost: ({ message }) => lost.push(message), log });

  /** Moves the clock on until the work is done. */
  async function passing<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = work.finally(() => {
      isOver = true;
    });
    await eventually('an end of it', () => {
      clock.advance(250);
      return isOver;
    }).catch(() => {});
    return over;
  }

  /** Restarts the hub, on the clock that is returned. */
  async function nextLife(): Promise<{ readonly lease: Lease; readonly clock: FakeClock }> {
    await connection.close();
    connection = await server.as('hub');
    const clock = new FakeClock();
    return { lease: await take('one', clock, 'life 2'), clock };
  }

  /** Ends NATS, and starts it again with its store changed by `change`. */
  async function comeBack(change: () => void): Promise<void> {
    await server.end('SIGKILL');
    change();
    await server.run();
  }

  /** Waits for longer than an unrenewed lease lasts. */
  async function holdsAfter30s(lease: Lease, clock: FakeClock): Promise<void> {
    for (let seconds = 0; seconds < 30; seconds += 1) {
      clock.advance(1000);
      await pause(20);
    }
    await eventually('it is renewed', () => {
      if (lease.holds()) return true;
      clock.advance(1000);
      return false;
    });
  }

  test('the second hub is refused and told which one holds the lease', async () => {
    const first = await take('one', systemClock);
    await expect(take('two', systemClock)).rejects.toThrow(
      new RegExp(`^Another hub serves this fleet: .+, process ${process.pid}\\. End it first`),
    );
    expect(lost).toEqual([]);
    await first.close();
    await (await take('two', systemClock)).close();
  });

  test('a killed hub holds the lease for 20 s, but its own next life gets it at once', async () => {
    const dead = new FakeClock();
    await take('one', dead);
    await (await take('one', new FakeClock())).close();
    await take('one', dead);
    const clock = new FakeClock();
    const began = clock.monotonic();
    const second = await passing(clock, take('two', clock));
    expect(clock.monotonic() - began).toBeGreaterThanOrEqual(20_000);
    await second.close();
  });

  test('a copy of the store on another machine is refused like another hub', async () => {
    const first = await take('one', systemClock, 'here');
    await expect(take('one', systemClock, 'there', 'other-host')).rejects.toThrow(/^Another hub serves this fleet/);
    expect(lost).toEqual([]);
    await first.close();
  });

  test('a paused hub stops holding its lease after 20 s without renewal', async () => {
    let elapsed = 0;
    const stopped: Clock = { now: () => 0, monotonic: () => elapsed, after: () => () => {} };
    const first = await take('one', stopped);
    elapsed = 19_999;
    expect(first.holds()).toBe(true);
    elapsed = 20_000;
    expect(first.holds()).toBe(false);
    const clock = new FakeClock();
    const second = await passing(clock, take('two', clock));
    expect(second.taken).toBeGreaterThan(first.taken);
    await second.close();
  });

  test('the lease tells how far the previous hub had read, even after a clean exit', async () => {
    const place = { created: '2026-11-22', sequence: 41 };
    const take = (hub: string, read?: () => typeof place) =>
      Lease.take({ connection, hub, life: hub, clock: systemClock, read, lost() {}, log });
    const first = await take('one', () => place);
    expect(first.before).toBeUndefined();
    place.sequence = 57;
    await first.close();
    const second = await take('two');
    expect(second.before).toEqual({ created: '2026-11-22', sequence: 57 });
    await second.close();
  });

  test('a hub that resumes after another took the lease ends', async () => {
    const stopped = new FakeClock();
    await take('one', stopped);
    const clock = new FakeClock();
    const second = await passing(clock, take('two', clock));
    stopped.advance(5000);
    await eventually('it is told', () => lost.length > 0);
    expect(lost).toEqual([expect.stringMatching(/^Another hub serves this fleet/)]);
    await second.close();
  });

  test('a hub keeps its lease when NATS loses its store', async () => {
    const clock = new FakeClock();
    const first = await take('one', clock);
    await comeBack(() => server.forget());
    await holdsAfter30s(first, clock);
    expect(lost).toEqual([]);
  });

  test('a hub keeps its lease when a rolled-back NATS still names its earlier life', async () => {
    await take('one', new FakeClock(), 'life 1');
    const setBack = server.copyStore();
    const { lease, clock } = await nextLife();
    await comeBack(setBack);
    await holdsAfter30s(lease, clock);
    expect(lost).toEqual([]);
  });

  test('a hub keeps its lease even if it took it again in a store that was lost', async () => {
    const before = new FakeClock();
    const first = await take('one', before, 'life 1');
    // In the next store, the lease has had fewer revisions than in this one.
    await holdsAfter30s(first, before);
    const setBack = server.copyStore();
    await comeBack(() => server.forget());
    const { lease, clock } = await nextLife();
    await comeBack(setBack);
    await holdsAfter30s(lease, clock);
    expect(lost).toEqual([]);
  });

  test('a hub ends once its own next life has taken the lease', async () => {
    const clock = new FakeClock();
    await take('one', clock, 'life 1');
    const second = await take('one', new FakeClock(), 'life 2');
    clock.advance(5000);
    await eventually('it is told', () => lost.length > 0);
    await second.close();
  });
});
