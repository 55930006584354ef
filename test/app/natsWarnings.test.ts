import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NatsWatch } from '../../src/app/natsWarnings.ts';
import { eventually } from '../eventually.ts';
import { FakeClock } from '../fakes/clock.ts';
import { freePort } from '../ports.ts';

let clock: FakeClock;
let told: string[];
const closers: (() => void)[] = [];
beforeEach(() => {
  clock = new FakeClock();
  told = [];
});
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function watch() {
  const port = await freePort();
  const url = `nats://127.0.0.1:${port}`;
  const say = (sentence: string) => told.push(sentence);
  const watching = new NatsWatch({
    fleet: { nats: { url, user: 'spa', password: 'x' }, edge: 'spa', letter: 'S' },
    clock,
    log: { warn: say, info: say },
    opened: (close) => closers.push(() => void close()),
  });
  const nothingListens = `Nothing listens at ${url}. Start nats-server there, or set NATS_URL to where it listens.`;
  return { watching, port, url, nothingListens };
}
/** The statuses that a connection reports. */
function statuses() {
  const waiting: string[] = [];
  let wake = (): void => {};
  return {
    tell(type: string) {
      waiting.push(type);
      wake();
    },
    async *status() {
      for (;;) {
        const type = waiting.shift();
        if (type !== undefined) yield { type };
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    },
  };
}

test('an unreachable NATS is logged once at the start, in one sentence', async () => {
  const { nothingListens, url, watching } = await watch();
  await eventually('the sentence', () => told.length > 0);
  clock.advance(15_000);
  await watching.look();
  expect(told).toEqual([nothingListens]);
  watching.connected(statuses());
  expect(told.slice(1)).toEqual([`connected to NATS at ${url}`]);
});

test('a different problem before the first connection is logged too', async () => {
  const { nothingListens, port, url } = await watch();
  await eventually('the sentence', () => told.length > 0);
  const other = createServer((socket) => socket.end('220 mail.example.org ESMTP\r\n'));
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  closers.push(() => other.close());
  await eventually('another sentence', () => {
    clock.advance(15_000);
    return told.length > 1;
  });
  expect(told).toEqual([
    nothingListens,
    `What answers at ${url} is no NATS. Set NATS_URL to where nats-server listens, such as port 4222.`,
  ]);
});

test('a lost connection is logged after five seconds, and again when it is back', async () => {
  const { watching, nothingListens, url } = await watch();
  await eventually('the sentence', () => told.length > 0);
  const connection = statuses();
  watching.connected(connection);
  told.length = 0;
  const said = async (type: string): Promise<void> => {
    connection.tell(type);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await said('disconnect');
  clock.advance(4000);
  await said('reconnect');
  clock.advance(60_000);
  expect(told).toEqual([]);
  await said('disconnect');
  clock.advance(5000);
  await eventually('the sentence', () => told.length > 0);
  await said('reconnect');
  expect(told).toEqual([nothingListens, `connected to NATS at ${url} again`]);
});
