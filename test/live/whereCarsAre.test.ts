import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encode } from '../../src/acserver/udp/codec.ts';
import type { LiveServer } from '../../src/live/liveServer.ts';
import { openLive } from '../../src/live/open.ts';
import { processTables } from '../../src/live/processTable.ts';
import { journalTables } from '../../src/race/journal.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { eventually } from '../eventually.ts';
import { FakeClock } from '../fakes/clock.ts';
import { freePort } from '../ports.ts';

let directory: string;
let store: Store;
let clock: FakeClock;
let server: Socket;
let listen: number;
let live: LiveServer;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-where-'));
  store = openStore(join(directory, 'data'), [processTables, journalTables]);
  clock = new FakeClock();
  server = createSocket('udp4').bind(0, '127.0.0.1');
  await once(server, 'listening');
  listen = await freePort();
  const address = (port: number) => ({ host: '127.0.0.1', port });
  live = await openLive(
    { id: 'gt3', external: {}, udp: { listen: address(listen), server: address(server.address().port) } },
    { store, clock, log: pino({ enabled: false }), dataDirectory: join(directory, 'data') },
    { entryListHistory: { fileAt: () => undefined } },
  );
  await live.catchUp();
  await live.listen();
});
afterEach(async () => {
  await live.close();
  server.close();
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Reports a car there, which nothing but the socket has received yet. */
async function carAt(x: number): Promise<void> {
  const { received } = live.plugin.traffic();
  const packet = {
    carId: 4,
    pos: [x, 0, 0],
    velocity: [40, 0, 0],
    gear: 4,
    rpm: 6000,
    normalizedSplinePos: 0.5,
  } as const;
  server.send(encode({ type: 'carUpdate', ...packet }), listen, '127.0.0.1');
  await eventually('the position is received', () => live.plugin.traffic().received > received);
}

const wayOf = (carId: number): number[] =>
  live.traces.of(carId, 0, Number.MAX_SAFE_INTEGER).map(({ position }) => position[0]);

test("a car's trace has each position as soon as it arrives", async () => {
  await carAt(1);
  expect(wayOf(4)).toEqual([1]);
  await carAt(2);
  expect(wayOf(4)).toEqual([1, 2]);
  expect(wayOf(5)).toEqual([]);
});

test('positions are delivered before an event that comes after them', async () => {
  const heard: unknown[] = [];
  live.plugin.followPositions(({ pos }) => heard.push(pos[0]));
  live.bus.live(({ type }) => void heard.push(type));
  await carAt(1);
  expect(heard.filter(Number.isFinite)).toEqual([]);
  heard.length = 0;
  live.notice({ type: 'serverSilent', silentMs: 15_000 });
  expect(heard).toEqual([1, 'serverSilent']);
  await carAt(2);
  clock.advance(1000);
  expect(heard).toEqual([1, 'serverSilent', 2]);
});

test('the last positions are delivered when the server is closed', async () => {
  const heard: number[] = [];
  live.plugin.followPositions(({ pos }) => heard.push(pos[0]));
  await carAt(1);
  await live.close();
  expect(heard).toEqual([1]);
});
